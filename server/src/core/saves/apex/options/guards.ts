import { type Branch, optionalBranches } from '../bind/flow.ts';
import { type CodeSymbol, isLocal } from '../bind/symbols.ts';
import type { Expression, Node } from '../syntax.ts';
import { booleanOf } from './booleans.ts';
import type { Frame } from './frame.ts';

/** Whether a piece of code has run when control comes to another one. */
export type Ran =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  /** Only under this condition, shortened as the code writes it. */
  | { readonly kind: 'when'; readonly text: string };

const always: Ran = { kind: 'always' };
const never: Ran = { kind: 'never' };

/**
 * Whether `node` has run before `at`. Conditions whose value is known in the frame are decided: with
 * `skip(true)`, the code behind `if (doSkip)` has run. What stands behind `if (lazily == null)` counts as run:
 * where it has not, it ran before.
 */
export function hasRun(node: Node, at: Node, frame: Frame, lazily: CodeSymbol | null = null): Ran {
  const { bound } = frame;
  if (!bound.reaches(node, at)) return never;
  const optional = optionalBranches(bound.conditionsOf(node), bound.conditionsOf(at));
  let open = false;
  for (const branch of optional) {
    const decided = (lazily && isLazyStart(branch, lazily, frame)) || decide(branch, frame);
    if (decided === false) return never;
    if (decided === null && !isHarmlessLoop(branch)) open = true;
  }
  if (!open) return always;
  return { kind: 'when', text: bound.guard(node, at) ?? 'on some path' };
}

/** Whether the values that callers pass keep control from ever coming to a node. */
export function isNeverReached(node: Node, frame: Frame): boolean {
  let at = node;
  for (let here = frame; here.caller; here = here.caller.frame) {
    const { bound } = here;
    if (bound.conditionsOf(at).some((branch) => decide(branch, here) === false)) return true;
    at = here.caller.at;
  }
  return false;
}

function decide(branch: Branch, frame: Frame): boolean | null {
  if (branch.kind === 'try') return true;
  const conditional = branch.kind === 'then' || branch.kind === 'else' || branch.kind === 'short-circuit';
  if (!conditional || !branch.condition) return null;
  const value = booleanOf(branch.condition, frame, branch.condition);
  return value.kind === 'known' ? value.value !== branch.negated : null;
}

function isLazyStart({ kind, condition }: Branch, symbol: CodeSymbol, { bound }: Frame): boolean {
  return kind === 'then' && condition !== null && isComparedToNull(condition, /^={2,3}$/, symbol, bound);
}

/** `if (cached != null) { return cached; }`: an earlier call made what is returned, in the code that follows. */
export function returnsCached(statement: Extract<Node, { kind: 'return' }>, { bound }: Frame): boolean {
  const { value } = statement;
  if (value?.kind !== 'name' && value?.kind !== 'member') return false;
  const symbol = value.kind === 'name' ? bound.symbolOf(value) : bound.memberOf(value);
  if (!symbol || symbol.kind === 'type' || isLocal(symbol)) return false;
  return bound
    .conditionsOf(statement)
    .some(
      ({ kind, condition }) =>
        kind === 'then' && condition !== null && isComparedToNull(condition, /^!={1,2}$/, symbol, bound),
    );
}

function isComparedToNull(
  condition: Expression,
  operator: RegExp,
  symbol: CodeSymbol,
  bound: Frame['bound'],
): boolean {
  if (condition.kind !== 'binary' || !operator.test(condition.operator)) return false;
  const { left, right } = condition;
  const tested = right.kind === 'literal' && right.value === null ? left : right;
  const other = tested === left ? right : left;
  if (other.kind !== 'literal' || other.value !== null) return false;
  const meant = tested.kind === 'name' ? bound.symbolOf(tested) : bound.memberOf(tested);
  return meant?.key === symbol.key;
}

/** What is set for each record of a list counts as set: an empty list saves nothing. */
function isHarmlessLoop(branch: Branch): boolean {
  return branch.kind === 'loop' && branch.node.kind === 'for-each';
}
