import type { BoundBody } from '../bind/bind.ts';
import type { Expression } from '../syntax.ts';
import type { CallFrame } from './callFrame.ts';
import { Contents } from './contents.ts';
import type { RecordFlow } from './records.ts';
import { Texts } from './texts.ts';

/** The objects of the outer FROM in the texts that a dynamic query may have. */
export function queriedObjects(
  query: Expression | undefined,
  bound: BoundBody,
  frame: CallFrame,
  flow: RecordFlow,
): Contents {
  return objectsIn(query, bound, frame, flow, fromIn, 'the text of a dynamic query', 'dynamic query on');
}

/** The objects that a text may name. */
export function namedObjects(
  name: Expression | undefined,
  bound: BoundBody,
  frame: CallFrame,
  flow: RecordFlow,
): Contents {
  return objectsIn(name, bound, frame, flow, objectIn, 'the name of an object', 'named as');
}

function objectsIn(
  expression: Expression | undefined,
  bound: BoundBody,
  frame: CallFrame,
  flow: RecordFlow,
  objectOf: (text: string) => string | null,
  why: string,
  evidence: string,
): Contents {
  const result = new Contents();
  if (!expression) return Contents.unknown(why);
  const texts = new Texts(flow);
  const found = flow.nested(() => texts.of(expression, bound, frame)) ?? [];
  for (const text of found) {
    const object = objectOf(text);
    result.add(object ? Contents.object(object, `${evidence} ${object}`) : Contents.unknown(why));
  }
  if (found.length === 0) result.unknown.add(why);
  result.varies = texts.varies;
  return result;
}

function objectIn(text: string): string | null {
  return /^[a-z]\w*$/i.test(text) ? text : null;
}

const clauses = /^(?:where|with|group|order|limit|offset|for|using|having)$/i;

/** The object after FROM that stands in no parentheses; null where there are several or none. */
function fromIn(text: string): string | null {
  let flat = text;
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\([^()]*\)/g, ' ');
  }
  // `'FROM ' + prefix + 'Gift__c'` names another object; what follows a whole name begins a new word.
  const objects = [...flat.matchAll(/\bfrom\s+([\w\0]+)/gi)]
    .map((match) => match[1]!.replace(/\0+$/, ''))
    .filter((name) => name !== '');
  const [object] = objects;
  return objects.length === 1 && objectIn(object!) && !clauses.test(object!) ? object! : null;
}
