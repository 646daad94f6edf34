import { isLocal } from '../bind/symbols.ts';
import type { CallExpression, Expression, Node } from '../syntax.ts';
import { optionsOf } from './evaluate.ts';
import { type Frame, plain } from './frame.ts';
import { type OptionMember, optionMembers } from './state.ts';

export type Literal = string | number | boolean | null;

/** Whether a comparison holds, where both sides are known well enough; null where they are not. */
export function comparisonHolds(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  frame: Frame,
  at: Node,
): boolean | null {
  if (!/^[=!]={1,2}$/.test(operator)) return null;
  const equal = areEqual(left, right, frame, at);
  return equal === null ? null : equal === operator.startsWith('=');
}

function areEqual(left: Expression, right: Expression, frame: Frame, at: Node): boolean | null {
  const a = literalOf(left, frame);
  const b = literalOf(right, frame);
  if (a && b) return sameText(a.value) === sameText(b.value);
  if (b?.value === null) return isNull(left, frame, at);
  return a?.value === null ? isNull(right, frame, at) : null;
}

/** `==` ignores the case of strings. */
function sameText(value: Literal): Literal {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function isNull(expression: Expression, frame: Frame, at: Node): boolean | null {
  const node = plain(expression);
  if (node.kind === 'new') return false;
  const given = argumentFor(node, frame);
  if (given) return isNull(given.expression, given.frame, given.at);
  return isUnsetOption(node, frame, at);
}

/** `options.DuplicateRuleHeader.allowSave == null`: members are null until set. */
function isUnsetOption(node: Expression, frame: Frame, at: Node): boolean | null {
  const member = node.kind === 'member' ? optionNamed(node.name.name) : null;
  if (node.kind !== 'member' || !member) return null;
  const { target } = node;
  const isHeader = target.kind === 'member' && /^duplicateruleheader$/i.test(target.name.name);
  if (!isHeader && member !== 'optAllOrNone') return null;
  const value = optionsOf(isHeader ? target.target : target, frame, at)?.values[member];
  if (!value || value.kind === 'parameter' || value.kind === 'unknown') return null;
  if (value.kind === 'conditional') return null;
  return value.kind === 'unset';
}

function optionNamed(name: string): OptionMember | null {
  return optionMembers.find((one) => one.toLowerCase() === name.toLowerCase()) ?? null;
}

/** `String.isBlank(x)` and its relatives, where the value of x is known. */
export function blankTest(call: CallExpression, frame: Frame): boolean | null {
  const tests = /^is(not)?(blank|empty)$/i.exec(call.name.name);
  const [argument] = call.arguments;
  const isOnString = call.target?.kind === 'name' && /^string$/i.test(call.target.name);
  if (!tests || !isOnString || !argument || call.arguments.length !== 1) return null;
  const literal = literalOf(argument, frame);
  if (!literal || (literal.value !== null && typeof literal.value !== 'string')) return null;
  const text = literal.value ?? '';
  const isBlank = (/blank/i.test(tests[2]!) ? text.trim() : text) === '';
  return isBlank !== (tests[1] !== undefined);
}

/** The literal that an expression stands for, also by way of a parameter or of a constant. */
function literalOf(expression: Expression, frame: Frame): { readonly value: Literal } | null {
  const node = plain(expression);
  if (node.kind === 'literal') return { value: node.value };
  const given = argumentFor(node, frame);
  if (given) return literalOf(given.expression, given.frame);
  return constantOf(node, frame);
}

/** What the caller passes for a parameter that is never assigned. */
export function argumentFor(
  node: Expression,
  { bound, caller }: Frame,
): { expression: Expression; frame: Frame; at: Node } | null {
  if (node.kind !== 'name' || !caller) return null;
  const symbol = bound.symbolOf(node);
  if (!symbol || !isLocal(symbol) || symbol.parameterIndex === null) return null;
  if (bound.usesOf(symbol).some(({ role }) => role === 'write')) return null;
  const expression = caller.arguments[symbol.parameterIndex];
  return expression ? { expression, frame: caller.frame, at: caller.at } : null;
}

function constantOf(node: Expression, { bound, lookup }: Frame): { readonly value: Literal } | null {
  const symbol = node.kind === 'name' ? bound.symbolOf(node) : bound.memberOf(node);
  if (!symbol || isLocal(symbol) || symbol.kind === 'type') return null;
  if (!symbol.declaration.modifiers.keywords.has('final')) return null;
  const value = lookup.initialValue(symbol)?.root;
  return value?.kind === 'literal' ? { value: value.value } : null;
}
