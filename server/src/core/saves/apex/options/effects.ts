import type { Anchor } from '../../../text.ts';
import type { OptionValue } from '../../site.ts';
import type { LocalSymbol, MemberSymbol } from '../bind/symbols.ts';
import type { Use } from '../bind/uses.ts';
import type { CallExpression, Expression, NewExpression, Node } from '../syntax.ts';
import { booleanOf } from './booleans.ts';
import { enter, type Frame, writtenValue } from './frame.ts';
import { hasRun } from './guards.ts';
import { type OptionMember, optionMembers } from './state.ts';

/** Something that changes an options object, or which object a variable holds. */
export type Effect = { readonly node: Node } & (
  | { readonly kind: 'assign' }
  | { readonly kind: 'set'; readonly member: OptionMember; readonly value: OptionValue }
  /** Handed to code that cannot be followed and is known to change such objects. */
  | { readonly kind: 'forget'; readonly why: string }
);

/** The effects on the object that a variable holds which may have run before `at`, in the order of the text. */
export function effectsOf(symbol: LocalSymbol | MemberSymbol, frame: Frame, at: Node): readonly Effect[] {
  return frame.bound
    .usesOf(symbol)
    .filter(({ context }) => context !== null && frame.bound.reaches(context, at))
    .flatMap((use) => effectsOfUse(use, frame));
}

function effectsOfUse(use: Use, frame: Frame): Effect[] {
  const { context } = use;
  if (!context) return [];
  switch (use.role) {
    case 'write':
      return [{ kind: 'assign', node: context }];
    case 'member-write':
      return memberWrite(context, frame);
    case 'member-read':
      return throughHeader(use, frame);
    case 'argument':
      return throughCall(use, frame);
    default:
      return [];
  }
}

/** `options.DuplicateRuleHeader.allowSave = v`, `options.optAllOrNone = v`. */
function memberWrite(context: Node, frame: Frame): Effect[] {
  const value = writtenValue(context);
  if (context.kind !== 'assignment' || !value) return [];
  const member = optionMember(context.target);
  if (!member) return [];
  const evaluated = booleanOf(value, frame, context);
  return [{ kind: 'set', node: context, member, value: standingAt(evaluated, context, frame) }];
}

/**
 * A known value is reported where the option is set, whatever constant or call it comes from; so is a
 * condition. A parameter's value stays where the caller gives it.
 */
function standingAt(
  value: OptionValue,
  assignment: Extract<Node, { kind: 'assignment' }>,
  frame: Frame,
): OptionValue {
  if (value.kind === 'unset' || comesFromCaller(value.place.anchor, frame)) return value;
  const { anchor } = frame.bound.body;
  return { ...value, place: { anchor, start: assignment.start, end: assignment.end } };
}

function comesFromCaller(anchor: Anchor, frame: Frame): boolean {
  if (anchor === frame.bound.body.anchor) return false;
  for (let at = frame.caller; at; at = at.frame.caller)
    if (at.frame.bound.body.anchor === anchor) return true;
  return false;
}

function optionMember(target: Expression): OptionMember | null {
  if (target.kind !== 'member') return null;
  const name = target.name.name.toLowerCase();
  const member = optionMembers.find((one) => one.toLowerCase() === name) ?? null;
  if (member === 'optAllOrNone') return member;
  const isHeader = target.target.kind === 'member' && isHeaderName(target.target.name.name);
  return isHeader || target.target.kind === 'name' ? member : null;
}

function isHeaderName(name: string): boolean {
  return name.toLowerCase() === 'duplicateruleheader';
}

/** `DuplicateRuleHeader header = options.DuplicateRuleHeader; header.allowSave = v;` */
function throughHeader(use: Use, frame: Frame): Effect[] {
  const { context } = use;
  if (context?.kind !== 'member' || !isHeaderName(context.name.name)) return [];
  const parent = frame.bound.parentOf(context);
  if (parent?.kind !== 'declarator') return [];
  const header = frame.bound.symbols.find(({ declaration }) => declaration === parent);
  if (!header) return [];
  return frame.bound
    .usesOf(header)
    .flatMap(({ role, context: inner }) =>
      role === 'member-write' && inner ? memberWrite(inner, frame) : [],
    );
}

/** `configure(options)`: what the callee sets on its parameter. */
function throughCall(use: Use, frame: Frame): Effect[] {
  const { context: call, argumentIndex } = use;
  if ((call?.kind !== 'call' && call?.kind !== 'new') || argumentIndex === null) return [];
  const callee = frame.lookup.callee(call, frame.bound);
  const inner = callee ? enter(frame, callee.bound, call) : null;
  const parameter = callee?.bound.parameter(argumentIndex);
  if (!inner || !parameter || frame.fuel.left-- <= 0) return [];
  // What the callee sets may depend on what the object holds before this very call.
  const { underWay } = frame.fuel;
  if (underWay.has(call)) return [];
  underWay.add(call);
  const effects = effectsInside(parameter, call, inner);
  underWay.delete(call);
  return effects;
}

function effectsInside(parameter: LocalSymbol, call: CallExpression | NewExpression, inner: Frame): Effect[] {
  const end = endOf(inner.bound.root);
  return effectsOf(parameter, inner, end).flatMap((effect): Effect[] => {
    if (effect.kind !== 'set') return [];
    const ran = hasRun(effect.node, end, inner);
    if (ran.kind === 'never') return [];
    if (ran.kind === 'always' || effect.value.kind !== 'known') return [{ ...effect, node: call }];
    const value: OptionValue = {
      kind: 'conditional',
      value: effect.value.value,
      when: ran.text,
      place: effect.value.place,
    };
    return [{ ...effect, node: call, value }];
  });
}

/** The last point of a body: a node after everything in it. */
export function endOf(root: Node): Node {
  return { kind: 'continue', start: root.end, end: root.end };
}
