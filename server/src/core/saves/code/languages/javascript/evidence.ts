import type { Language } from '../../language.ts';

/** Enough by itself. */
const library = /jsforce|\bnforce\b|@salesforce\/core\b/;

/**
 * Most Lightning web components mention Salesforce by the labels, permissions and Apex methods that they import, or by
 * a custom field: none of them saves a record by that.
 */
const pairs: readonly (readonly [RegExp, RegExp])[] = [
  [library, library],
  // Requests to its APIs, and commands of its command line.
  [
    new RegExp(
      [
        'services/|/sobjects?\\b|[\'"`]sobjects|composite|ui-api|jobs/|graphql|batchRequests|\\bgraphs\\b',
        '[sS]force-|SFORCE|[dD]uplicate_?-?[rR]ule|allowSave|urn:(?:partner|enterprise|sobject|sforce)|soapenv',
        '\\bsf(?:dx)?\\s+(?:force:)?data\\b|[\'"`]sf(?:dx)?(?:\\.cmd|\\.exe)?[\'"`]',
      ].join('|'),
    ),
    /fetch|[rR]equest|\b(?:post|put|patch)(?:Async)?\b|POST|PUT|PATCH|axios|\bgot\b|\bky\b|needle|agent|undici|send|https?\b|exec|spawn|[rR]un|[sS]hell|[cC]ommand|[cC]md|\bcli\b|\bsfdx?\b|\$`/,
  ],
  // Clients for it.
  [
    /\.\s*_?(?:create|insert|update|upsert)(?:Bulk|Single|Many|Parallel)?\b|\[['"`](?:create|insert|update|upsert)|bulkload|\.\s*load(?:AndWaitForResults)?\b|createJob|createBatch|uploadData|(?:create|update)Record\b|register(?:Create|Update)/,
    /[cC]onn(?:ection)?s?\d?\b|\b[sS]force\b|(?<!@)[sS]ales_?[fF]orce(?!\.(?:com|org)\b)|\b_?sf(?:\b|[A-Z_])|[sS]fdc|SFDC|\.sobject\b|\bsobject\s*:|dataApi|[uU]nitOfWork|\buow\b|(?<!\.)\borg(?:[cC]lient)?\b|\bbulk2?\b|\bsoap\b|(?:create|update)Record\b/,
  ],
];

const imported = /(?:\bfrom\s*|\bimport\s*(?:\(\s*)?|\brequire\s*\(\s*)(['"`])([^'"`\n]+)\1/g;

export const evidence: Language['evidence'] = {
  pairs,
  imports: (text) => [...text.matchAll(imported)].map(([, , specifier]) => specifier!),
};
