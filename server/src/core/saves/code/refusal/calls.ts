import type { CallExpression, NameExpression } from '../tree.ts';
import { error } from './carriers.ts';
import { type Node, nodesIn } from './children.ts';
import { retriedHow, thrownAt } from './exceptions.ts';
import { leavesFunction } from './functions.ts';
import { type Inquiry, maximumDepth } from './inquiry.ts';
import { collects, joinsPromises, storesOrSends, tellsNobody } from './knownCalls.ts';
import { calledName, rootOf } from './names.ts';
import { rejected } from './promises.ts';
import { both, type Fate, nothing, thrownOn, told } from './reach.ts';
import { fateInRegion, rejects } from './region.ts';
import { touching } from './touching.ts';
import { follow } from './values.ts';

/** Whom a call tells that runs only where a save was refused. */
export function callFate(call: CallExpression, regions: readonly Node[], inquiry: Inquiry): Fate {
  const place = inquiry.at(call);
  if (inquiry.isLogging(call)) return told('logs', 'is only logged', place);
  if (rejects(call)) return { ...rejecting(call, inquiry), handled: true };
  if (call.callee.kind === 'name') {
    const variable = inquiry.index.variable(call.callee);
    if (variable?.isParameter) return handedOn(call, call.callee, inquiry);
  }
  const helper = inquiry.functionOf(call.callee);
  if (helper?.body) return helped(call, regions, inquiry);
  if (inquiry.tells(call)) return told('errors', 'is told to a user or another program', place);
  if (collects(call) && call.callee.kind === 'member') {
    const fate = touching(call.callee.object, true, call, regions, inquiry);
    if (fate.told.level !== 'none' || fate.passes) return fate;
    const root = rootOf(call.callee.object);
    if (root && inquiry.index.variable(root)) return nothing;
  }
  if (storesOrSends(call)) return told('errors', 'is stored or sent on', place);
  if (tellsNobody(call) || joinsPromises(call) || !isForeign(call, regions, inquiry)) return nothing;
  return told('unknown', `goes to ${calledName(call)}(), whose code is not here`, place);
}

/** A function of the project's own: what it does with a refusal is read there. */
function helped(call: CallExpression, regions: readonly Node[], inquiry: Inquiry): Fate {
  const helper = inquiry.functionOf(call.callee)!;
  if (inquiry.depth === 0 && inquiry.index.isIn(call, [helper])) {
    return told('errors', retriedHow(regions), inquiry.at(call));
  }
  if (inquiry.depth >= maximumDepth) {
    return told('unknown', `goes to ${calledName(call)}()`, inquiry.at(call));
  }
  const inside = inquiry.within(helper);
  const fate = fateInRegion([helper.body!], inside);
  const seen = { ...fate.told, evidence: inquiry.at(call) };
  if (fate.passes?.as !== 'exception') return { ...fate, passes: null, told: seen };
  // A helper that throws throws here.
  const thrown = thrownAt(call, inquiry);
  return both({ ...fate, passes: null, told: seen }, { ...thrown, handled: true });
}

/** `reject(e)`, `next(e)`, `callback(e)`: a function that was handed in. */
function handedOn(call: CallExpression, callee: NameExpression, inquiry: Inquiry): Fate {
  const place = inquiry.at(call);
  const promise = promiseOf(callee, inquiry);
  if (promise) {
    if (promise.isReject) return { ...rejected(promise.made, inquiry), handled: true };
    const [given] = call.arguments;
    return given && given.value.kind !== 'null' ? follow(promise.made, error, inquiry) : nothing;
  }
  const [first, ...rest] = call.arguments;
  if (!first) return nothing;
  if (first.value.kind === 'null') {
    return rest.some(({ value }) => value.kind !== 'null')
      ? told('errors', 'shows in what the callback gets', place)
      : nothing;
  }
  if (/^(setLoading|setState|set[A-Z]\w*|dispatch|notify|on[A-Z]\w*|progress|log)$/.test(callee.name)) {
    return told('errors', `is told to ${callee.name}()`, place);
  }
  return { ...thrownOn('is handed to the caller', place), handled: true };
}

/** The `new Promise((resolve, reject) => …)` whose parameter a name is. */
export function promiseOf(
  name: NameExpression,
  inquiry: Inquiry,
): { made: CallExpression; isReject: boolean } | null {
  const { index } = inquiry;
  const declaration = index.variable(name)?.declaration;
  const parameter = declaration ? index.parent(declaration) : null;
  const executor = parameter ? index.parent(parameter) : null;
  const expression = executor ? index.parent(executor) : null;
  const made = expression ? index.parent(expression) : null;
  if (made?.kind !== 'call' || !made.isNew || calledName(made) !== 'Promise') return null;
  return { made, isReject: index.position(parameter!) === 1 };
}

/** `return Promise.reject(e)`. */
function rejecting(call: CallExpression, inquiry: Inquiry): Fate {
  const parent = inquiry.index.parent(call);
  const from = inquiry.index.functionOf(call);
  if (parent?.kind === 'return' && from) return leavesFunction(from, inquiry);
  return rejected(call, inquiry);
}

/** Other people's code that gets something that is not the same every time. */
function isForeign(call: CallExpression, regions: readonly Node[], inquiry: Inquiry): boolean {
  const values = call.arguments.map(({ value }) => value);
  const isGiven = [...nodesIn(values, ({ kind }) => kind !== 'function-syntax')].some(
    (one) => one.kind === 'name' && inquiry.index.variable(one) !== null,
  );
  if (!isGiven) return false;
  // Methods of what was made on the spot, such as `message.includes(x)`, tell nobody.
  const root = call.callee.kind === 'member' ? rootOf(call.callee.object) : null;
  if (root === null) return call.callee.kind === 'name';
  const variable = inquiry.index.variable(root);
  return variable === null || variable.scope === null || !inquiry.index.isIn(variable.scope, regions);
}
