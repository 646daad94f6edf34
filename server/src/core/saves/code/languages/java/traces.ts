import { tracesWith } from '../shared/traces.ts';

/** What the library models of the language answer to. */
export const traces = tracesWith({
  sending: /post|^put|patch|send|execute|exchange|retrieve|openConnection|newCall|request|http|enqueue/i,
  verbs: /^(?:create|update|upsert|convertLead|createJob|createSObject|updateSObject|createOrUpdateSObject)$/,
  clients: /conn(?:ection)?$|connector$|binding$|JobInfo|ForceApi|^(?:create|update|createOrUpdate)SObject$/i,
});
