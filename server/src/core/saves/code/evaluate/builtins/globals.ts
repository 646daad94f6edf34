import type { ListValue, Value } from '../../values.ts';
import { invoke } from '../calls.ts';
import { spreadInto } from '../expressions.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import type { Scope } from '../state/scope.ts';
import { textOf, unknown } from '../values/build.ts';
import { globalFunctions, lastNames, writers } from './globalFunctions.ts';
import { emptyRecord, fromEntries } from './made.ts';
import { resolvedUrl } from './urls.ts';

/** Functions and classes of the languages themselves, by the name that the code calls. */
export function globalFunction(called: Called, scope: Scope, interpreter: Interpreter): Value | null {
  const { syntax, method } = called;
  if (syntax.isNew) return created(pathOf(called), called, interpreter);
  // Most calls are of none: nothing is put together for them.
  if (!lastNames.has(method)) return null;
  const path = pathOf(called);
  const known = globalFunctions.get(path);
  if (known) return known(called, scope, interpreter);
  return writers.test(path) ? (called.passed.positional[0] ?? null) : null;
}

function pathOf({ syntax: { callee }, method }: Called): string {
  if (callee.kind !== 'member') return method;
  const object = nameOf(callee.object);
  return object ? `${object}.${method}` : '';
}

function nameOf(object: Called['syntax']['callee']): string {
  if (object.kind === 'name') return object.name;
  return object.kind === 'member' ? `${nameOf(object.object)}.${object.name}`.replace(/^\./, '') : '';
}

function created(path: string, called: Called, interpreter: Interpreter): Value | null {
  const { passed, syntax } = called;
  const [first, second] = passed.positional;
  const name = path.split('.').at(-1)!;
  if (/^(?:URL|Uri|URI)$/.test(name)) {
    if (!first) return null;
    if (!second) return first;
    // `new URL(path, base)` of JavaScript, `new Uri(base, path)` of .NET.
    return name === 'URL' ? resolvedUrl(first, second, syntax) : resolvedUrl(second, first, syntax);
  }
  if (/^(?:StringBuilder|StringBuffer)$/.test(name)) {
    return textBuilder(first, syntax);
  }
  if (/^(?:StringContent|ByteArrayContent|StringEntity|String|JSONObject)$/.test(name) && first) return first;
  if (/^(?:Array|List|ArrayList|LinkedList|Set|HashSet)$/.test(name)) {
    const list = interpreter.journal.made<ListValue>({ kind: 'list', items: [], open: false, place: syntax });
    if (first?.kind === 'list') {
      list.items.push(...first.items);
      list.open = first.open;
    } else if (first && first.kind !== 'scalar') list.open = true;
    return list;
  }
  if (/(?:Map|Dictionary|Headers|Hashtable|JObject|JSONObject|ExpandoObject|Object)$/.test(name)) {
    if (first?.kind === 'list') return fromEntries(first, called, interpreter);
    const record = emptyRecord(called, interpreter);
    if (first && first.kind !== 'scalar') spreadInto(record, first, interpreter);
    return record;
  }
  if (name === 'Promise' && first?.kind === 'function') return promised(first, interpreter);
  if (name === 'Proxy') return first ?? null;
  return null;
}

/** What a text builder holds is changed in place: a record with one entry stands for it. */
function textBuilder(first: Value | undefined, at: Called['syntax']): Value {
  const text: Value = first?.kind === 'text' ? first : textOf([], at);
  return {
    kind: 'record',
    entries: [{ key: '', value: text, place: at, when: null }],
    open: true,
    place: at,
    type: 'StringBuilder',
  };
}

/** `new Promise((resolve, reject) => …)`: what `resolve` is given is not followed. */
function promised(executor: Value, interpreter: Interpreter): Value {
  invoke(executor, null, interpreter, false);
  return unknown('what a promise resolves to');
}
