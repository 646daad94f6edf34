import type { AssignExpression, Expression } from '../tree.ts';
import { ofArgument } from './arguments.ts';
import {
  absent,
  bodyOf,
  type Carrier,
  carrierOf,
  flag,
  isOfJob,
  isResult,
  knownOf,
  memberOf,
  result,
  tellsNothing,
} from './carriers.ts';
import type { Node } from './children.ts';
import type { Variable } from './codeIndex.ts';
import { decide, runsWhereRefused } from './decisions.ts';
import { leavesWith } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { ofJobAddress } from './jobs.ts';
import { duplicateMarker } from './markers.ts';
import { ofIndex, ofMember } from './members.ts';
import { calledName, rootOf, shown } from './names.ts';
import { ofJobText } from './plainJobs.ts';
import { all, both, type Fate, nothing, told } from './reach.ts';
import { isSameEitherWay } from './sameEitherWay.ts';
import { touching } from './touching.ts';

const seen: Fate = { ...nothing, read: true };

/** What becomes of a value, held by an expression, by which code can see that the save was refused. */
export function follow(expression: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  if (!inquiry.enter(expression, `holds ${carrier.what}`)) return nothing;
  inquiry.followed.set(expression, carrier);
  const { index } = inquiry;
  const parent = index.parent(expression);
  if (carrier.what === 'status' && parent?.kind !== 'declare' && parent?.kind !== 'assign') {
    return parent?.kind === 'return' ? keptByFilter(parent, inquiry) : nothing;
  }
  const role = index.role(expression);
  switch (parent?.kind) {
    case 'member':
      return ofMember(parent, carrier, inquiry);
    case 'index':
      return role === 'object' ? ofIndex(parent, carrier, inquiry) : nothing;
    case 'call':
      return role === 'argument'
        ? ofArgument(parent, expression, carrier, inquiry)
        : follow(parent, carrier, inquiry);
    case 'await':
    case 'spread':
    case 'other':
      return follow(parent, carrier, inquiry);
    case 'list':
      if (role === 'over') {
        const loop = parent.loops?.[index.position(expression)];
        const each = loop ? bind(loop.item, bodyOf(carrier), inquiry) : nothing;
        return both(each, ofComprehension(parent, bodyOf(carrier), inquiry));
      }
      return role === 'test' ? nothing : follow(parent, carrier, inquiry);
    case 'record':
      if (role === 'key' || role === 'over' || role === 'test') return nothing;
      // An object that is made of it: whoever gets the object, can see it.
      return follow(parent, isResult(carrier) || tellsNothing(carrier) ? carrier : flag(undefined), inquiry);
    case 'text':
      if (isOfJob(carrier)) return ofJobText(parent, expression, carrier, inquiry);
      return (
        ofJobAddress(parent, carrier, inquiry) ??
        follow(parent, tellsNothing(carrier) ? carrier : flag(undefined), inquiry)
      );
    case 'unary':
    case 'binary':
      return ofOperator(parent, expression, carrier, inquiry);
    case 'conditional':
      if (role === 'test') {
        if (isSameEitherWay(parent.test, inquiry)) return nothing;
        return both(decide(parent, inquiry), ofConditional(parent, inquiry));
      }
      return runsWhereRefused(expression, inquiry) ? follow(parent, carrier, inquiry) : nothing;
    case 'assign':
      return role === 'value' ? ofAssigned(parent, carrier, inquiry) : nothing;
    case 'declare':
      return bind(parent.target, carrier, inquiry);
    case 'if':
    case 'loop':
    case 'switch':
      if (parent.kind === 'loop' && role === 'over') {
        return parent.item ? bind(parent.item, bodyOf(carrier), inquiry) : nothing;
      }
      if (carrier.what === 'saved rows') return nothing;
      return decide(parent, inquiry);
    case 'with': {
      const target = parent.resources[index.position(expression)]?.target;
      return target ? bind(target, carrier, inquiry) : nothing;
    }
    case 'return': {
      const from = index.functionOf(parent);
      return from ? leavesWith(from, carrier, parent, inquiry) : nothing;
    }
    case 'throw':
      return seen;
    case 'expression':
      if (expression.kind === 'other' && carrier.what !== 'absent') {
        return told('unknown', 'goes on in a way that is not followed', inquiry.at(expression));
      }
      return isYield(expression) && !tellsNothing(carrier)
        ? told('errors', 'is yielded to the caller', inquiry.at(expression))
        : nothing;
    default:
      return nothing;
  }
}

