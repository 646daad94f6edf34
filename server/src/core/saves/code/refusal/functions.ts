import type { CallExpression, Expression, FunctionSyntax, ParameterSyntax } from '../tree.ts';
import { type Carrier, error, flag, isResult, successes, tellsNothing, truth } from './carriers.ts';
import type { Node } from './children.ts';
import { thrownAt } from './exceptions.ts';
import { type Inquiry, maximumDepth } from './inquiry.ts';
import { retries, runsLater } from './knownCalls.ts';
import { calledName } from './names.ts';
import { deferred, rejected } from './promises.ts';
import { all, both, type Fate, nobody, nothing, thrownOn, told } from './reach.ts';
import { bind, follow } from './values.ts';

/** An exception leaves a function, or the promise that it returns is rejected. */
export function leavesFunction(definition: FunctionSyntax, inquiry: Inquiry): Fate {
  if (!inquiry.enter(definition, 'left by an exception')) return nothing;
  const user = userOf(definition, inquiry);
  switch (user.kind) {
    case 'caller':
      return thrownOn('is thrown to the caller', null);
    case 'calls':
      return all(
        user.calls
          .map((call) => resultThrows(call, inquiry))
          .concat(user.passed.map((one) => callbackThrows(one.call, one.at, definition, inquiry))),
      );
    case 'argument':
      return callbackThrows(user.call, user.at, definition, inquiry);
  }
}

/** A function gives back a value by which code can see that the save was refused. */
export function leavesWith(definition: FunctionSyntax, carrier: Carrier, node: Node, inquiry: Inquiry): Fate {
  if (!inquiry.enter(node, `leaves with ${carrier.what}`)) return nothing;
  const user = userOf(definition, inquiry);
  switch (user.kind) {
    case 'caller':
      return {
        told: { level: 'none', how: returnedHow(carrier), evidence: inquiry.at(node) },
        passes: { as: inquiry.mode === 'exception' ? 'rows' : inquiry.mode, carrier },
        handled: false,
        read: !tellsNothing(carrier),
      };
    case 'calls':
      return all(
        user.calls
          .map((call) => follow(call, carrier, inquiry))
          .concat(user.passed.map(({ call }) => callbackGives(call, carrier, inquiry))),
      );
    case 'argument':
      return callbackGives(user.call, carrier, inquiry);
  }
}

function returnedHow(carrier: Carrier): string {
  switch (carrier.what) {
    case 'result':
    case 'answer':
    case 'job-info':
      return 'is returned in what the save gave back';
    case 'successes':
      return 'shows only in what is missing among the successes';
    case 'saved rows':
      return 'stands in failed rows that are left out of what is returned';
    case 'job':
      return 'can be asked for by whoever gets the job';
    case 'absent':
      return 'shows only in an id or value that is missing';
    default:
      return 'shows in what is returned';
  }
}

type User =
  /** Code outside of what is looked at here. */
  | { readonly kind: 'caller' }
  | {
      readonly kind: 'calls';
      readonly calls: readonly CallExpression[];
      readonly passed: readonly { call: CallExpression; at: Expression }[];
    }
  | { readonly kind: 'argument'; readonly call: CallExpression; readonly at: Expression };

/** Who runs a function and gets what it throws or returns. */
function userOf(definition: FunctionSyntax, inquiry: Inquiry): User {
  const { index } = inquiry;
  if (index.roots.includes(definition)) return { kind: 'caller' };
  const holder = index.parent(definition);
  if (holder?.kind === 'function-statement') return byName(definition, definition.name, inquiry);
  if (holder?.kind !== 'function') return { kind: 'caller' };
  const parent = index.parent(holder);
  if (parent?.kind === 'call') {
    if (index.role(holder) === 'callee') return { kind: 'calls', calls: [parent], passed: [] };
    if (inquiry.isEnteredElsewhere(parent)) return { kind: 'caller' };
    if (inquiry.enteredBy === parent) inquiry.leaveFrame();
    return { kind: 'argument', call: parent, at: holder };
  }
  if (parent?.kind === 'declare' && parent.target.kind === 'name-pattern') {
    return byName(definition, parent.target.name, inquiry);
  }
  if (parent?.kind === 'assign' && parent.target.kind === 'name') {
    return byName(definition, parent.target.name, inquiry);
  }
  return { kind: 'caller' };
}

