import type { Expression, Node } from '../syntax.ts';

/** One decision on the way to a node: it is executed only if the decision goes this way. */
export interface Branch {
  readonly kind:
    | 'then'
    | 'else'
    | 'case'
    | 'loop'
    | 'try'
    | 'catch'
    | 'finally'
    /** The right side of `&&`, `||`, `??`, or a branch of `?:`. */
    | 'short-circuit';
  /** The statement or expression that decides. */
  readonly node: Node;
  /** The child of `node` in which execution continues. */
  readonly branch: Node;
  readonly condition: Expression | null;
  /** True where the condition must not hold: an else branch, the right side of `||`. */
  readonly negated: boolean;
}

type ParentOf = (node: Node) => Node | null;

/** The decisions on the way from the body's root to the node, outermost first. */
export function branchesOf(node: Node, parentOf: ParentOf): Branch[] {
  const branches: Branch[] = [];
  let child = node;
  for (let parent = parentOf(child); parent; parent = parentOf(child)) {
    const branch = branchBetween(parent, child);
    if (branch) branches.push(branch);
    child = parent;
  }
  return branches.reverse();
}

function branchBetween(parent: Node, child: Node): Branch | null {
  const make = (kind: Branch['kind'], condition: Expression | null = null, negated = false): Branch => ({
    kind,
    node: parent,
    branch: child,
    condition,
    negated,
  });
  switch (parent.kind) {
    case 'if':
      if (child === parent.then) return make('then', parent.condition);
      return child === parent.otherwise ? make('else', parent.condition, true) : null;
    case 'ternary':
      if (child === parent.then) return make('short-circuit', parent.condition);
      return child === parent.otherwise ? make('short-circuit', parent.condition, true) : null;
    case 'binary':
      if (child !== parent.right) return null;
      if (parent.operator === '&&') return make('short-circuit', parent.left);
      return parent.operator === '||' || parent.operator === '??'
        ? make('short-circuit', parent.left, true)
        : null;
    case 'switch':
      return child === parent.subject ? null : make('case', parent.subject);
    case 'for':
      if (child === parent.body || (parent.updates as readonly Node[]).includes(child)) {
        return make('loop', parent.condition);
      }
      return null;
    case 'for-each':
      return child === parent.body ? make('loop', parent.iterable) : null;
    case 'while':
      return child === parent.body ? make('loop', parent.condition) : null;
    case 'try':
      if (child === parent.block) return make('try');
      return child === parent.finallyBlock ? make('finally') : make('catch');
    default:
      return null;
  }
}

/** Whether control never runs past the end of the statement: it returns, throws, breaks or continues. */
export function exits(node: Node | null): boolean {
  if (!node) return false;
  switch (node.kind) {
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
      return true;
    case 'block':
      return node.statements.some(exits);
    case 'if':
      return exits(node.then) && exits(node.otherwise);
    case 'try':
      if (exits(node.finallyBlock)) return true;
      return exits(node.block) && node.catches.every((clause) => exits(clause.block));
    case 'run-as':
      return exits(node.block);
    case 'switch':
      return (
        node.cases.some((one) => one.values.length === 0 && one.pattern === null) &&
        node.cases.every((one) => exits(one.body))
      );
    default:
      return false;
  }
}

/** Whether `a` is evaluated before `b` where both are, each once: operands before what they are part of. */
export function isBefore(a: Node, b: Node): boolean {
  if (a === b) return false;
  if (contains(b, a)) return true;
  if (contains(a, b)) return false;
  return a.start < b.start;
}

function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end && outer !== inner;
}

/**
 * The branches of `path` that may be left out on a way to a node with the path `other`: neither shared, nor
 * forced because every other way ends before (`if (x) { a } else { return; } b`).
 */
export function optionalBranches(path: readonly Branch[], other: readonly Branch[]): Branch[] {
  let shared = 0;
  while (
    shared < path.length &&
    path[shared]!.node === other[shared]?.node &&
    path[shared]!.branch === other[shared]?.branch
  ) {
    shared++;
  }
  return path.slice(shared).filter((branch) => !isForced(branch, path, other));
}

function isForced(branch: Branch, path: readonly Branch[], other: readonly Branch[]): boolean {
  const { node } = branch;
  // Another branch of the same decision is no later code: there, this one was not taken.
  const meeting = other.find((one) => one.node === node);
  switch (branch.kind) {
    case 'then':
      return !meeting && node.kind === 'if' && node.otherwise !== null && exits(node.otherwise);
    case 'else':
      return !meeting && node.kind === 'if' && exits(node.then);
    case 'case':
      return (
        !meeting &&
        node.kind === 'switch' &&
        node.cases.some((one) => one.values.length === 0 && one.pattern === null) &&
        node.cases.every((one) => one === branch.branch || exits(one.body))
      );
    case 'try':
      if (meeting || node.kind !== 'try') return false;
      return node.catches.every((clause) => exits(clause.block));
    case 'finally':
      return true;
    case 'loop':
    case 'catch':
    case 'short-circuit':
      return false;
    default:
      return path.length === 0;
  }
}

/** Whether `a` may run and control then come to `b`: not where `a`'s branch ends before, or excludes `b`. */
export function mayReach(a: Node, b: Node, pathA: readonly Branch[], pathB: readonly Branch[]): boolean {
  let shared = 0;
  let inLoop = false;
  while (
    shared < pathA.length &&
    pathA[shared]!.node === pathB[shared]?.node &&
    pathA[shared]!.branch === pathB[shared]?.branch
  ) {
    if (pathA[shared]!.kind === 'loop') inLoop = true;
    shared++;
  }
  const parting = pathA[shared];
  const opposite = pathB[shared];
  if (parting && opposite && parting.node === opposite.node) {
    // Two branches of one decision exclude each other, but for try, whose block may run into the others.
    if (parting.kind !== 'try' && !(parting.kind === 'catch' && opposite.kind === 'finally')) return inLoop;
    return isBefore(a, b) || inLoop;
  }
  if (!isBefore(a, b)) return inLoop;
  if (inLoop) return true;
  return !pathA.slice(shared).some((branch) => leavesAfter(a, branch));
}

/** Whether control, having run `node` inside the branch, certainly does not come out at its end. */
function leavesAfter(node: Node, branch: Branch): boolean {
  const block =
    branch.branch.kind === 'catch' || branch.branch.kind === 'when' ? blockOf(branch.branch) : branch.branch;
  if (block.kind !== 'block') return exitsForGood(block);
  return block.statements.some((statement) => statement.end > node.start && exitsForGood(statement));
}

function blockOf(node: Node): Node {
  if (node.kind === 'catch') return node.block;
  return node.kind === 'when' ? node.body : node;
}

/** As {@link exits}, without break and continue, which only end a loop. */
function exitsForGood(node: Node | null): boolean {
  if (!node) return false;
  if (node.kind === 'break' || node.kind === 'continue') return false;
  if (node.kind === 'block') return node.statements.some(exitsForGood);
  if (node.kind === 'if') return exitsForGood(node.then) && exitsForGood(node.otherwise);
  if (node.kind === 'try') {
    if (exitsForGood(node.finallyBlock)) return true;
    return exitsForGood(node.block) && node.catches.every((clause) => exitsForGood(clause.block));
  }
  return exits(node);
}
