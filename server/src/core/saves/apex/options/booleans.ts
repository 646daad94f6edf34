import type { Place } from '../../../text.ts';
import type { OptionValue } from '../../site.ts';
import { isLocal, type LocalSymbol, type MemberSymbol } from '../bind/symbols.ts';
import type { Use } from '../bind/uses.ts';
import type { CallExpression, Expression, Node } from '../syntax.ts';
import { enter, enterPlain, type Frame, placeIn, plain, shortened, writtenValue } from './frame.ts';
import { hasRun } from './guards.ts';
import { blankTest, comparisonHolds } from './literals.ts';

/** The value of a Boolean expression where control stands at `at`; places are those of the expression. */
export function booleanOf(expression: Expression, frame: Frame, at: Node): OptionValue {
  const node = plain(expression);
  const here = placeIn(frame, node);
  if (frame.fuel.left-- <= 0) return cannotTell(frame, node);
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'boolean'
        ? { kind: 'known', value: node.value, place: here }
        : unknown('it is no Boolean', here);
    case 'unary':
      return node.operator === '!' ? negate(booleanOf(node.operand, frame, at)) : cannotTell(frame, node);
    case 'binary': {
      const holds = comparisonHolds(node, frame, at);
      if (holds !== null) return { kind: 'known', value: holds, place: here };
      return (
        connect(node.operator, booleanOf(node.left, frame, at), booleanOf(node.right, frame, at)) ??
        cannotTell(frame, node)
      );
    }
    case 'ternary':
      return choose(node, frame, at);
    case 'name':
    case 'member':
      return variable(node, frame, at);
    case 'call':
      return returned(node, frame);
    default:
      return cannotTell(frame, node);
  }
}

function unknown(why: string, place: Place): OptionValue {
  return { kind: 'unknown', why, place };
}

function cannotTell(frame: Frame, node: Node): OptionValue {
  return unknown(shortened(frame.bound.text(node), 60), placeIn(frame, node));
}

export function negate(value: OptionValue): OptionValue {
  switch (value.kind) {
    case 'known':
    case 'conditional':
      return { ...value, value: !value.value };
    case 'parameter':
      return { ...value, name: value.name.startsWith('!') ? value.name.slice(1) : `!${value.name}` };
    default:
      return value;
  }
}

function connect(operator: string, left: OptionValue, right: OptionValue): OptionValue | null {
  const deciding = operator === '&&' ? false : operator === '||' ? true : null;
  if (deciding === null) return null;
  for (const side of [left, right]) if (side.kind === 'known' && side.value === deciding) return side;
  if (left.kind === 'known') return right;
  return right.kind === 'known' ? left : null;
}

function choose(node: Extract<Expression, { kind: 'ternary' }>, frame: Frame, at: Node): OptionValue {
  const condition = booleanOf(node.condition, frame, at);
  if (condition.kind === 'known') {
    return booleanOf(condition.value ? node.then : node.otherwise, frame, at);
  }
  const then = booleanOf(node.then, frame, at);
  const otherwise = booleanOf(node.otherwise, frame, at);
  return either(then, otherwise, shortened(frame.bound.text(node.condition), 80), placeIn(frame, node));
}

/** One of two values, the first under a condition. */
export function either(then: OptionValue, otherwise: OptionValue, when: string, place: Place): OptionValue {
  if (then.kind === 'known' && otherwise.kind === 'known') {
    if (then.value === otherwise.value) return then;
    if (then.value) return { kind: 'conditional', value: true, when, place: then.place };
    return { kind: 'conditional', value: true, when: `!(${when})`, place: otherwise.place };
  }
  if (then.kind === 'known' && otherwise.kind === 'unset') {
    return { kind: 'conditional', value: then.value, when, place: then.place };
  }
  if (then.kind === 'unset' && otherwise.kind === 'known') {
    return { kind: 'conditional', value: otherwise.value, when: `!(${when})`, place: otherwise.place };
  }
  if (then.kind === 'unset' && otherwise.kind === 'unset') return then;
  if (then.kind === 'known' && otherwise.kind === 'conditional' && then.value === otherwise.value) {
    return isContrary(when, otherwise.when)
      ? then
      : { ...then, kind: 'conditional', when: `${otherwise.when} or ${when}` };
  }
  return unknown(when, place);
}

function isContrary(one: string, other: string): boolean {
  const bare = (text: string) => text.replace(/[()\s]/g, '');
  return bare(one) === `!${bare(other)}` || bare(other) === `!${bare(one)}`;
}

