/** Key prefixes of the standard objects that duplicate rules exist for, and of users; custom ones differ by org. */
const prefixes: Readonly<Record<string, string>> = {
  '001': 'Account',
  '003': 'Contact',
  '00Q': 'Lead',
  '005': 'User',
  '006': 'Opportunity',
  '500': 'Case',
  '701': 'Campaign',
};

/** Whether a text has the form of a record id: 15 or 18 letters and digits, digits among the first. */
export function isRecordId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text) && /\d/.test(text);
}

/** The object of a record by its id's key prefix; null where the prefix is not a standard object's. */
export function objectOfId(id: string): string | null {
  return isRecordId(id) ? (prefixes[id.slice(0, 3)] ?? null) : null;
}
