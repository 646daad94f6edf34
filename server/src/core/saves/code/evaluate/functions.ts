import type { LibraryModel } from '../libraries/model.ts';
import type { CallExpression, FunctionSyntax, ParameterSyntax } from '../tree.ts';
import type { FunctionValue, ParameterValue, RecordValue, Value } from '../values.ts';
import { instanceOfDeclared } from './classes.ts';
import { evaluate } from './expressions.ts';
import { type Interpreter, shortened } from './interpreter.ts';
import { modelsOf } from './libraryCalls.ts';
import { bind, withDefault } from './patterns.ts';
import { type Exit, type Frame, mostCalls, type Step } from './state/frame.ts';
import { mergeWays } from './state/merge.ts';
import { cellOf, cellWith, type Scope } from './state/scope.ts';
import { runBlock } from './statements.ts';
import { choiceOf, scalar, unknown } from './values/build.ts';

/** What a call passes. */
export interface Passed {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** More may follow: a spread of something unknown. */
  readonly isOpen: boolean;
}

export const nothingPassed: Passed = { positional: [], keywords: new Map(), isOpen: false };

export function functionValue(
  definition: FunctionSyntax,
  scope: Scope,
  interpreter: Interpreter,
  self: Value | null = null,
): FunctionValue {
  const value: FunctionValue = { kind: 'function', definition, scope, self };
  interpreter.made.add(value);
  return value;
}

/** Names of functions that have none of their own: the variable or key that holds them. */
const namesOf = new WeakMap<FunctionSyntax, string>();

export function nameFunction(value: Value, name: string): void {
  if (value.kind === 'function' && value.definition.name === '' && !namesOf.has(value.definition)) {
    namesOf.set(value.definition, name);
  }
}

export function nameOfFunction(definition: FunctionSyntax): string {
  return definition.name || (namesOf.get(definition) ?? '');
}

const testAnnotations =
  /^(?:Test|TestMethod|Fact|Theory|ParameterizedTest|TestCase|fixture|pytest\.fixture)$/;

/** How a function comes to be run. */
export type Reason =
  /** Code calls it: what it saves may stand at the call. */
  | { readonly kind: 'called'; readonly by: Step }
  /** It is handed on, and called from elsewhere: what it saves stands in it. */
  | { readonly kind: 'handed-on'; readonly inTest: boolean }
  /** It is looked at for itself. */
  | { readonly kind: 'root' };

/** Goes through a function with what a call passes; null: its parameters are not known. */
export function runFunction(
  fn: FunctionValue,
  passed: Passed | null,
  reason: Reason,
  interpreter: Interpreter,
): Value {
  const { definition } = fn;
  const made = fn.scope as Scope;
  const name = nameOfFunction(definition);
  if (!definition.body) return unknown(`the result of ${name || 'a function'}()`);
  if (interpreter.active.includes(definition)) return unknown(`the result of ${name}(), which calls itself`);
  const maker = made.frame;
  const isLocal = maker.isActive && maker.definition !== null;
  const caller = reason.kind === 'called' ? reason.by : null;
  const depth = caller ? caller.from.depth + 1 : maker.isActive ? maker.depth + 1 : 0;
  if (depth > mostCalls * 2 || (caller && caller.from.way.length >= mostCalls)) {
    return unknown(`the result of ${name || 'a function'}(), which is called too deep to be followed`);
  }
  const label = labelOf(definition, made, maker);
  const frame: Frame = {
    file: made.file,
    definition,
    root: rootOf(definition, maker, reason),
    label,
    inTest:
      (reason.kind === 'handed-on' && reason.inTest) ||
      (caller ? caller.from.inTest && isLocal : isLocal && maker.inTest) ||
      definition.annotations.some((one) => testAnnotations.test(one)),
    way: caller ? [...caller.from.way, caller] : maker.isActive ? maker.way : [],
    depth,
    journalDepth: interpreter.journal.depth,
    conditionDepth: interpreter.conditions.length,
    exits: [],
    isActive: true,
  };
  const scope: Scope = {
    names: new Map(),
    parent: made,
    file: made.file,
    frame,
    isFunction: true,
    within: made.within,
  };
  const self = fn.self;
  if (self && cellOf(made, 'this') === null) scope.names.set('this', cellWith('this', self));
  if (passed === null) interpreter.seen.add(definition);
  interpreter.enter(definition, made.file, () => {
    interpreter.journal.undo(() => {
      bindParameters(definition, passed, scope, interpreter);
      const completion = runBlock(definition.body!.statements, scope, interpreter);
      if (completion === 'normal') leave(scalar(null, definition), frame, null, interpreter);
    });
  });
  frame.isActive = false;
  return settled(frame, name, interpreter);
}

/** Notes a return. */
export function leave(value: Value, frame: Frame, when: string | null, interpreter: Interpreter): void {
  if (frame.exits.length >= 12) return;
  const after = interpreter.journal.changedSince(frame.journalDepth);
  frame.exits.push({ when, value, after });
}

/** Brings about the state behind the call, and gives its value. */
function settled(frame: Frame, name: string, interpreter: Interpreter): Value {
  const { exits } = frame;
  if (exits.length === 0) return unknown(`${name || 'a function'}() returns nothing`);
  const conditions = conditionsOf(exits);
  const known = conditions.filter((condition) => condition !== null);
  const rest = known.length > 0 ? `!(${known.join(' || ')})` : 'on another path';
  mergeWays(
    exits.map(({ after }, index) => ({
      when: conditions[index]!,
      words: shortened(conditions[index] ?? rest),
      after,
    })),
    interpreter.journal,
  );
  return choiceOf(exits.map(({ value }, index) => ({ when: conditions[index]!, value })));
}