function variable(node: Expression, frame: Frame, at: Node): OptionValue {
  const { bound } = frame;
  const symbol = node.kind === 'name' ? bound.symbolOf(node) : bound.memberOf(node);
  if (!symbol || symbol.kind === 'type') return cannotTell(frame, node);
  return isLocal(symbol) ? local(symbol, node, frame, at) : member(symbol, node, frame, at);
}

function local(symbol: LocalSymbol, node: Expression, frame: Frame, at: Node): OptionValue {
  const writes = frame.bound.usesOf(symbol).filter(({ role }) => role === 'write');
  const start = symbol.parameterIndex === null ? null : argument(symbol, symbol.parameterIndex, frame, node);
  return lastWritten(writes, start, node, frame, at);
}

function argument(symbol: LocalSymbol, index: number, frame: Frame, node: Expression): OptionValue {
  const { caller } = frame;
  if (!caller) return { kind: 'parameter', name: symbol.name, place: placeIn(frame, node) };
  const given = caller.arguments[index];
  return given ? booleanOf(given, caller.frame, caller.at) : cannotTell(frame, node);
}

/** The value after all writes that may have run; `start` is the value before them. */
function lastWritten(
  writes: readonly Use[],
  start: OptionValue | null,
  node: Expression,
  frame: Frame,
  at: Node,
): OptionValue {
  let value = start;
  for (const { context } of writes) {
    if (!context) continue;
    const ran = hasRun(context, at, frame);
    if (ran.kind === 'never') continue;
    const expression = writtenValue(context);
    if (!expression) return cannotTell(frame, node);
    // `flag = flag || x` in a loop: the value before is what this very write gives.
    const { underWay } = frame.fuel;
    if (underWay.has(context)) return cannotTell(frame, node);
    underWay.add(context);
    const written = booleanOf(expression, frame, context);
    underWay.delete(context);
    if (ran.kind === 'always') value = written;
    else value = either(written, value ?? { kind: 'unset' }, ran.text, placeIn(frame, context));
  }
  return value ?? cannotTell(frame, node);
}

/** Constants and fields that nothing but their initialiser and this method sets. */
function member(symbol: MemberSymbol, node: Expression, frame: Frame, at: Node): OptionValue {
  const here = frame.bound.usesOf(symbol).filter(({ role, context }) => role === 'write' && context);
  const before = here.filter(({ context }) => frame.bound.reaches(context!, at));
  const initial = initialValue(symbol, node, frame);
  if (before.length > 0) return lastWritten(before, initial, node, frame, at);
  const isFinal = symbol.declaration.modifiers.keywords.has('final');
  if (!isFinal && isSetElsewhere(symbol, frame)) return cannotTell(frame, node);
  return initial;
}

function isSetElsewhere(symbol: MemberSymbol, frame: Frame): boolean {
  const { keywords } = symbol.declaration.modifiers;
  // A public field may be set from any class.
  const isOpen = keywords.has('public') || keywords.has('global');
  if (isOpen && !(symbol.declaration.kind === 'property' && symbol.declaration.getter)) return true;
  return frame.lookup
    .bodiesAround(symbol)
    .some((body) => body.usesOf(symbol).some(({ role }) => role === 'write'));
}

function initialValue(symbol: MemberSymbol, node: Expression, frame: Frame): OptionValue {
  const bound = frame.lookup.initialValue(symbol);
  const inner = bound ? enterPlain(frame, bound) : null;
  if (!bound || !inner) return cannotTell(frame, node);
  const { root } = bound;
  if (root.kind !== 'block') return booleanOf(root as Expression, inner, root);
  return ofReturns(inner) ?? cannotTell(frame, node);
}

function returned(call: CallExpression, frame: Frame): OptionValue {
  const callee = frame.lookup.callee(call, frame.bound);
  const inner = callee ? enter(frame, callee.bound, call) : null;
  const blank = callee ? null : blankTest(call, frame);
  if (blank !== null) return { kind: 'known', value: blank, place: placeIn(frame, call) };
  return (inner && ofReturns(inner)) ?? cannotTell(frame, call);
}

/** The one value that all return statements give. */
function ofReturns(frame: Frame): OptionValue | null {
  const values = frame.bound
    .nodes('return')
    .map((statement) => (statement.value ? booleanOf(statement.value, frame, statement) : null));
  const [first] = values;
  if (!first || values.length === 0) return null;
  if (first.kind !== 'known') return values.length === 1 ? first : null;
  return values.every((value) => value?.kind === 'known' && value.value === first.value) ? first : null;
}