/** A function with a name, by its uses in the code that is looked at. */
function byName(definition: FunctionSyntax, name: string, inquiry: Inquiry): User {
  const { index, enteredBy } = inquiry;
  if (enteredBy?.callee.kind === 'name' && enteredBy.callee.name === name) return { kind: 'caller' };
  const calls: CallExpression[] = [];
  const passed: { call: CallExpression; at: Expression }[] = [];
  for (const use of index.named(name)) {
    const parent = index.parent(use);
    if (parent?.kind !== 'call' || index.isIn(use, [definition])) continue;
    if (index.role(use) === 'callee') calls.push(parent);
    else passed.push({ call: parent, at: use });
  }
  return calls.length + passed.length === 0 ? { kind: 'caller' } : { kind: 'calls', calls, passed };
}

/** A call of the project's own code, or of a library that runs its callback, fails. */
function resultThrows(call: CallExpression, inquiry: Inquiry): Fate {
  return inquiry.isJavaScript ? rejected(call, inquiry) : deferred(call, inquiry);
}

const chained =
  /^(then|catch|finally|fail|done|thenApply|thenAccept|thenCompose|handle|whenComplete|exceptionally|flatMap|doOnNext|onErrorResume|ContinueWith)$/;

function callbackThrows(
  call: CallExpression,
  at: Expression,
  definition: FunctionSyntax,
  inquiry: Inquiry,
): Fate {
  if (calledName(call) === 'Promise' && call.isNew) return rejected(call, inquiry);
  if (retries(call.callee)) {
    return both(told('errors', 'makes the code try again', inquiry.at(call)), resultThrows(call, inquiry));
  }
  const helper = inquiry.functionOf(call.callee);
  const position = call.arguments.findIndex(({ value }) => value === at);
  if (helper && position >= 0 && inquiry.depth < maximumDepth) {
    const isLast = position === call.arguments.length - 1;
    const ran = throughHelper(helper, parameterAt(helper, position, isLast), inquiry);
    const given = ran && givenBack(ran, call, inquiry);
    if (given) return given;
    if (ran) return ran.passes ? both({ ...ran, passes: null }, resultThrows(call, inquiry)) : ran;
  }
  if (chained.test(calledName(call))) return rejected(call, inquiry);
  if (calledName(call) === 'forEach' || calledName(call) === 'each') {
    return definition.isAsync
      ? thrownOn('is rejected in a promise that nobody awaits', inquiry.at(call))
      : thrownAt(call, inquiry);
  }
  if (runsLater(call)) return thrownOn('is thrown where nobody catches it', inquiry.at(call));
  return resultThrows(call, inquiry);
}

function parameterAt(
  { parameters }: FunctionSyntax,
  position: number,
  isLast: boolean,
): ParameterSyntax | undefined {
  const last = parameters.at(-1);
  return isLast && last?.isBlock ? last : parameters[position];
}

/** What a function of the project's own does when a callback that it runs fails; null if it does not run it. */
function throughHelper(
  helper: FunctionSyntax,
  parameter: ParameterSyntax | undefined,
  inquiry: Inquiry,
): Fate | null {
  const target = parameter?.target;
  if (target?.kind !== 'name-pattern') return null;
  const inside = inquiry.within(helper);
  inside.givesBack = true;
  const variable = inside.index.declaredBy(target);
  const calls = (variable ? inside.index.uses(variable) : []).flatMap((use) => {
    const call = inside.index.parent(use);
    return call?.kind === 'call' ? [{ call, use, runs: inside.index.role(use) === 'callee' }] : [];
  });
  const runs = calls.filter((one) => one.runs);
  if (runs.length > 0) return all(runs.map(({ call }) => resultThrows(call, inside)));
  const passed = calls.filter(({ call }) => inside.functionOf(call.callee) !== null);
  if (passed.length === 0) return null;
  return all(passed.map(({ call, use }) => callbackThrows(call, use, helper, inside)));
}