/** `yield x` is lowered as `await x` is; nobody awaits what is there already without using it. */
export function isYield(expression: Expression): boolean {
  return (
    expression.kind === 'await' &&
    ['await', 'name', 'record', 'list', 'conditional'].includes(expression.value.kind)
  );
}

/** Binds a pattern to such a value, and follows all that it binds. */
export function bind(target: Node, carrier: Carrier, inquiry: Inquiry): Fate {
  switch (target.kind) {
    case 'name-pattern': {
      const variable = inquiry.index.declaredBy(target);
      return variable ? fateOfVariable(variable, carrier, inquiry) : nothing;
    }
    case 'record-pattern': {
      const marker = duplicateMarker([target], inquiry);
      if (marker) return told('duplicates', 'is recognised', inquiry.at(marker));
      return all(
        target.entries.map(({ key, target: part }) => {
          const inner = key === null ? carrier : memberOf(carrier, key);
          return inner ? bind(part, inner, inquiry) : nothing;
        }),
      );
    }
    case 'list-pattern':
      return all(target.items.map((item) => (item ? bind(item, carrier, inquiry) : nothing)));
    case 'expression-pattern':
      return target.expression.kind === 'name' ? ofName(target.expression, carrier, inquiry) : nothing;
    default:
      return nothing;
  }
}

function ofName(name: Expression, carrier: Carrier, inquiry: Inquiry): Fate {
  const variable = name.kind === 'name' ? inquiry.index.variable(name) : null;
  return variable ? fateOfVariable(variable, carrier, inquiry) : nothing;
}

/** All uses of a variable; `except` leaves out those within some code. */
export function fateOfVariable(
  variable: Variable,
  carrier: Carrier,
  inquiry: Inquiry,
  except: readonly Node[] = [],
): Fate {
  if (inquiry.carriers.has(variable) && inquiry.carriers.get(variable)?.what === carrier.what) return nothing;
  inquiry.carriers.set(variable, carrier);
  const uses = inquiry.index.uses(variable).filter((use) => !inquiry.index.isIn(use, except));
  return all(uses.map((use) => (runsWhereRefused(use, inquiry) ? follow(use, carrier, inquiry) : nothing)));
}

/** `[r for r in results if not r['success']]`: the failed ones. */
function ofComprehension(
  list: Extract<Expression, { kind: 'list' }>,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  const tests = (list.loops ?? []).flatMap((loop) => loop.tests);
  if (tests.length === 0) return nothing;
  const marker = duplicateMarker(tests, inquiry);
  if (marker) return told('duplicates', 'is recognised', inquiry.at(marker));
  const known = tests.map((test) => knownOf(test, inquiry));
  if (known.every((one) => one === undefined)) return nothing;
  if (tests.every((test) => isSameEitherWay(test, inquiry))) return nothing;
  const isFailed = !known.includes(false);
  return {
    ...follow(
      list,
      isFailed ? { what: 'error', known: carrier.known } : { what: 'successes', known: undefined },
      inquiry,
    ),
    read: true,
  };
}

