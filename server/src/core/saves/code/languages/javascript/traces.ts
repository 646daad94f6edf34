import { tracesWith } from '../shared/traces.ts';

/** What the library models of the language answer to. */
export const traces = tracesWith(
  {
    sending:
      /fetch|request|^(?:post|put|patch)(?:Async)?$|^(?:axios|got|ky|gaxios|needle|superagent|undici|needle|method)$|axios|send|https?|xhr|exec|spawn|run|shell|command|cmd|cli$|^sfdx?$|^\$$/i,
    verbs:
      /^_?(?:create|insert|update|upsert)(?:Bulk|Single|Many|Parallel)?$|^(?:bulkload|load|loadAndWaitForResults|createJob|createBatch|uploadData|createRecord|updateRecord|registerCreate|registerUpdate)$/,
    clients:
      /conn(?:ection)?s?\d?$|jsforce|(?<!@sale)sforce|nforce|@salesforce\/core|salesforce(?!\/)|^_?sf(?:[A-Z_]|$)|_sf$|sfdc|sobject|dataApi|unitOfWork|uow|^org(?:client)?$|^bulk2?$|^soap$|^(?:create|update)Record$/i,
  },
  '\\bsf(?:dx)?(?:\\.cmd|\\.exe)?(?:\\s|$)',
  'force:data',
);
