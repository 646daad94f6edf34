import { place } from '../../../text.ts';
import type { BoundBody } from '../bind/bind.ts';
import { type CodeSymbol, isLocal } from '../bind/symbols.ts';
import type { Use } from '../bind/uses.ts';
import type { CodeLookup } from '../options/frame.ts';
import type { CallExpression, Expression, IfStatement, MemberExpression, Node } from '../syntax.ts';
import { isLogCall } from './calls.ts';
import { further, furthest, nobody, type Reach, type ReachLevel } from './reach.ts';
import { reachOf, traceOf } from './region.ts';

/** What becomes of the results of a partial save. */
export interface ResultsFate {
  readonly read: boolean;
  /** The results themselves are returned: the caller decides what becomes of the refusal. */
  readonly returned: boolean;
  readonly reach: Reach;
}

const unread: ResultsFate = {
  read: false,
  returned: false,
  reach: { level: 'none', how: 'stands in results that nobody reads', evidence: null },
};

/** `result.getId()`, `results.size()`: read, but not for whether the rows were saved. */
const unasked: ResultsFate = {
  ...unread,
  reach: { ...unread.reach, how: 'stands in results that are never asked whether the save succeeded' },
};

const maximumDepth = 3;

/** What is asked of results: a method's call, or a property. */
type Read = CallExpression | MemberExpression;

/** Follows the value of an expression that holds SaveResults. */
export function fateOfResults(
  expression: Node,
  bound: BoundBody,
  lookup: CodeLookup,
  depth = 0,
): ResultsFate {
  const { node, parent } = throughWrapping(expression, bound);
  if (!parent || parent.kind === 'expression-statement') return unread;
  switch (parent.kind) {
    case 'return':
      return {
        read: true,
        returned: true,
        reach: reach('errors', 'is returned in the results', parent, bound),
      };
    case 'declarator': {
      const symbol = bound.symbols.find(({ declaration }) => declaration === parent);
      return symbol ? ofVariable(symbol, node, bound, lookup, depth) : unread;
    }
    case 'assignment':
      return parent.value === node ? ofAssigned(parent.target, parent, bound, lookup, depth) : unread;
    case 'for-each':
      return ofLoop(parent, bound, lookup, depth);
    case 'call':
      return parent.target === node
        ? ofRead(parent, bound, lookup, depth)
        : ofArgument(parent, parent.arguments.indexOf(node as Expression), bound, lookup, depth);
    case 'index':
      return parent.target === node ? fateOfResults(parent, bound, lookup, depth) : unread;
    case 'member':
      return ofRead(parent, bound, lookup, depth);
    default:
      if (isComparedWithNull(parent)) return unasked;
      return {
        read: true,
        returned: false,
        reach: reach('unknown', 'stands in results that go on from here', parent, bound),
      };
  }
}

function reach(level: ReachLevel, how: string, node: Node, bound: BoundBody): Reach {
  return { level, how, evidence: place(bound.body.anchor, node) };
}

function throughWrapping(expression: Node, bound: BoundBody): { node: Node; parent: Node | null } {
  let node = expression;
  let parent = bound.parentOf(node);
  while (parent && (parent.kind === 'parenthesized' || parent.kind === 'cast')) {
    node = parent;
    parent = bound.parentOf(node);
  }
  return { node, parent };
}

function ofAssigned(
  target: Expression,
  assignment: Node,
  bound: BoundBody,
  lookup: CodeLookup,
  depth: number,
): ResultsFate {
  const symbol = target.kind === 'name' ? bound.symbolOf(target) : null;
  if (symbol && isLocal(symbol)) {
    return ofVariable(symbol, assignment, bound, lookup, depth);
  }
  const how = `is kept in ${bound.text(target)}`;
  const kept = reach('errors', how, assignment, bound);
  const field = symbol ?? (target.kind === 'member' ? bound.memberOf(target) : null);
  const here = field ? ofVariable(field, assignment, bound, lookup, depth).reach : nobody;
  return { read: true, returned: false, reach: further(kept, here) };
}

