import type { ListValue, Value } from '../../values.ts';
import { invoke } from '../calls.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import { anyItem } from '../members.ts';
import { addItem, openUp } from '../state/mutate.ts';
import { plainText, textOf, unknown } from '../values/build.ts';

/** Methods of lists, arrays and streams, in all languages. */
export function listMethod(
  { method, passed, syntax }: Called,
  list: ListValue,
  interpreter: Interpreter,
): Value | null {
  const { positional } = passed;
  const [first] = positional;
  switch (method) {
    case 'push':
    case 'unshift':
    case 'append':
    case 'add':
    case 'Add':
    case 'addLast':
      for (const item of method === 'add' ? positional.slice(-1) : positional)
        addItem(list, item, interpreter);
      if (passed.isOpen) openUp(list, interpreter);
      return list;
    case 'insert':
      if (positional[1]) addItem(list, positional[1], interpreter);
      return list;
    case 'extend':
    case 'addAll':
    case 'AddRange':
    case 'concat': {
      const target: ListValue = method === 'concat' ? { ...list, items: [...list.items] } : list;
      for (const more of positional) {
        if (more.kind === 'list') {
          for (const item of more.items) addItem(target, item, interpreter);
          if (more.open) openUp(target, interpreter);
        } else if (method === 'concat' && more.kind !== 'unknown' && more.kind !== 'parameter') {
          addItem(target, more, interpreter);
        } else openUp(target, interpreter);
      }
      return target;
    }
    case 'map':
    case 'flatMap':
    case 'Select':
    case 'SelectMany':
    case 'collect': {
      if (!first) return list;
      const results = eachItem(list, first, syntax, interpreter);
      if (results === null) return list;
      const isFlat = method === 'flatMap' || method === 'SelectMany';
      const items = isFlat ? results.flatMap((one) => (one.kind === 'list' ? one.items : [one])) : results;
      return { kind: 'list', items: [...items], open: list.open, place: syntax };
    }
    case 'forEach':
    case 'ForEach':
    case 'each':
    case 'some':
    case 'every':
      if (first) eachItem(list, first, syntax, interpreter);
      return unknown(`the result of ${method}()`);
    case 'filter':
    case 'Where':
      if (first) eachItem(list, first, syntax, interpreter);
      return list;
    case 'reduce': {
      if (!first) return null;
      return invoke(
        first,
        [positional[1] ?? anyItem(list, syntax), anyItem(list, syntax)],
        interpreter,
        false,
      );
    }
    case 'find':
    case 'get':
    case 'at':
    case 'pop':
    case 'shift':
    case 'First':
    case 'FirstOrDefault':
    case 'findFirst':
      if (first?.kind === 'function') eachItem(list, first, syntax, interpreter);
      if (first?.kind === 'scalar' && typeof first.value === 'number' && !list.open) {
        const item = list.items.at(first.value);
        if (item) return item;
      }
      return anyItem(list, syntax);
    case 'join':
      return joined(list, first ?? null, syntax);
    case 'slice':
    case 'sort':
    case 'reverse':
    case 'flat':
    case 'ToList':
    case 'ToArray':
    case 'toArray':
    case 'toList':
    case 'stream':
    case 'copy':
    case 'values':
    case 'iterator':
      return list;
    case 'entries':
      return {
        kind: 'list',
        items: list.items.map((item) => ({
          kind: 'list',
          items: [unknown('an index'), item],
          open: false,
          place: syntax,
        })),
        open: list.open,
        place: syntax,
      };
    case 'splice':
    case 'clear':
    case 'remove':
      openUp(list, interpreter);
      return list;
    default:
      return null;
  }
}

/** Calls a function for each item; few are told apart. */
export function eachItem(
  list: ListValue,
  callback: Value,
  at: Called['syntax'],
  interpreter: Interpreter,
): readonly Value[] | null {
  if (callback.kind !== 'function') return null;
  const items =
    list.items.length > 0 && list.items.length <= 4 && !list.open ? list.items : [anyItem(list, at)];
  return items.map((item) => invoke(callback, [item, unknown('an index'), list], interpreter, false));
}

/** `['services', 'data', version].join('/')`. */
export function joined(list: Value, separator: Value | null, at: Called['syntax']): Value {
  if (list.kind !== 'list') return unknown('a joined text');
  const text = separator ? plainText(separator) : ',';
  if (text === null) return unknown('a joined text');
  const parts = list.items.flatMap((item, index) => (index === 0 ? [item] : [text, item]));
  if (list.open) parts.push(unknown('a list that is not known'));
  return textOf(parts, at);
}