function ofOperator(
  parent: Extract<Expression, { kind: 'unary' | 'binary' }>,
  expression: Expression,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  if (parent.kind === 'unary') {
    if (/^(void|delete|typeof)$/.test(parent.operator)) return nothing;
    if (isSameEitherWay(parent, inquiry)) return follow(parent, sameAs(parent, inquiry), inquiry);
    return follow(parent, parent.operator === '!' ? flag(knownOf(parent, inquiry)) : carrier, inquiry);
  }
  const marker = duplicateMarker([parent.left === expression ? parent.right : parent.left], inquiry);
  if (marker && /^(==|!=|in|=~|instanceof|is)$/.test(parent.operator)) {
    return told('duplicates', 'is recognised', inquiry.at(marker));
  }
  if (isOfJob(carrier) && /^(\+|\.|%)$/.test(parent.operator))
    return ofJobText(parent, expression, carrier, inquiry);
  if (/^(\+|\?\?|\|\|)$/.test(parent.operator)) {
    const isText = parent.operator === '+';
    const ofJob = isText ? ofJobAddress(parent, carrier, inquiry) : null;
    if (ofJob) return ofJob;
    const ran = isText || inquiry.index.role(expression) === 'right' ? nothing : decide(parent, inquiry);
    const known = knownOf(parent, inquiry);
    if (carrier.what === 'flag' && !isText) return both(ran, follow(parent, flag(known), inquiry));
    return both(
      ran,
      follow(parent, isText && carrier.what !== 'absent' ? flag(undefined) : carrier, inquiry),
    );
  }
  if (isSameEitherWay(parent, inquiry)) return follow(parent, sameAs(parent, inquiry), inquiry);
  const isLeft = parent.left === expression;
  if (parent.operator === '&&' && isLeft && isSameEitherWay(expression, inquiry)) return nothing;
  if (carrier.what === 'saved rows' && parent.operator !== '&&') return nothing;
  const known = knownOf(parent, inquiry);
  if (parent.operator === '&&' && inquiry.index.role(expression) === 'right')
    return follow(parent, carrier, inquiry);
  return both(decide(parent, inquiry), follow(parent, flag(known), inquiry));
}

function sameAs(test: Expression, inquiry: Inquiry): Carrier {
  return { what: 'status', known: knownOf(test, inquiry) };
}

/** `results.filter(row => row !== null)`: all that were there. */
function keptByFilter(parent: Node, inquiry: Inquiry): Fate {
  const from = inquiry.index.functionOf(parent);
  const holder = from ? inquiry.index.parent(from) : null;
  const call = holder?.kind === 'function' ? inquiry.index.parent(holder) : null;
  const keeps = call?.kind === 'call' && /^(filter|Where|where|select)$/.test(calledName(call));
  return keeps ? follow(call, result, inquiry) : nothing;
}

/** `ok ? data : null`: what it gives where the save was refused. */
function ofConditional(parent: Extract<Expression, { kind: 'conditional' }>, inquiry: Inquiry): Fate {
  const known = knownOf(parent.test, inquiry);
  if (known === undefined) return follow(parent, flag(undefined), inquiry);
  const value = known ? parent.then : parent.otherwise;
  const isMissing = value.kind === 'null' || carrierOf(value, inquiry)?.what === 'absent';
  if (isMissing) return follow(parent, absent, inquiry);
  return follow(parent, flag(knownOf(value, inquiry)), inquiry);
}

function ofAssigned(parent: AssignExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  const { target } = parent;
  const on = inquiry.index.parent(parent)?.kind === 'expression' ? nothing : follow(parent, carrier, inquiry);
  if (target.kind === 'list')
    return both(on, all(target.items.map((item) => ofName(item, carrier, inquiry))));
  if (target.kind === 'name') {
    const variable = inquiry.index.variable(target);
    if (variable)
      return both(
        on,
        fateOfVariable(
          variable,
          parent.operator === '=' || carrier.what === 'saved rows' ? carrier : flag(undefined),
          inquiry,
        ),
      );
  }
  if (tellsNothing(carrier)) return on;
  const root = rootOf(target);
  const holder = root && target !== root && root.name !== 'this' ? inquiry.index.variable(root) : null;
  if (holder && !holder.isParameter) {
    return both(on, { ...touching(target, false, parent, [parent], inquiry), read: true });
  }
  const level = isResult(carrier) ? 'unknown' : 'errors';
  return both(on, told(level, `is kept in ${shown(target)}`, inquiry.at(parent)));
}
