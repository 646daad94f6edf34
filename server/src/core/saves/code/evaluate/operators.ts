import type { Syntax } from '../tree.ts';
import type { Value } from '../values.ts';
import { scalar, textOf, unknown } from './values/build.ts';
import { areEqual, truth } from './values/compare.ts';

/** `left + right` and its like. */
export function joinedBy(operator: string, left: Value, right: Value, at: Syntax): Value {
  switch (operator) {
    case '+':
    case '.':
      return sum(left, right, at);
    case '%':
      if (left.kind === 'text') return percentFormat(left, right, at);
      return unknown('a number that is computed');
    case '/':
      // pathlib and the like: `base / 'sobjects'`.
      return unknown('a value that is computed');
    case '==':
      return known(areEqual(left, right), at);
    case '!=': {
      const equal = areEqual(left, right);
      return known(equal === null ? null : !equal, at);
    }
    case 'in':
      return known(isIn(left, right), at);
    case 'instanceof':
      return unknown('a test of a type');
    case '<':
    case '>':
    case '<=':
    case '>=':
      return known(compared(operator, left, right), at);
    default:
      return unknown('a value that is computed');
  }
}

function sum(left: Value, right: Value, at: Syntax): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    if (typeof left.value === 'number' && typeof right.value === 'number') {
      return scalar(left.value + right.value, at);
    }
  }
  if (left.kind === 'list' && right.kind === 'list') {
    return { ...left, items: [...left.items, ...right.items], open: left.open || right.open };
  }
  const isText = left.kind === 'text' || right.kind === 'text' || hasText(left) || hasText(right);
  if (isText) return textOf([left, right], at);
  if (left.kind === 'unknown') return unknown(left.why);
  // Two parameters, say: most likely pieces of a text.
  if (left.kind === 'parameter' || right.kind === 'parameter') return textOf([left, right], at);
  return unknown('a value that is computed');
}

function hasText(value: Value): boolean {
  return value.kind === 'choice' && value.options.some((option) => option.value.kind === 'text');
}

function known(value: boolean | null, at: Syntax): Value {
  return value === null ? unknown('a comparison') : scalar(value, at);
}

function compared(operator: string, left: Value, right: Value): boolean | null {
  if (left.kind !== 'scalar' || right.kind !== 'scalar') return null;
  const [a, b] = [left.value, right.value];
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

function isIn(item: Value, container: Value): boolean | null {
  if (container.kind === 'list' && !container.open) {
    const tests = container.items.map((one) => areEqual(one, item));
    if (tests.includes(true)) return true;
    return tests.every((test) => test === false) ? false : null;
  }
  if (container.kind === 'record' && item.kind === 'text') {
    const [key] = item.parts;
    const entry = container.entries.filter((one) => one.key === key).at(-1);
    if (entry?.when === null) return true;
    if (!entry && !container.open && item.parts.length === 1 && typeof key === 'string') return false;
  }
  return null;
}

/** `'%s/%s' % (a, b)`. */
function percentFormat(template: Value & { kind: 'text' }, values: Value, at: Syntax): Value {
  const queue = values.kind === 'list' ? [...values.items] : [values];
  const isOpen = values.kind === 'list' && values.open;
  const parts = template.parts.flatMap((part): readonly (string | Value)[] => {
    if (typeof part !== 'string') return [part];
    return part.split(/(%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdrifxuge%])/).map((piece, index) => {
      if (index % 2 === 0) return piece;
      if (piece === '%%') return '%';
      const name = /^%\((\w+)\)/.exec(piece)?.[1];
      if (name !== undefined) {
        const named = values.kind === 'record' ? values.entries.findLast(({ key }) => key === name) : null;
        return named?.value ?? unknown('a value that is put into a text');
      }
      return (
        queue.shift() ?? unknown(isOpen ? 'a list that is not known' : 'a value that is put into a text')
      );
    });
  });
  return textOf(parts, at);
}

export function negated(value: Value, at: Syntax): Value {
  const is = truth(value);
  return is === null ? unknown('a condition') : scalar(!is, at);
}
