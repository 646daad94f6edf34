import type { LibraryValue, Value } from '../../values.ts';
import type { LibraryModel, ModelCall } from '../model.ts';
import { isLibrary } from '../shared/made.ts';
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
  call(call, evaluation) {
    const { callee, receiver, method } = call;
    const [first] = call.arguments;
    const started = inBackground(call);
    if (started) {
      evaluation.invoke(started.run, started.args);
      return evaluation.unknown('the result of something that runs in the background');
    }
    if (isLibrary(callee, types.dumps)) return first === undefined ? undefined : copied(first);
    const isBody = receiver?.kind === 'record' || receiver?.kind === 'list';
    return isBody && method === 'encode' ? receiver : undefined;
  },
};

/** `Thread(target=run, args=(x,))`, `executor.submit(run, x)`, `asyncio.to_thread(run, x)`. */
function inBackground({ method, keywords, arguments: passed, receiver }: ModelCall): Background | null {
  if (method === 'Thread' || method === 'Process') {
    const run = keywords.get('target');
    const args = keywords.get('args');
    return run?.kind === 'function' ? { run, args: args?.kind === 'list' ? args.items : [] } : null;
  }
  const at = method === 'run_in_executor' ? 1 : 0;
  const run = passed[at];
  const isHandedOn = /^(?:submit|to_thread|run_in_executor|add_task|run_in_threadpool)$/.test(method);
  return isHandedOn && run?.kind === 'function' && (receiver !== null || method === 'run_in_threadpool')
    ? { run, args: passed.slice(at + 1) }
    : null;
}

interface Background {
  readonly run: Value;
  readonly args: readonly Value[];
}

function copied(value: Value): Value {
  if (value.kind === 'record') return { ...value, entries: [...value.entries] };
  return value.kind === 'list' ? { ...value, items: [...value.items] } : value;
}
