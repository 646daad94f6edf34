import type { CallExpression, Expression } from '../tree.ts';
import { errorParameter } from './callbacks.ts';
import { callFate, promiseOf } from './calls.ts';
import { absent, error, result } from './carriers.ts';
import type { Node } from './children.ts';
import type { Variable } from './codeIndex.ts';
import { thrownAt } from './exceptions.ts';
import { givenBack, leavesFunction } from './functions.ts';
import { type Inquiry, maximumDepth } from './inquiry.ts';
import { collects, joinsPromises, settlesPromises } from './knownCalls.ts';
import { calledName, rootOf, shown } from './names.ts';
import { all, both, type Fate, nobody, nothing, thrownOn, told } from './reach.ts';
import { fateInRegion } from './region.ts';
import { follow } from './values.ts';

const floating = 'is rejected in a promise that nobody awaits';

/** Names of methods with which a promise, future or publisher of any language goes on. */
const chains =
  /^(then|catch|finally|fail|exceptionally|handle|whenComplete|thenApply|thenAccept|thenCompose|onErrorResume|onErrorReturn|onErrorComplete|doOnError|onErrorMap|subscribe|block|blockOptional|retryWhen|retry|ContinueWith|pipe|toPromise)$/;

/**
 * A call fails whose language runs it at once, unless it is awaited, chained or kept: then what is awaited fails.
 */
export function deferred(call: CallExpression, inquiry: Inquiry): Fate {
  const parent = inquiry.index.parent(call);
  if (parent?.kind === 'await') return thrownAt(parent, inquiry);
  if (parent?.kind === 'member' && chains.test(parent.name)) return rejected(call, inquiry);
  if (parent?.kind === 'call' && inquiry.index.role(call) === 'argument') {
    if (joinsPromises(parent) || settlesPromises(parent)) return rejected(call, inquiry);
  }
  if (isAwaitedLater(call, inquiry)) return rejected(call, inquiry);
  return thrownAt(call, inquiry);
}

/** `tasks = [post(r) for r in rows]`, `task = create_task(…)`: kept, and awaited or gathered further down. */
function isAwaitedLater(call: Expression, inquiry: Inquiry): boolean {
  const home = inquiry.index.functionOf(call);
  if (!home?.isAsync) return false;
  let child: Node = call;
  for (const at of inquiry.index.ancestors(call)) {
    const target =
      at.kind === 'assign' && at.target.kind === 'name'
        ? inquiry.index.variable(at.target)
        : at.kind === 'declare' && at.target.kind === 'name-pattern'
          ? inquiry.index.declaredBy(at.target)
          : null;
    if (target) return inquiry.index.uses(target).some((use) => isAwaited(use, inquiry));
    if (at.kind === 'call' && collects(at) && inquiry.index.role(child) === 'argument') {
      const root = rootOf(at.callee);
      const list = root ? inquiry.index.variable(root) : null;
      return list !== null && inquiry.index.uses(list).some((use) => isAwaited(use, inquiry));
    }
    if (at.kind === 'call' && joinsPromises(at)) return true;
    if (at.kind !== 'list' && at.kind !== 'spread' && at.kind !== 'other') return false;
    child = at;
  }
  return false;
}

function isAwaited(use: Expression, inquiry: Inquiry): boolean {
  for (const at of inquiry.index.ancestors(use)) {
    if (at.kind === 'await') return true;
    if (at.kind === 'call' && (joinsPromises(at) || settlesPromises(at))) return true;
    if (at.kind !== 'spread' && at.kind !== 'list') return false;
  }
  return false;
}

