import type { Value } from '../../values.ts';
import { invoke } from '../calls.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import { anyItem } from '../members.ts';
import { choiceOf, unknown } from '../values/build.ts';

const onItems =
  /^(?:map|forEach|flatMap|filter|find|some|every|ForEach|Select|Where|each|stream|concatMap|mergeMap|switchMap|tap|pipe|subscribe)$/;

/** `.then(…)`, `.catch(…)`, `.finally(…)`; the same on anything that may hold items. */
export function promiseMethod(
  { method, receiver, passed, syntax }: Called,
  interpreter: Interpreter,
): Value | null {
  if (!receiver) return null;
  const [first, second] = passed.positional;
  switch (method) {
    case 'then': {
      if (first?.kind !== 'function' && second?.kind !== 'function') return null;
      const result = first?.kind === 'function' ? invoke(first, [receiver], interpreter, false) : receiver;
      if (second?.kind !== 'function') return result;
      const caught = invoke(second, [unknown('an exception')], interpreter, false);
      return choiceOf([
        { when: null, value: result },
        { when: null, value: caught },
      ]);
    }
    case 'catch': {
      if (first?.kind !== 'function') return null;
      const caught = invoke(first, [unknown('an exception')], interpreter, false);
      return choiceOf([
        { when: null, value: receiver },
        { when: null, value: caught },
      ]);
    }
    case 'finally':
      if (first?.kind !== 'function') return null;
      invoke(first, [], interpreter, false);
      return receiver;
  }
  if (!onItems.test(method) || first?.kind !== 'function') return null;
  const isOpaque = receiver.kind === 'unknown' || receiver.kind === 'parameter';
  if (!isOpaque) return null;
  const result = invoke(first, [anyItem(receiver, syntax)], interpreter, false);
  if (/^(?:map|flatMap|Select)$/.test(method)) {
    return { kind: 'list', items: [result], open: true, place: syntax };
  }
  return /^(?:filter|Where)$/.test(method) ? receiver : unknown(`the result of ${method}()`);
}
