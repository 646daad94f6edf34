/** No field of Salesforce takes more: long text areas (help.salesforce.com, custom_field_types). */
export const longestValue = 131_072;

/** An object has at most 900 custom fields, and a few dozen of its own. */
export const mostColumns = 1_500;

/** Relationships and children within a record of a JSON file. */
export const deepestRecord = 20;
