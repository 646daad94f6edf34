/**
 * A key under which the spellings of one field meet: case, `Account`/`AccountId`, `Parent__r`/`Parent__c`, and
 * the code fields of state and country picklists, which set the text fields too.
 */
export function fieldKey(name: string): string {
  const key = name.toLowerCase();
  if (key.endsWith('__r')) return `${key.slice(0, -1)}c`;
  if (key.includes('__')) return key;
  if (key.endsWith('statecode') || key.endsWith('countrycode')) return key.slice(0, -4);
  return key.length > 2 && key.endsWith('id') ? key.slice(0, -2) : key;
}
