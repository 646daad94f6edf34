import { tracesWith } from '../shared/traces.ts';

const verbs = /^(?:create|update|upsert|convertLead)$/;

/** Calls by which the models of libraries/java tell of a save, whatever they are called on. */
const sending =
  /^(?:createJob|createSObject|updateSObject|createOrUpdateSObject|send(?:Async)?|execute(?:Async|Method|Open)?|exchange(?:To(?:Mono|Flux))?|retrieve|enqueue|as(?:Json|String|Object|Empty)(?:Async)?|postFor(?:Object|Entity|Location)|patchForObject)$/;

const ofConnection = /^(?:getResponse(?:Code|Message)|getInputStream)$/;

/** Names of connections, and of their types. */
const clients = /conn(?!text)|binding|stub|soap|partner|enterprise/i;

/** What the library models of the language answer to. */
export const traces = {
  ...tracesWith({
    sending: /post|^put|patch|send|execute|exchange|retrieve|openConnection|newCall|request|http|enqueue/i,
    verbs:
      /^(?:create|update|upsert|convertLead|createJob|createSObject|updateSObject|createOrUpdateSObject)$/,
    clients:
      /conn(?:ection)?$|connector$|binding$|JobInfo|ForceApi|^(?:create|update|createOrUpdate)SObject$/i,
  }),
  sends(name: string, types: ReadonlySet<string> | null, object: string, text: string): boolean {
    if (sending.test(name)) return true;
    if (ofConnection.test(name)) return /openConnection/.test(text);
    if (name === 'put') return /RestTemplate|RestOperations/i.test(text);
    return (
      verbs.test(name) &&
      (types === null || clients.test(object) || [...types].some((one) => clients.test(one)))
    );
  },
};
