import { tracesWith } from '../shared/traces.ts';

/** What the library models of the language answer to. */
export const traces = tracesWith({
  sending: /post|^put|patch|send|request|curl_exec/i,
  verbs: /^(?:create|update|upsert|sobjects|composite)$/,
  clients: /forrest|client|conn(?:ection)?$|sforce|salesforce|sfdc/i,
});
