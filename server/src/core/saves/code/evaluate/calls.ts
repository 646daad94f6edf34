import type { CallExpression, Expression } from '../tree.ts';
import { type FunctionValue, type RecordValue, spreadKey, type Value } from '../values.ts';
import { branch } from './branches.ts';
import { builtinCall } from './builtins/builtins.ts';
import { wordsOf } from './calleeWords.ts';
import { construct, constructAbove } from './classes.ts';
import { evaluate, recordValue } from './expressions.ts';
import { nameFunction, type Passed, runFunction, stepOf } from './functions.ts';
import type { Interpreter } from './interpreter.ts';
import { callLibrary } from './libraryCalls.ts';
import { memberOf } from './members.ts';
import { copyEntries, openUp } from './state/mutate.ts';
import { cellOf, type Scope } from './state/scope.ts';
import { choiceOf, unknown } from './values/build.ts';

/** A call: of the project's own code, of a library, of the language's own, or of something unknown. */
export function call(expression: CallExpression, scope: Scope, interpreter: Interpreter): Value {
  const { callee } = expression;
  if (callee.kind === 'member') {
    const receiver = evaluate(callee.object, scope, interpreter);
    const passed = argumentsOf(expression, scope, interpreter);
    return onEach(receiver, callee.object, scope, interpreter, (one) =>
      callMember(expression, one, callee.name, passed, scope, interpreter),
    );
  }
  if (callee.kind === 'name' && callee.name === 'super') return callSuper(expression, scope, interpreter);
  const value = evaluate(callee, scope, interpreter);
  const passed = argumentsOf(expression, scope, interpreter);
  const name = callee.kind === 'name' ? callee.name : '';
  return onEach(value, callee, scope, interpreter, (one) =>
    callValue(expression, one, name, passed, scope, interpreter),
  );
}

/** Calls each of the values that are called or whose member is called, one way after the other. */
function onEach(
  value: Value,
  at: Expression,
  scope: Scope,
  interpreter: Interpreter,
  act: (value: Value) => Value,
): Value {
  if (value.kind !== 'choice') return act(value);
  const options = value.options.filter(
    (option) => !(option.value.kind === 'scalar' && option.value.value === null),
  );
  if (options.length === 1) return act(options[0]!.value);
  const differ = options.some(({ value: one }) =>
    ['function', 'class', 'instance', 'library', 'record', 'list'].includes(one.kind),
  );
  if (!differ || options.length > 4) return act(value);
  const results: { when: string | null; value: Value }[] = [];
  const words = (): string => interpreter.text(at, scope.file);
  branch(
    options.map((option) => ({
      when: option.when === null ? null : () => option.when!,
      words: () => option.when ?? words(),
      run: () => {
        results.push({ when: option.when, value: act(option.value) });
        return 'normal';
      },
    })),
    interpreter,
  );
  return choiceOf(results);
}

/** Most calls have none. */
const noKeywords: ReadonlyMap<string, Value> = new Map();

/** Fills the map at hand, unless that is the one that all share. */
function withKeyword(
  keywords: ReadonlyMap<string, Value>,
  name: string,
  value: Value,
): ReadonlyMap<string, Value> {
  if (keywords === noKeywords) return new Map([[name, value]]);
  (keywords as Map<string, Value>).set(name, value);
  return keywords;
}

export function argumentsOf(expression: CallExpression, scope: Scope, interpreter: Interpreter): Passed {
  const positional: Value[] = [];
  let keywords: ReadonlyMap<string, Value> = noKeywords;
  let isOpen = false;
  for (const { name, value: argument } of expression.arguments) {
    const value = evaluate(argument, scope, interpreter);
    if (name !== null) {
      keywords = withKeyword(keywords, name, value);
      nameFunction(value, name);
    } else if (argument.kind !== 'spread') {
      if (!isOpen) positional.push(value);
    } else if (value.kind === 'list') {
      positional.push(...value.items);
      if (value.open) isOpen = true;
    } else if (value.kind === 'record') {
      for (const entry of value.entries) keywords = withKeyword(keywords, entry.key, entry.value);
      if (value.open) isOpen = true;
    } else {
      isOpen = true;
      if (value.kind === 'parameter') keywords = withKeyword(keywords, spreadKey, value);
    }
  }
  return { positional, keywords, isOpen };
}