/** What becomes of a promise, or of a list of them, that is rejected. */
export function rejected(expression: Expression, inquiry: Inquiry): Fate {
  if (!inquiry.enter(expression, 'rejected')) return nothing;
  const { index } = inquiry;
  const parent = index.parent(expression);
  const role = index.role(expression);
  switch (parent?.kind) {
    case undefined:
    case 'expression':
      return thrownOn(floating, inquiry.at(expression));
    case 'await':
      return thrownAt(parent, inquiry);
    case 'unary':
      return thrownOn(floating, inquiry.at(expression));
    case 'member': {
      const call = index.parent(parent);
      if (call?.kind === 'call' && index.role(parent) === 'callee')
        return chainedBy(call, parent.name, inquiry);
      // C#: `task.Result`.
      return parent.name === 'Result' ? thrownAt(parent, inquiry) : rejected(parent, inquiry);
    }
    case 'return': {
      const from = index.functionOf(parent);
      return from ? leavesFunction(from, inquiry) : thrownOn('is thrown to the caller', null);
    }
    case 'call':
      return role === 'argument' ? handedTo(parent, expression, inquiry) : rejected(parent, inquiry);
    case 'declare':
      return inPattern(parent.target, inquiry);
    case 'assign': {
      if (role === 'target') return nothing;
      const variable = parent.target.kind === 'name' ? index.variable(parent.target) : null;
      if (variable) return ofVariable(variable, inquiry);
      return told('unknown', `is kept in ${shown(parent.target)}`, inquiry.at(parent));
    }
    case 'loop':
      return parent.item ? inPattern(parent.item, inquiry) : nothing;
    case 'list':
    case 'spread':
    case 'conditional':
    case 'binary':
    case 'other':
    case 'index':
      if (parent.kind === 'conditional' && role === 'test') return nothing;
      if (parent.kind === 'other' && index.parent(parent)?.kind === 'expression') {
        return thrownOn(floating, inquiry.at(expression));
      }
      return rejected(parent, inquiry);
    default:
      return told('unknown', 'goes on in a promise that is not followed', inquiry.at(expression));
  }
}

function inPattern(target: Node, inquiry: Inquiry): Fate {
  if (target.kind !== 'name-pattern')
    return told('unknown', 'goes on in a promise that is not followed', null);
  const variable = inquiry.index.declaredBy(target);
  return variable ? ofVariable(variable, inquiry) : nothing;
}

/** A variable that holds a promise, or a list of them. */
function ofVariable(variable: Variable, inquiry: Inquiry): Fate {
  const fates = inquiry.index
    .uses(variable)
    .filter((use) => {
      const parent = inquiry.index.parent(use);
      return parent?.kind !== 'assign' || inquiry.index.role(use) !== 'target';
    })
    .map((use) => rejected(use, inquiry));
  const seen = fates.filter((fate) => fate.passes !== null || fate.told !== nothing.told);
  if (seen.length === 0) return thrownOn(floating, null);
  // Where one use waits for it, the others are reads of what it is.
  const certain = seen.filter((fate) => fate.told.how !== floating && fate.told.level !== 'unknown');
  return all(certain.length > 0 ? certain : seen);
}

/** A promise as an argument. */
function handedTo(call: CallExpression, expression: Expression, inquiry: Inquiry): Fate {
  if (settlesPromises(call)) {
    const fate = follow(call, result, inquiry);
    return fate.told === nobody && !fate.passes
      ? {
          ...fate,
          told: { level: 'none', how: 'stands in results that nobody reads', evidence: inquiry.at(call) },
        }
      : fate;
  }
  if (joinsPromises(call)) return deferredHere(call, inquiry);
  if (inquiry.isLogging(call)) return nothing;
  if (collects(call)) {
    const root = call.callee.kind === 'member' ? call.callee.object : null;
    const variable = root?.kind === 'name' ? inquiry.index.variable(root) : null;
    if (variable && !variable.isParameter) return ofCollected(variable, root!, inquiry);
    return told('unknown', `is kept in ${root ? shown(root) : 'a list'}`, inquiry.at(call));
  }
  if (/^(resolve)$/.test(calledName(call)) && call.callee.kind === 'name') {
    const promise = promiseOf(call.callee, inquiry);
    if (promise) return rejected(promise.made, inquiry);
  }
  const helper = inquiry.functionOf(call.callee);
  const position = call.arguments.findIndex(({ value }) => value === expression);
  if (helper && inquiry.depth < maximumDepth) {
    const target = helper.parameters[position]?.target;
    if (target?.kind === 'name-pattern') {
      const inside = inquiry.within(helper);
      inside.givesBack = true;
      const variable = inside.index.declaredBy(target);
      const fate = variable ? ofVariable(variable, inside) : nothing;
      const given = givenBack(fate, call, inquiry);
      if (given) return given;
      return fate.passes ? both({ ...fate, passes: null }, rejected(call, inquiry)) : fate;
    }
  }
  return told('unknown', `goes to ${calledName(call)}(), whose code is not here`, inquiry.at(call));
}

