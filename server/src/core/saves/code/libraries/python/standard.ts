import type { LibraryValue, Value } from '../../values.ts';
import { isLibrary } from '../javascript/made.ts';
import type { LibraryModel } from '../model.ts';
import { made } from './made.ts';

const types = { json: 'json.Module', dumps: 'json.dumps' };

/** What stands between a record and its request: `json.dumps(record).encode()`, of any library of that face. */
export const standardLibrary: LibraryModel = {
  name: 'standard library',
  marker: null,
  module: (specifier) =>
    /^(?:json|simplejson|ujson|orjson|rapidjson)$/.test(specifier) ? made(types.json) : null,
  member: (receiver: LibraryValue, name) =>
    receiver.type === types.json && name === 'dumps' ? made(types.dumps) : undefined,
  call({ callee, receiver, method, arguments: [first] }) {
    if (isLibrary(callee, types.dumps)) return first === undefined ? undefined : copied(first);
    const isBody = receiver?.kind === 'record' || receiver?.kind === 'list';
    return isBody && method === 'encode' ? receiver : undefined;
  },
};

function copied(value: Value): Value {
  if (value.kind === 'record') return { ...value, entries: [...value.entries] };
  return value.kind === 'list' ? { ...value, items: [...value.items] } : value;
}
