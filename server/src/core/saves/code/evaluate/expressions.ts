import type {
  ComprehensionLoop,
  ConditionalExpression,
  Expression,
  RecordExpression,
  TextExpression,
} from '../tree.ts';
import { type ListValue, type RecordValue, spreadKey, type Value } from '../values.ts';
import { assign } from './assignments.ts';
import { branch } from './branches.ts';
import { call } from './calls.ts';
import { functionValue, nameFunction } from './functions.ts';
import type { Interpreter } from './interpreter.ts';
import { anyItem, itemOf, keyOf, memberOf } from './members.ts';
import { memberOfQualified, nameOf } from './names.ts';
import { joinedBy, negated } from './operators.ts';
import { bind } from './patterns.ts';
import { copyEntries, removeEntry, setEntry } from './state/mutate.ts';
import { blockScope, type Scope } from './state/scope.ts';
import { choiceOf, scalar, textOf, unknown } from './values/build.ts';
import { isNothing, truth } from './values/compare.ts';

/** What an expression is worth. Saves in it are told on the way. */
export function evaluate(expression: Expression, scope: Scope, interpreter: Interpreter): Value {
  if (!interpreter.step()) return unknown('the code is too intricate to be followed');
  // The most frequent kinds first.
  switch (expression.kind) {
    case 'name':
      return nameOf(expression, scope, interpreter);
    case 'member': {
      const object = evaluate(expression.object, scope, interpreter);
      const qualified = object.kind === 'unknown' ? memberOfQualified(expression, scope, interpreter) : null;
      return qualified ?? memberOf(object, expression.name, expression, scope, interpreter);
    }
    case 'call':
      return call(expression, scope, interpreter);
    case 'text':
      return textValue(expression, scope, interpreter);
    case 'number':
    case 'boolean':
      return scalar(expression.value, expression);
    case 'null':
      return scalar(null, expression);
    case 'index': {
      const object = evaluate(expression.object, scope, interpreter);
      return itemOf(object, evaluate(expression.index, scope, interpreter), expression, scope, interpreter);
    }
    case 'record':
      return recordValue(expression, comprehended(expression.loops, scope, interpreter), interpreter);
    case 'list':
      return listValue(
        expression.items,
        expression,
        comprehended(expression.loops, scope, interpreter),
        interpreter,
      );
    case 'function':
      return functionValue(expression.definition, scope, interpreter);
    case 'await':
      return evaluate(expression.value, scope, interpreter);
    case 'assign':
      return assign(expression, scope, interpreter);
    case 'binary':
      return binary(expression, scope, interpreter);
    case 'unary': {
      if (expression.operator === 'delete') return removed(expression.operand, scope, interpreter);
      const operand = evaluate(expression.operand, scope, interpreter);
      if (expression.operator === '!') return negated(operand, expression);
      if (expression.operator === '-' && operand.kind === 'scalar' && typeof operand.value === 'number') {
        return scalar(-operand.value, expression);
      }
      return unknown('a value that is computed');
    }
    case 'conditional':
      return conditional(expression, scope, interpreter);
    case 'spread':
      return evaluate(expression.value, scope, interpreter);
    case 'other':
      return other(expression.children, scope, interpreter);
  }
}

/** The scope of what a comprehension gives: its loops bind names that nothing else sees. */
function comprehended(
  loops: readonly ComprehensionLoop[] | undefined,
  scope: Scope,
  interpreter: Interpreter,
): Scope {
  if (!loops) return scope;
  const inside = blockScope(scope);
  for (const { item, over, tests } of loops) {
    bind(item, anyItem(evaluate(over, inside, interpreter), over), inside, interpreter, true);
    for (const test of tests) evaluate(test, inside, interpreter);
  }
  return inside;
}

function textValue(expression: TextExpression, scope: Scope, interpreter: Interpreter): Value {
  const parts = expression.parts.map((part) =>
    typeof part === 'string' ? part : evaluate(part, scope, interpreter),
  );
  return textOf(parts, expression);
}

export function recordValue(
  expression: RecordExpression,
  scope: Scope,
  interpreter: Interpreter,
  type: string | null = null,
): RecordValue {
  const record = interpreter.journal.made<RecordValue>({
    kind: 'record',
    entries: [],
    // Of a comprehension: with as many keys as there are items.
    open: expression.loops !== undefined,
    place: expression,
    type,
  });
  for (const entry of expression.entries) {
    const value = evaluate(entry.value, scope, interpreter);
    if (!entry.key) {
      spreadInto(record, value, interpreter);
      continue;
    }
    const key = keyOf(evaluate(entry.key, scope, interpreter));
    if (key === null) record.open = true;
    else {
      nameFunction(value, key);
      setEntry(record, key, value, entry, interpreter);
    }
  }
  return record;
}

/** Python's `defaults | updates`. */
function united(values: readonly Value[], at: Expression, interpreter: Interpreter): RecordValue {
  const record = interpreter.journal.made<RecordValue>({
    kind: 'record',
    entries: [],
    open: false,
    place: at,
    type: null,
  });
  for (const value of values) spreadInto(record, value, interpreter);
  return record;
}

/** `{ ...value }`, `Object.assign(record, value)`, `record.update(value)`. */
export function spreadInto(record: RecordValue, value: Value, interpreter: Interpreter): void {
  if (value.kind === 'record') copyEntries(value, record, interpreter);
  else if (value.kind === 'instance') copyEntries(value.fields, record, interpreter);
  else if (value.kind === 'choice') {
    for (const option of value.options) spreadOption(record, value.options, option, interpreter);
  } else if (value.kind !== 'scalar') {
    interpreter.journal.touch(record);
    record.open = true;
    if (value.kind === 'parameter') {
      record.entries.push({ key: spreadKey, value, place: record.place, when: null });
    }
  }
}

