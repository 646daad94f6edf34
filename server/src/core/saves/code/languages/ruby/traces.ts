import { tracesWith } from '../shared/traces.ts';

/** What the library models of the language answer to. */
export const traces = tracesWith({
  sending: /post|put|patch|request/i,
  verbs: /^(?:create|insert|update|upsert|batch|composite)!?$/,
  clients: /force|sfdc|(?:^|_)@*sf(?:_|$)|client/i,
});