function callMember(
  expression: CallExpression,
  receiver: Value,
  method: string,
  passed: Passed,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  const handed = receiver.kind === 'function' ? calledWithSelf(receiver, method, passed) : null;
  if (handed) return callOwn(handed.fn, expression, handed.passed, scope, interpreter);
  const own = ownFunction(receiver, method, expression, scope, interpreter);
  if (own?.kind === 'function') return callOwn(own, expression, passed, scope, interpreter);
  if (own?.kind === 'class') return callValue(expression, own, method, passed, scope, interpreter);
  const callee = own ?? null;
  const isLibrary = receiver.kind === 'library' || callee?.kind === 'library';
  // An object of a class that is not known is a record with a type.
  const isOpaque = receiver.kind === 'unknown' || receiver.kind === 'parameter' || receiver.kind === 'choice';
  const asked = { syntax: expression, receiver, callee, method, passed };
  if (!isLibrary && !isOpaque) {
    const built = builtinCall(asked, scope, interpreter);
    if (built) return withInitializer(built, expression, scope, interpreter);
  }
  const answered = callLibrary(asked, scope, interpreter);
  if (answered) return answered;
  if (isLibrary || isOpaque) {
    const built = builtinCall(asked, scope, interpreter);
    if (built) return withInitializer(built, expression, scope, interpreter);
  }
  return callUnknown(expression, passed, scope, interpreter);
}

/** JavaScript: `fn.call(this, a, b)` and `fn.apply(this, [a, b])`. */
function calledWithSelf(
  receiver: FunctionValue,
  method: string,
  { positional, isOpen }: Passed,
): { readonly fn: FunctionValue; readonly passed: Passed } | null {
  const [self, list] = positional;
  const fn = self && self.kind !== 'scalar' ? { ...receiver, self } : receiver;
  const keywords = new Map<string, Value>();
  if (method === 'call') return { fn, passed: { positional: positional.slice(1), keywords, isOpen } };
  if (method !== 'apply') return null;
  const isList = list?.kind === 'list';
  return {
    fn,
    passed: { positional: isList ? list.items : [], keywords, isOpen: !isList || list.open },
  };
}

/** The function or class of the project, or a library's, that a member is. */
function ownFunction(
  receiver: Value,
  method: string,
  at: CallExpression,
  scope: Scope,
  interpreter: Interpreter,
): Value | null {
  switch (receiver.kind) {
    case 'instance':
    case 'class': {
      const found = memberOf(receiver, method, at, scope, interpreter);
      return found.kind === 'unknown' ? null : found;
    }
    case 'record': {
      const has = receiver.entries.some(({ key }) => key === method);
      return has ? memberOf(receiver, method, at, scope, interpreter) : null;
    }
    case 'library': {
      const found = memberOf(receiver, method, at, scope, interpreter);
      return found.kind === 'unknown' ? null : found;
    }
    default:
      return null;
  }
}

function callValue(
  expression: CallExpression,
  callee: Value,
  name: string,
  passed: Passed,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  if (callee.kind === 'function') return callOwn(callee, expression, passed, scope, interpreter);
  if (callee.kind === 'class') {
    const instance = construct(
      callee,
      passed,
      { kind: 'called', by: stepOf(expression, scope) },
      interpreter,
    );
    return withInitializer(instance, expression, scope, interpreter);
  }
  const asked = {
    syntax: expression,
    receiver: null,
    callee: callee.kind === 'library' ? callee : null,
    method: name || lastName(expression.callee),
    passed,
  };
  const answered = callLibrary(asked, scope, interpreter);
  if (answered) return withInitializer(answered, expression, scope, interpreter);
  const built = builtinCall(asked, scope, interpreter);
  if (built) return withInitializer(built, expression, scope, interpreter);
  return callUnknown(expression, passed, scope, interpreter);
}

