import type { SaveTraces } from '../../language.ts';

/** Parts of addresses, names of headers, elements of SOAP: in all languages. */
const common =
  'services/|sobjects?\\b|composite|ui-api|jobs/|graphql|sforce-|duplicate-?rule|allowSave|batchRequests|\\bgraphs\\b|urn:(?:partner|enterprise|sobject|sforce)|soapenv';

/** @param addresses what the language has besides, as the source of a regular expression */
export function tracesWith(
  traces: Omit<SaveTraces, 'addresses'>,
  ...addresses: readonly string[]
): SaveTraces {
  return { ...traces, addresses: new RegExp([common, ...addresses].join('|'), 'i') };
}