function ofVariable(
  symbol: CodeSymbol,
  from: Node,
  bound: BoundBody,
  lookup: CodeLookup,
  depth: number,
): ResultsFate {
  const uses = bound.usesOf(symbol).filter(({ role, node }) => role !== 'write' && node.start >= from.start);
  return combine(uses.map((use) => ofUse(use, bound, lookup, depth)));
}

function ofUse(use: Use, bound: BoundBody, lookup: CodeLookup, depth: number): ResultsFate {
  if (use.role === 'index-write' || use.role === 'member-write') return unread;
  return fateOfResults(use.node, bound, lookup, depth);
}

function combine(fates: readonly ResultsFate[]): ResultsFate {
  if (fates.length === 0) return unread;
  const best = furthest(fates.map((fate) => fate.reach));
  const read = fates.some((fate) => fate.read);
  return {
    read,
    returned: fates.some((fate) => fate.returned),
    reach:
      best.level === 'none'
        ? read
          ? { ...nobody, how: 'is seen by code that tells nobody' }
          : (fates.some(({ reach }) => reach.how === unasked.reach.how) ? unasked : unread).reach
        : best,
  };
}

/** `for (Database.SaveResult r : results)`: what is done with each of them. */
function ofLoop(
  loop: Extract<Node, { kind: 'for-each' }>,
  bound: BoundBody,
  lookup: CodeLookup,
  depth: number,
): ResultsFate {
  const symbol = bound.symbols.find(({ declaration }) => declaration === loop);
  return symbol ? ofVariable(symbol, loop, bound, lookup, depth) : unread;
}

/** `results != null` asks whether there are any, not whether the rows were saved. */
function isComparedWithNull(node: Node): boolean {
  if (node.kind !== 'binary' || !/^[=!]==?$/.test(node.operator)) return false;
  return [node.left, node.right].some((side) => side.kind === 'literal' && side.value === null);
}

/** `result.isSuccess()`, `result.getErrors()`, `results.size()`; `result.success` and `result.errors` are the same. */
function ofRead(read: Read, bound: BoundBody, lookup: CodeLookup, depth: number): ResultsFate {
  const name = read.name.name.toLowerCase();
  if (name === 'get') return fateOfResults(read, bound, lookup, depth);
  if (name === 'geterrors' || name === 'errors') {
    const around = isLogged(read, bound);
    if (around) return { read: true, returned: false, reach: around };
    const scope = regionAround(read, bound);
    return { read: true, returned: false, reach: scope ? reachOf(scope, bound, lookup) : nobody };
  }
  if (name === 'issuccess' || name === 'success') return ofSuccess(read, bound, lookup);
  return /^(add|addall|put)$/.test(name) ? unread : unasked;
}

function isLogged(node: Node, bound: BoundBody): Reach | null {
  const outer = bound.enclosing(node, 'call');
  return outer && isLogCall(outer, bound) ? reach('logs', 'is only logged', outer, bound) : null;
}

/** The code that runs where isSuccess() says no. */
function ofSuccess(call: Read, bound: BoundBody, lookup: CodeLookup): ResultsFate {
  const decision = bound.enclosing(call, 'if');
  const inCondition =
    decision && call.start >= decision.condition.start && call.end <= decision.condition.end;
  if (inCondition) {
    const regions = failureRegions(decision, call, bound);
    const failed = furthest(regions.map((region) => reachOf(region, bound, lookup)));
    return { read: true, returned: false, reach: further(failed, missing(decision, regions, bound, lookup)) };
  }
  const logged = isLogged(call, bound);
  if (logged) return { read: true, returned: false, reach: logged };
  // The flag goes on: in a condition of another kind, a variable, a return, an assertion.
  const region = regionAround(call, bound);
  const assertion = bound.enclosing(call, 'call');
  if (assertion && /^(assert|isTrue|isFalse|areEqual)/i.test(assertion.name.name)) {
    return { read: true, returned: false, reach: reach('errors', 'is asserted', assertion, bound) };
  }
  const inner = region ? reachOf(region, bound, lookup) : nobody;
  const shown = inner.level === 'none' ? reach('errors', 'shows in a flag', call, bound) : inner;
  return { read: true, returned: false, reach: shown };
}

