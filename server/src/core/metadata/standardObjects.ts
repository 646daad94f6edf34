import standardObjectNames from './standardObjectNames.json' with { type: 'json' };

/**
 * API names of standard objects, after Salesforce's object reference, lower case to as it spells them. Left
 * out are names that Apex resolves to a class of its System namespace first (Address, Location, Domain).
 */
const spelling: ReadonlyMap<string, string> = new Map(
  standardObjectNames.map((name) => [name.toLowerCase(), name]),
);

/** Objects that Salesforce makes for another object: AccountShare, Case_Status__History. */
const derived = /^(.+?)(?:share|history|feed|changeevent|tag)$/;

const custom = /^[a-z]\w*__(?:c|e|mdt|x|b|kav|ka|share|history|feed|tag|changeevent|dlm|dll)$/;

/** Whether a name, in any case, is that of a standard object or of one that comes with it. */
export function isStandardObject(name: string): boolean {
  const lower = name.toLowerCase();
  if (spelling.has(lower)) return true;
  const base = derived.exec(lower)?.[1];
  return base !== undefined && spelling.has(base);
}

/** Whether a name has the form of a custom object's, event's, metadata type's or article type's. */
export function isCustomObjectName(name: string): boolean {
  return custom.test(name.toLowerCase());
}

/** The name as Salesforce spells it; as given if it is no standard object's. */
export function standardSpelling(name: string): string {
  return spelling.get(name.toLowerCase()) ?? name;
}
