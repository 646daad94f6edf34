/**
 * What code that saves to Salesforce writes somewhere: its name, a host, a path of its APIs, a custom field, one of
 * its types or headers. `sobject` alone would be in `isObject`.
 */
const common = [
  String.raw`[Ss]ales_?[Ff]orce|SALES_?FORCE|Sforce|\b[sS]_?[Ff]orce|SFORCE|[Ff]orce\.com\b|\b[Ss]fdc|Sfdc|SFDC`,
  String.raw`services/(?:data|apexrest|async|Soap)\b|jobs/(?:ingest|query)\b|ui-api/records`,
  String.raw`\bs[oO]bject|SObject|composite/tree|\w__[cr]\b`,
  String.raw`[Dd]uplicate_?[Rr]ule_?[Hh]eader|[Dd]uplicateRes(?:ut|ult)|DUPLICATES_DETECTED|\b[aA]llowSave`,
];

/** The marks of a language, besides those that all share. */
export function markersWith(...own: readonly string[]): RegExp {
  return new RegExp([...common, ...own].join('|'));
}