function deferredHere(call: CallExpression, inquiry: Inquiry): Fate {
  return inquiry.isJavaScript ? rejected(call, inquiry) : deferred(call, inquiry);
}

function ofCollected(variable: Variable, receiver: Expression, inquiry: Inquiry): Fate {
  if (!inquiry.enter(receiver, 'collected promises')) return nothing;
  const uses = inquiry.index.uses(variable).filter((use) => {
    const parent = inquiry.index.parent(use);
    if (parent?.kind === 'assign' && inquiry.index.role(use) === 'target') return false;
    const call = parent ? inquiry.index.parent(parent) : null;
    return !(parent?.kind === 'member' && call?.kind === 'call' && collects(call));
  });
  const fates = uses.map((use) => rejected(use, inquiry)).filter((fate) => fate.told.how !== floating);
  return fates.length > 0 ? all(fates) : thrownOn(floating, null);
}

/** `promise.then(…)`, `.catch(…)` and their like in other languages. */
function chainedBy(call: CallExpression, name: string, inquiry: Inquiry): Fate {
  const [first, second] = call.arguments.map(({ value }) => value);
  switch (name) {
    case 'then':
    case 'done':
      return second && second.kind !== 'null' ? caughtBy(second, call, inquiry) : rejected(call, inquiry);
    case 'catch':
    case 'error':
    case 'fail':
    case 'exceptionally':
    case 'onErrorResume':
      return first ? caughtBy(call.arguments.at(-1)!.value, call, inquiry) : rejected(call, inquiry);
    case 'onErrorReturn':
    case 'onErrorComplete':
      return both(told('none', `is dropped by ${name}()`, inquiry.at(call)), follow(call, absent, inquiry));
    case 'doOnError':
      return both({ ...sideEffect(first, inquiry), passes: null }, rejected(call, inquiry));
    case 'handle':
    case 'whenComplete':
    case 'ContinueWith': {
      const seen =
        first?.kind === 'function'
          ? errorParameter(first, name === 'ContinueWith' ? 0 : 1, inquiry)
          : nothing;
      return name === 'whenComplete' ? both({ ...seen, passes: null }, rejected(call, inquiry)) : seen;
    }
    case 'subscribe':
      return second
        ? caughtBy(second, call, inquiry)
        : thrownOn('is signalled to a subscriber without a handler', null);
    case 'retry':
    case 'retryWhen':
      return both(told('errors', 'makes the call be made again', inquiry.at(call)), rejected(call, inquiry));
    case 'pipe': {
      const catcher = call.arguments.find(
        ({ value }) => value.kind === 'call' && calledName(value) === 'catchError',
      );
      const handler = catcher?.value.kind === 'call' ? catcher.value.arguments[0]?.value : undefined;
      return handler ? caughtBy(handler, call, inquiry) : rejected(call, inquiry);
    }
    case 'block':
    case 'blockOptional':
    case 'join':
    case 'Wait':
    case 'GetResult':
      return thrownAt(call, inquiry);
    case 'get':
      return inquiry.isJavaScript ? rejected(call, inquiry) : thrownAt(call, inquiry);
    case 'push':
    case 'length':
      return nothing;
    case 'forEach':
    case 'map': {
      // Of a list of promises: the callback may wait for each.
      const target = first?.kind === 'function' ? first.definition.parameters[0]?.target : undefined;
      return target ? inPattern(target, inquiry) : nothing;
    }
    default:
      return rejected(call, inquiry);
  }
}