function lastName(callee: Expression): string {
  return callee.kind === 'member' ? callee.name : '';
}

function callOwn(
  fn: FunctionValue,
  expression: CallExpression,
  passed: Passed,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  const made = fn.scope as Scope;
  // A local function that is given nothing does the same wherever it is called: its saves stand in it.
  const isLocal = made.frame.isActive && made.frame.definition !== null;
  const isGiven = passed.positional.length > 0 || passed.keywords.size > 0;
  if ((isLocal || fn.definition.name === '') && made.frame.isActive && !isGiven) {
    interpreter.seen.add(fn.definition);
    return runFunction(fn, passed, { kind: 'handed-on', inTest: false }, interpreter);
  }
  return runFunction(fn, passed, { kind: 'called', by: stepOf(expression, scope) }, interpreter);
}

/** A function that is handed on is called from elsewhere. */
export function invoke(
  callback: Value,
  args: readonly Value[] | null,
  interpreter: Interpreter,
  inTest: boolean,
): Value {
  if (callback.kind === 'choice') {
    return choiceOf(
      callback.options.map(({ when, value }) => ({ when, value: invoke(value, args, interpreter, inTest) })),
    );
  }
  if (callback.kind !== 'function') return unknown('the result of a function that is not known');
  interpreter.seen.add(callback.definition);
  const passed = args && { positional: args, keywords: new Map(), isOpen: true };
  return runFunction(callback, passed, { kind: 'handed-on', inTest }, interpreter);
}

function callSuper(expression: CallExpression, scope: Scope, interpreter: Interpreter): Value {
  const passed = argumentsOf(expression, scope, interpreter);
  const self = cellOf(scope, 'this')?.value;
  if (self?.kind === 'instance' && scope.within) {
    constructAbove(
      scope.within,
      self,
      passed,
      { kind: 'called', by: stepOf(expression, scope) },
      interpreter,
    );
  }
  return self ?? unknown('super');
}

/** C#: `new X(…) { Header = … }`. */
function withInitializer(
  value: Value,
  { initializer }: CallExpression,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  if (!initializer) return value;
  const given = recordValue(initializer, scope, interpreter);
  if (value.kind === 'record') copyEntries(given, value, interpreter);
  else if (value.kind === 'instance') copyEntries(given, value.fields, interpreter);
  else if (value.kind === 'library') {
    interpreter.journal.touch(value);
    for (const entry of given.entries) value.state.set(entry.key, entry.value);
  }
  return value;
}

/** Functions that are handed to code that is not known are taken to be called; objects may be changed there. */
function callUnknown(
  expression: CallExpression,
  passed: Passed,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  const { first, isOfTest, isHarmless, result } = wordsOf(expression, scope.file, interpreter);
  const values =
    passed.keywords.size > 0 ? [...passed.positional, ...passed.keywords.values()] : passed.positional;
  for (const value of values) {
    for (const fn of functionsIn(value)) {
      if (!interpreter.seen.has(fn.definition)) invoke(fn, null, interpreter, isOfTest);
    }
    if (!isHarmless && (value.kind === 'record' || value.kind === 'list')) openUp(value, interpreter);
  }
  if (expression.isNew || expression.initializer) {
    const record = interpreter.journal.made<RecordValue>({
      kind: 'record',
      entries: [],
      open: values.length > 0,
      place: expression,
      type: lastName(expression.callee) || first,
    });
    return withInitializer(record, expression, scope, interpreter);
  }
  return result;
}

const noFunctions: readonly FunctionValue[] = [];

function functionsIn(value: Value): readonly FunctionValue[] {
  switch (value.kind) {
    case 'function':
      return [value];
    case 'record':
      return value.entries.map((entry) => entry.value).filter(isFunction);
    case 'list':
      return value.items.filter(isFunction);
    default:
      return noFunctions;
  }
}

function isFunction(value: Value): value is FunctionValue {
  return value.kind === 'function';
}
