import { tracesWith } from '../shared/traces.ts';

/** What the library models of the language answer to. */
export const traces = tracesWith({
  sending:
    /^_?(?:post|put|patch|request|stream|send|urlopen|restful|_call_salesforce|Request|build_request)$|^(?:requests|httpx|aiohttp|urllib\d?|niquests)$/,
  verbs:
    /^(?:create|insert|update|upsert|submit_dml|getattr|__getattr__|__getattribute__)$|^create_\w+_job$|_salesforce_object$/,
  clients: /salesforce|sftype|sforce|^_?sf(?:$|_|dc|\d|[A-Z])|_sf$|^bulk2?$|_job$/i,
});
