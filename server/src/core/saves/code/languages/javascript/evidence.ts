import type { Language } from '../../language.ts';

/**
 * Most Lightning web components mention Salesforce by the labels, permissions and Apex methods that they import, or by
 * a custom field: none of them saves a record by that.
 */
const apis = new RegExp(
  [
    'jsforce|nforce|force\\.com|\\b[sS]force\\b|\\bSFORCE|[sS][fF][dD][cC]|\\bsf(?:dx)?\\b|\\bSF_',
    // Not `@salesforce/label/…`, `@salesforce/apex/…` and the like.
    '@salesforce/(?:core|schema|sdk|functions|sf-|cli|command|source)|(?<!@)[sS]ales_?[fF]orce|SALES_?FORCE',
    '\\bsobject\\b|/sobjects?\\b|services/(?:data|apexrest|async|[sS]oap)\\b|jobs/(?:ingest|query)|ui-api|composite/',
    'lightning/ui\\w*Api|dataApi|uiRecordApi',
    '[dD]uplicate_?[rR]ule|duplicateRes(?:ult|ut)|allowSave|DUPLICATES_DETECTED|DUPLICATE_VALUE',
  ].join('|'),
);

const imported = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"`])([^'"`\n]+)\1/g;

export const evidence: Language['evidence'] = {
  apis,
  imports: (text) => [...text.matchAll(imported)].map(([, , specifier]) => specifier!),
};