/** Who gets the successes sees which records are missing. */
function missing(
  decision: IfStatement,
  failures: readonly Node[],
  bound: BoundBody,
  lookup: CodeLookup,
): Reach {
  const branches = [decision.then, decision.otherwise].filter((one) => one !== null);
  const successes = furthest(
    branches.filter((one) => !failures.includes(one)).map((one) => traceOf(one, bound, lookup)),
  );
  // Further work on what was saved, such as records that hang on it, tells nobody.
  if (successes.level !== 'errors' || !/^(shows|is kept|is handed back|is returned) /.test(successes.how)) {
    return nobody;
  }
  return { ...successes, how: 'shows only in what is missing among the successes' };
}

/** The branches of a decision on isSuccess() that are taken for a failed result. */
function failureRegions(decision: IfStatement, call: Read, bound: BoundBody): Node[] {
  const parent = bound.parentOf(call);
  const isNegated = parent?.kind === 'unary' && parent.operator === '!';
  const comparison = parent?.kind === 'binary' && /^[=!]/.test(parent.operator) ? parent : null;
  const saysFalse = comparison ? comparesWithFalse(comparison) : false;
  if (isNegated !== saysFalse) return [decision.then];
  const regions: Node[] = decision.otherwise ? [decision.otherwise] : [];
  const rest = afterExit(decision, bound);
  return rest ? [...regions, rest] : regions;
}

function comparesWithFalse(comparison: Extract<Node, { kind: 'binary' }>): boolean {
  const literal = [comparison.left, comparison.right].find(({ kind }) => kind === 'literal');
  const value = literal?.kind === 'literal' ? literal.value : true;
  return (value === false) === comparison.operator.startsWith('=');
}

/** `if (r.isSuccess()) { continue; } rest`: the rest of the block is for the failures. */
function afterExit(decision: IfStatement, bound: BoundBody): Node | null {
  const block = bound.parentOf(decision);
  if (block?.kind !== 'block') return null;
  const last = decision.then.kind === 'block' ? decision.then.statements.at(-1) : decision.then;
  const leaves = last && ['continue', 'return', 'break', 'throw'].includes(last.kind);
  if (!leaves || decision.end >= block.end) return null;
  return { kind: 'block', start: decision.end, end: block.end, statements: [] };
}

/** The code in which a result is looked at: the loop's or branch's block, else the statement. */
function regionAround(node: Node, bound: BoundBody): Node | null {
  const loop =
    bound.enclosing(node, 'for-each') ?? bound.enclosing(node, 'for') ?? bound.enclosing(node, 'while');
  const decision = bound.enclosing(node, 'if');
  if (decision && (!loop || decision.start > loop.start)) return decision;
  return loop ?? bound.root;
}

function ofArgument(
  call: CallExpression,
  index: number,
  bound: BoundBody,
  lookup: CodeLookup,
  depth: number,
): ResultsFate {
  if (isLogCall(call, bound)) {
    return { read: true, returned: false, reach: reach('logs', 'is only logged', call, bound) };
  }
  if (call.target && index >= 0 && /^(add|addAll|put)$/i.test(call.name.name)) {
    const holder = call.target.kind === 'name' ? bound.symbolOf(call.target) : null;
    if (holder && isLocal(holder)) {
      return ofVariable(holder, call, bound, lookup, depth);
    }
    return { read: true, returned: false, reach: reach('errors', 'is kept in a collection', call, bound) };
  }
  const callee = lookup.callee(call, bound);
  const parameter = callee?.bound.parameter(index);
  if (!callee || !parameter || depth >= maximumDepth) {
    const how = `goes to ${call.name.name}(), whose code is not here`;
    return { read: true, returned: false, reach: reach('unknown', how, call, bound) };
  }
  const inner = ofVariable(parameter, callee.bound.root, callee.bound, lookup, depth + 1);
  if (inner.returned) return fateOfResults(call, bound, lookup, depth + 1);
  const evidence = place(bound.body.anchor, call);
  return { read: inner.read, returned: false, reach: { ...inner.reach, evidence } };
}
