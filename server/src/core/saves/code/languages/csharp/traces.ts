import { tracesWith } from '../shared/traces.ts';

/** What the library models of the language answer to. */
export const traces = tracesWith({
  sending: /post|put|patch|send|execute|request|upload|http/i,
  verbs:
    /^(?:create|update|upsert|convertLead)(?:Async)?$|^(?:UpsertExternalAsync|CreateRecord|UpdateRecord|InsertOrUpdateRecord|CreateMultiple|UpdateRecords|RunJobAsync|RunJobAndPollAsync|CreateJobAsync)$/i,
  clients: /force|sfdc|salesforce|binding|soap/i,
});
