/** A function that is no longer than that is always read, in characters: it may make a header or an address. */
const shortFunction = 1_200;

/**
 * Words of saving, of requests, of records and of clients, in any case and as parts of longer words. Long
 * functions without one of them neither save nor give anything that a save is made of.
 */
const words =
  /create|insert|update|upsert|save|write|load|import|sync|push|send|post|patch|put|fetch|request|http|url|api|rest|soap|bulk|batch|composite|graph|job|header|option|allow|duplicate|record|object|lead|account|contact|__c|conn|client|session|salesforce|sforce|sf_|sf\.|login|auth|token|query/i;

/** Whether code can bear on a save, by its words. */
export function mayBearOnSaves(text: string, from: number, to: number): boolean {
  return to - from <= shortFunction || words.test(text.slice(from, to));
}