/** A callback that gets the error: `.catch(fn)`, `.then(_, fn)`. What it returns, the promise then holds. */
function caughtBy(handler: Expression, call: CallExpression, inquiry: Inquiry): Fate {
  inquiry.note(inquiry.at(handler));
  const dropped = told('none', 'is caught and dropped', inquiry.at(handler));
  const inline = handler.kind === 'function' ? handler.definition : null;
  const definition = inline ?? inquiry.functionOf(handler);
  if (definition?.body) {
    const inside = inline && inquiry.index.has(definition) ? inquiry : inquiry.within(definition);
    const fate = fateInRegion([definition.body], inside);
    const after = gives(definition.body) ? nothing : follow(call, absent, inquiry);
    const thrown = inside !== inquiry && fate.passes?.as === 'exception' ? rejected(call, inquiry) : nothing;
    const given = inside !== inquiry && gives(definition.body) ? follow(call, error, inquiry) : nothing;
    const here = inside === inquiry ? fate : { ...fate, passes: null };
    const whole = all([here, missing(after), thrown, given]);
    return {
      ...(whole.told.level === 'none' && !whole.passes ? { ...whole, told: dropped.told } : whole),
      handled: true,
    };
  }
  // `.catch(console.error)`, `.catch(next)`, `.catch(reject)`.
  const made = standIn(handler, call);
  if (!made) return { ...dropped, handled: true };
  if (inquiry.isLogging(made))
    return {
      ...all([told('logs', 'is only logged', inquiry.at(handler)), missing(follow(call, absent, inquiry))]),
      handled: true,
    };
  if (/^(noop|_\.noop)$/.test(shown(handler)) || shown(handler) === 'Function.prototype') {
    return { ...both(dropped, missing(follow(call, absent, inquiry))), handled: true };
  }
  const fate = callFate(made, [made], inquiry);
  return {
    ...(fate.told.level === 'none' && !fate.passes
      ? told('unknown', `goes to ${shown(handler)}(), whose code is not here`, inquiry.at(handler))
      : fate),
    handled: true,
  };
}

/** What is missing counts where somebody asks for it; that it is handed on tells nobody. */
function missing(fate: Fate): Fate {
  return fate.told.level === 'errors' || fate.told.level === 'duplicates'
    ? { ...fate, passes: null }
    : fate.passes?.carrier
      ? { ...nothing, passes: fate.passes }
      : nothing;
}

function gives(body: Node): boolean {
  if (body.kind !== 'block') return false;
  const last = body.statements.at(-1);
  return last?.kind === 'return' || last?.kind === 'throw';
}

/** A call of what is passed as a handler, as the promise will make it. */
function standIn(handler: Expression, call: CallExpression): CallExpression | null {
  if (handler.kind !== 'name' && handler.kind !== 'member') return null;
  return {
    kind: 'call',
    anchor: handler.anchor,
    start: handler.start,
    end: handler.end,
    callee: handler,
    isNew: false,
    arguments: [
      {
        name: null,
        value: { kind: 'other', anchor: call.anchor, start: handler.start, end: handler.end, children: [] },
      },
    ],
    nameAt: handler,
    initializer: null,
  };
}

function sideEffect(callback: Expression | undefined, inquiry: Inquiry): Fate {
  if (callback?.kind !== 'function' || !callback.definition.body) return nothing;
  return fateInRegion([callback.definition.body], inquiry);
}