/** What a helper caught it gives back as a value: what counts is who reads that. Null where it does not. */
export function givenBack(fate: Fate, call: CallExpression, inquiry: Inquiry): Fate | null {
  const given = fate.passes?.carrier;
  if (!given) return null;
  const sofar = fate.told.level === 'none' ? nobody : fate.told;
  const whole = both({ ...fate, told: sofar, passes: null }, follow(call, given, inquiry));
  return whole.told === nobody && !whole.passes
    ? { ...whole, told: { ...fate.told, how: 'is caught and dropped' } }
    : whole;
}

/** What becomes of a callback's result. */
function callbackGives(call: CallExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const known = truth(carrier.known);
  switch (calledName(call)) {
    case 'filter':
    case 'Where':
    case 'where':
    case 'partition':
      if (isResult(carrier)) return follow(call, carrier, inquiry);
      return follow(call, known === true ? error : known === false ? successes : error, inquiry);
    case 'reject':
      return follow(call, known === false ? error : successes, inquiry);
    case 'some':
    case 'any':
    case 'anyMatch':
    case 'Any':
    case 'exists':
      return follow(call, flag(known === true ? true : undefined), inquiry);
    case 'every':
    case 'all':
    case 'allMatch':
    case 'All':
      return follow(call, flag(known === false ? false : undefined), inquiry);
    case 'find':
    case 'First':
    case 'FirstOrDefault':
    case 'findFirst':
      return follow(call, known === true ? error : flag(undefined), inquiry);
    case 'findIndex':
    case 'reduce':
    case 'Aggregate':
    case 'Count':
    case 'sort':
    case 'noneMatch':
      return follow(call, flag(undefined), inquiry);
    case 'forEach':
    case 'ForEach':
    case 'finally':
    case 'Promise':
    case 'each':
    case 'on':
    case 'once':
    case 'addEventListener':
    case 'setTimeout':
      return nothing;
    default:
      return isKeptElsewhere(call, carrier, inquiry)
        ? told('unknown', `goes to ${calledName(call)}(), whose code is not here`, inquiry.at(call))
        : follow(call, carrier, inquiry);
  }
}

/** Functions that give what their callbacks give, for each item or in the end. */
const handsBack =
  /^(map|flatMap|then|catch|collect|concatMap|mergeMap|switchMap|exhaustMap|mapSeries|mapLimit|each\w*|parallel|series|all|allSettled|Select|SelectMany|thenApply|thenCompose|thenAccept|handle|whenComplete|stream|entries|pipe|tap|retry\w*|useCallback|useMemo|useEffect)$/i;

/** Nobody reads what a function gives that is not here: what its callback gives is for itself, as in a server's route. */
function isKeptElsewhere(call: CallExpression, carrier: Carrier, inquiry: Inquiry): boolean {
  const name = calledName(call);
  if (carrier.what === 'absent' || name === '' || handsBack.test(name) || runsLater(call)) return false;
  const parent = inquiry.index.parent(call);
  const statement = parent?.kind === 'await' ? inquiry.index.parent(parent) : parent;
  return statement?.kind === 'expression' && inquiry.functionOf(call.callee) === null;
}

/** Gives what the save gave back to the parameter of a function of the project's own, and what comes of that. */
export function throughParameter(
  helper: FunctionSyntax,
  position: number,
  name: string | null,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate | null {
  const byName =
    name === null
      ? -1
      : helper.parameters.findIndex(({ target }) => target.kind === 'name-pattern' && target.name === name);
  const parameter = helper.parameters[byName >= 0 ? byName : position];
  if (!parameter || inquiry.depth >= maximumDepth) return null;
  const inside = inquiry.within(helper);
  return bind(parameter.target, carrier, inside);
}
