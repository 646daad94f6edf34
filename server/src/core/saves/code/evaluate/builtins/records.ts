import type { RecordValue, Value } from '../../values.ts';
import { invoke } from '../calls.ts';
import { spreadInto } from '../expressions.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import { anyItem, itemOf, keyOf } from '../members.ts';
import { openUp, removeEntry, setEntry } from '../state/mutate.ts';
import type { Scope } from '../state/scope.ts';
import { textOf, unknown } from '../values/build.ts';

/** Methods of maps, dicts and collections of headers, and setters of records. */
export function recordMethod(
  { method, passed, syntax }: Called,
  record: RecordValue,
  scope: Scope,
  interpreter: Interpreter,
): Value | null {
  const [first, second] = passed.positional;
  if (record.type === 'StringBuilder')
    return onBuilder(method, record, passed.positional, syntax, interpreter);
  switch (method) {
    case 'set':
    case 'put':
    case 'Add':
    case 'add':
    case 'append':
    case 'TryAdd':
    case 'TryAddWithoutValidation':
    case 'setdefault':
    case 'putIfAbsent':
    case 'store': {
      if (!first || !second) return null;
      const key = keyOf(first);
      if (key === null) openUp(record, interpreter);
      else if ((method === 'setdefault' || method === 'putIfAbsent') && hasKey(record, key)) {
        return itemOf(record, first, syntax, scope, interpreter);
      } else setEntry(record, key, second, syntax, interpreter);
      return method === 'setdefault' ? second : record;
    }
    case 'update':
    case 'putAll':
    case 'merge':
      if (first) spreadInto(record, first, interpreter);
      for (const [name, value] of passed.keywords) setEntry(record, name, value, syntax, interpreter);
      return record;
    case 'get':
    case 'getOrDefault':
    case 'fetch':
    case 'pop': {
      if (!first) return null;
      const found = itemOf(record, first, syntax, scope, interpreter);
      if (method === 'pop') {
        const key = keyOf(first);
        if (key !== null) removeEntry(record, key, interpreter);
      }
      return found.kind === 'scalar' && found.value === null && second ? second : found;
    }
    case 'delete':
    case 'remove':
    case 'Remove': {
      const key = first ? keyOf(first) : null;
      if (key === null) return null;
      removeEntry(record, key, interpreter);
      return unknown('whether it was there');
    }
    case 'copy':
    case 'clone':
    case 'build':
    case 'Build':
      return { ...record, entries: [...record.entries] };
    case 'keys':
    case 'Keys':
      return {
        kind: 'list',
        items: record.entries.map(({ key, place }) => textOf([key], place)),
        open: record.open,
        place: syntax,
      };
    case 'values':
      return valuesOf(record, syntax);
    case 'items':
    case 'entries':
    case 'entrySet':
      return entriesOf(record, syntax);
    case 'forEach':
      if (first?.kind !== 'function') return null;
      return invoke(first, [anyItem(valuesOf(record, syntax), syntax), unknown('a key')], interpreter, false);
    case 'has':
    case 'containsKey':
    case 'ContainsKey':
      return unknown('whether a key is there');
  }
  // Setters of a record: `lead.setLastName(…)`.
  if (record.type !== null && /^set[A-Z]/.test(method) && first && passed.positional.length === 1) {
    setEntry(record, method.slice(3), first, syntax, interpreter);
    return record;
  }
  return null;
}

function hasKey(record: RecordValue, key: string): boolean {
  return record.entries.some((entry) => entry.key === key && entry.when === null);
}

export function valuesOf(record: RecordValue, at: Called['syntax']): Value {
  return { kind: 'list', items: record.entries.map(({ value }) => value), open: record.open, place: at };
}

export function entriesOf(record: RecordValue, at: Called['syntax']): Value {
  return {
    kind: 'list',
    items: record.entries.map(({ key, value, place }) => ({
      kind: 'list',
      items: [textOf([key], place), value],
      open: false,
      place: at,
    })),
    open: record.open,
    place: at,
  };
}

/** A text builder: its text is the entry without a name. */
function onBuilder(
  method: string,
  builder: RecordValue,
  args: readonly Value[],
  at: Called['syntax'],
  interpreter: Interpreter,
): Value | null {
  const text = builder.entries.at(-1)?.value ?? textOf([], at);
  switch (method) {
    case 'append':
    case 'Append':
    case 'AppendLine':
      setEntry(builder, '', textOf([text, ...args.slice(0, 1)], at), at, interpreter);
      return builder;
    case 'toString':
    case 'ToString':
      return text;
    default:
      return null;
  }
}