/** `...(allow ? { 'X': … } : {})`, `...(allow && { 'X': … })`: what one way alone has is there under its condition. */
function spreadOption(
  record: RecordValue,
  options: readonly { readonly when: string | null; readonly value: Value }[],
  { when, value }: { readonly when: string | null; readonly value: Value },
  interpreter: Interpreter,
): void {
  if (value.kind !== 'record') {
    spreadInto(record, value, interpreter);
    return;
  }
  const others = options.flatMap((other) => other.when ?? []);
  const condition = when ?? (others.length > 0 ? `!(${others.join(' || ')})` : 'on some path');
  interpreter.journal.touch(record);
  const isOnAll = (key: string): boolean =>
    options.every(
      (other) => other.value.kind === 'record' && other.value.entries.some((one) => one.key === key),
    );
  for (const entry of value.entries) {
    const always = when === null && isOnAll(entry.key);
    record.entries.push(always ? entry : { ...entry, when: entry.when ?? condition });
  }
  if (value.open) record.open = true;
}

export function listValue(
  items: readonly Expression[],
  at: Expression,
  scope: Scope,
  interpreter: Interpreter,
): ListValue {
  const list = interpreter.journal.made<ListValue>({ kind: 'list', items: [], open: false, place: at });
  for (const item of items) {
    const value = evaluate(item, scope, interpreter);
    if (item.kind !== 'spread') list.items.push(value);
    else if (value.kind === 'list') {
      list.items.push(...value.items);
      if (value.open) list.open = true;
    } else list.open = true;
  }
  return list;
}

function binary(expression: Expression & { kind: 'binary' }, scope: Scope, interpreter: Interpreter): Value {
  const { operator } = expression;
  const left = evaluate(expression.left, scope, interpreter);
  if (operator !== '&&' && operator !== '||' && operator !== '??') {
    const right = evaluate(expression.right, scope, interpreter);
    return operator === '|' && (left.kind === 'record' || right.kind === 'record')
      ? united([left, right], expression, interpreter)
      : joinedBy(operator, left, right, expression);
  }
  const isLeft = operator === '??' ? negatedOrNull(isNothing(left)) : truth(left);
  const stopsAt = operator !== '&&';
  if (isLeft !== null && isLeft === stopsAt) return left;
  if (isLeft !== null) return evaluate(expression.right, scope, interpreter);
  const words = (): string => {
    const text = interpreter.text(expression.left, scope.file);
    return stopsAt ? `!(${text})` : text;
  };
  let right: Value = unknown('it is not known');
  branch(
    [
      {
        when: words,
        words,
        run: () => {
          right = evaluate(expression.right, scope, interpreter);
          return 'normal';
        },
      },
      { when: null, words: () => interpreter.text(expression.left, scope.file), run: () => 'normal' },
    ],
    interpreter,
  );
  if (operator === '&&') {
    return choiceOf([
      { when: words(), value: right },
      { when: null, value: scalar(null, expression) },
    ]);
  }
  // What it is instead of nothing: the default counts as one of the choices.
  if (left.kind === 'unknown') return left;
  return choiceOf([...kept(left).map((value) => ({ when: null, value })), { when: null, value: right }]);
}

function kept(value: Value): readonly Value[] {
  const options = value.kind === 'choice' ? value.options.map((option) => option.value) : [value];
  return options.filter((one) => !(one.kind === 'scalar' && (one.value === null || one.value === false)));
}

function negatedOrNull(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function conditional(expression: ConditionalExpression, scope: Scope, interpreter: Interpreter): Value {
  const test = truth(evaluate(expression.test, scope, interpreter));
  if (test !== null) {
    return evaluate(test ? expression.then : expression.otherwise, scope, interpreter);
  }
  const text = (): string => interpreter.text(expression.test, scope.file);
  const values: Value[] = [];
  const way = (part: Expression) => () => {
    values.push(evaluate(part, scope, interpreter));
    return 'normal' as const;
  };
  branch(
    [
      { when: text, words: text, run: way(expression.then) },
      { when: null, words: () => `!(${text()})`, run: way(expression.otherwise) },
    ],
    interpreter,
  );
  return choiceOf([
    { when: text(), value: values[0] ?? unknown('it is not known') },
    { when: null, value: values[1] ?? unknown('it is not known') },
  ]);
}

function other(children: readonly Expression[], scope: Scope, interpreter: Interpreter): Value {
  const values = children.map((child) => evaluate(child, scope, interpreter));
  return values.length === 1 && values[0]!.kind === 'unknown'
    ? values[0]!
    : unknown('a value that is computed');
}

/** `delete headers['X']`. */
function removed(operand: Expression, scope: Scope, interpreter: Interpreter): Value {
  if (operand.kind === 'member' || operand.kind === 'index') {
    const object = evaluate(operand.object, scope, interpreter);
    const key = operand.kind === 'member' ? operand.name : keyOf(evaluate(operand.index, scope, interpreter));
    const record = object.kind === 'instance' ? object.fields : object;
    if (record.kind === 'record' && key !== null) removeEntry(record, key, interpreter);
    if (object.kind === 'library' && key !== null) {
      interpreter.journal.touch(object);
      object.state.delete(key);
    }
  }
  return unknown('whether it was there');
}