/** The last return is what is left. */
function conditionsOf(exits: readonly Exit[]): readonly (string | null)[] {
  return exits.map(({ when }, index) =>
    index === exits.length - 1 || when === null ? null : shortened(when),
  );
}

function rootOf(definition: FunctionSyntax, maker: Frame, reason: Reason): FunctionSyntax | null {
  if (maker.definition !== null) return maker.root;
  // One that is written where it is handed on belongs to the code around it.
  return reason.kind === 'handed-on' && nameOfFunction(definition) === '' ? null : definition;
}

function labelOf(definition: FunctionSyntax, made: Scope, maker: Frame): string {
  if (maker.definition !== null) return maker.label;
  const name = nameOfFunction(definition);
  const { within } = made;
  if (within) return name ? `${within.definition.name}.${name}` : within.definition.name;
  return name || maker.label;
}

function bindParameters(
  definition: FunctionSyntax,
  passed: Passed | null,
  scope: Scope,
  interpreter: Interpreter,
): void {
  const positional = definition.parameters.filter(({ rest, isBlock }) => rest === null && !isBlock);
  const taken = new Set<string>();
  const [given, block] = withoutBlock(definition, passed);
  definition.parameters.forEach((parameter, index) => {
    if (parameter.isBlock && given) {
      bind(parameter.target, block ?? scalar(null, parameter), scope, interpreter, true);
      return;
    }
    const value = given
      ? argumentFor(
          parameter,
          positional.indexOf(parameter),
          positional.length,
          given,
          taken,
          scope,
          interpreter,
        )
      : unpassed(definition, parameter, index, scope, interpreter);
    bind(parameter.target, value, scope, interpreter, true);
    if (parameter.isField && parameter.target.kind === 'name-pattern') {
      const self = scope.names.get('this')?.value;
      if (self?.kind === 'instance') {
        const { name } = parameter.target;
        interpreter.journal.touch(self.fields);
        self.fields.entries.push({ key: name, value, place: parameter, when: null });
      }
    }
  });
}

/** What a call passes, and the block among it, where the function takes one. */
function withoutBlock(
  { parameters }: FunctionSyntax,
  passed: Passed | null,
): readonly [Passed | null, Value | null] {
  const last = passed?.positional.at(-1);
  if (!passed || !parameters.at(-1)?.isBlock || last?.kind !== 'function') return [passed, null];
  return [{ ...passed, positional: passed.positional.slice(0, -1) }, last];
}

function argumentFor(
  parameter: ParameterSyntax,
  position: number,
  count: number,
  passed: Passed,
  taken: Set<string>,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  if (parameter.rest === 'list') {
    return { kind: 'list', items: passed.positional.slice(count), open: passed.isOpen, place: parameter };
  }
  if (parameter.rest === 'record') {
    const entries = [...passed.keywords]
      .filter(([name]) => !taken.has(name))
      .map(([key, value]) => ({ key, value, place: parameter, when: null }));
    return { kind: 'record', entries, open: passed.isOpen, place: parameter, type: null };
  }
  const name = nameOfParameter(parameter);
  const keyword = passed.keywords.get(name);
  if (keyword) {
    taken.add(name);
    return keyword;
  }
  const given = passed.positional[position];
  if (given) return withDefault(given, parameter.otherwise, scope, interpreter);
  if (passed.isOpen) return unknown(name ? `the argument ${name}` : 'an argument');
  return parameter.otherwise ? evaluate(parameter.otherwise, scope, interpreter) : scalar(null, parameter);
}

/** What a parameter is where nobody is known to pass anything. */
function unpassed(
  definition: FunctionSyntax,
  parameter: ParameterSyntax,
  index: number,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  const { type } = parameter;
  if (type !== null) {
    const declared = declaredValue(type, parameter, scope, interpreter);
    if (declared) return declared;
  }
  const value: ParameterValue = {
    kind: 'parameter',
    definition,
    index,
    name: nameOfParameter(parameter),
    path: [],
    type,
    ...(parameter.typeArguments && { typeArguments: parameter.typeArguments }),
  };
  if (parameter.rest === 'list') {
    return { kind: 'list', items: [{ ...value, path: ['*'] }], open: true, place: parameter };
  }
  if (!parameter.otherwise || parameter.otherwise.kind === 'null') return value;
  return choiceOf([
    { when: null, value },
    { when: null, value: evaluate(parameter.otherwise, scope, interpreter) },
  ]);
}

/** Types that no library of a file knows. */
const ofNoLibrary = new WeakMap<readonly LibraryModel[], Set<string>>();

/** What a value of a declared type is: of a library, or an object of a class of the project. */
export function declaredValue(
  type: string,
  at: ParameterSyntax | RecordValue['place'],
  scope: Scope,
  interpreter: Interpreter,
): Value | null {
  const models = modelsOf(scope.file);
  const none = ofNoLibrary.get(models);
  if (!none?.has(type)) {
    for (const model of models) {
      const declared = model.declared?.(type, at);
      if (declared !== undefined) return declared;
    }
    if (none) none.add(type);
    else ofNoLibrary.set(models, new Set([type]));
  }
  return instanceOfDeclared(type, scope, interpreter);
}

function nameOfParameter({ target }: ParameterSyntax): string {
  return target.kind === 'name-pattern' ? target.name : '';
}

/** What is called in a step. */
export function stepOf(call: CallExpression, scope: Scope): Step {
  return { call, from: scope.frame };
}
