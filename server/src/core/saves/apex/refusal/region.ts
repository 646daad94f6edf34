import { place } from '../../../text.ts';
import type { BoundBody } from '../bind/bind.ts';
import { isLocal, type LocalSymbol } from '../bind/symbols.ts';
import type { Callee, CodeLookup } from '../options/frame.ts';
import type { CallExpression, Expression, NewExpression, Node } from '../syntax.ts';
import { isLogCall, platformReach, rootName } from './calls.ts';
import { catcherOf } from './exceptions.ts';
import { duplicateMarker, nodesIn } from './markers.ts';
import { further, furthest, nobody, type Reach, type ReachLevel } from './reach.ts';

const maximumDepth = 3;

/** How a refusal is described that leaves the method as an exception. */
export const thrownOn = 'is thrown on';
const handedBack = 'is handed back in';

/**
 * Whom code tells that runs only when a save was refused: a catch block, the branch for a failed result.
 * What it does counts, not whether the error's text goes along: a flag that is returned tells the caller.
 */
export function reachOf(region: Node, bound: BoundBody, lookup: CodeLookup, depth = 0): Reach {
  const reach = traceOf(region, bound, lookup, depth);
  if (depth > 0 || reach.level !== 'errors' || reach.how === thrownOn) return reach;
  return shownIn(region, bound) ?? reach;
}

/** The same, by the first trace that the region leaves. */
export function traceOf(region: Node, bound: BoundBody, lookup: CodeLookup, depth = 0): Reach {
  const marker = duplicateMarker(bound, region, lookup);
  if (marker) return at('duplicates', 'is recognised', marker, bound);
  return furthest([
    ...nodesIn(bound, region, 'throw').map((node) => throwing(node, region, bound, lookup, depth)),
    ...(depth === 0 ? returns(region, bound) : []),
    ...nodesIn(bound, region, 'dml').map((node) => storing(node, bound)),
    ...nodesIn(bound, region, 'assignment').map((node) => writing(node.target, node, region, bound)),
    ...nodesIn(bound, region, 'unary')
      .filter(({ operator }) => operator === '++' || operator === '--')
      .map((node) => writing(node.operand, node, region, bound)),
    ...nodesIn(bound, region, 'call').map((node) => calling(node, region, bound, lookup, depth)),
    ...nodesIn(bound, region, 'new').map((node) => constructing(node, bound, lookup, depth)),
  ]);
}

function at(level: ReachLevel, how: string, node: Node, bound: BoundBody): Reach {
  return { level, how, evidence: place(bound.body.anchor, node) };
}

/** An exception that is thrown on goes to the next catch clause around it, else to the caller. */
function throwing(
  node: Extract<Node, { kind: 'throw' }>,
  region: Node,
  bound: BoundBody,
  lookup: CodeLookup,
  depth: number,
): Reach {
  const thrown = node.value.kind === 'new' ? node.value.type.name : null;
  const clause = depth < maximumDepth ? catcherOf(node, bound, thrown) : null;
  if (!clause || clause.block === region) return at('errors', thrownOn, node, bound);
  const reach = reachOf(clause.block, bound, lookup, depth + 1);
  return reach.level === 'none' ? nobody : reach;
}

/** What people are told says more than what the code keeps or returns besides. */
function shownIn(region: Node, bound: BoundBody): Reach | null {
  for (const call of nodesIn(bound, region, 'call')) {
    const known = isLogCall(call, bound) ? null : platformReach(call, bound);
    if (known?.how.startsWith('is shown ')) return at('errors', known.how, call, bound);
  }
  return null;
}

function returns(region: Node, bound: BoundBody): Reach[] {
  return nodesIn(bound, region, 'return')
    .filter(({ value }) => value !== null)
    .map((node) => at('errors', 'shows in what is returned', node, bound));
}

function storing(node: Extract<Node, { kind: 'dml' }>, bound: BoundBody): Reach {
  if (node.operation === 'delete' || node.operation === 'undelete') return nobody;
  return at('errors', 'is stored in a record', node, bound);
}

/** `x = …`, `x.a = …`, `x++`: told to whoever sees x afterwards. */
function writing(target: Expression, node: Node, region: Node, bound: BoundBody): Reach {
  return touching(target, false, node, region, bound);
}

/**
 * Something is changed that the expression stands for: a field, a parameter's object, a local variable.
 * `isObject` says that the object is changed, not which object the variable holds.
 */
function touching(
  target: Expression,
  isObject: boolean,
  node: Node,
  region: Node,
  bound: BoundBody,
  aliases = 0,
): Reach {
  const base = baseOf(target);
  if (!base) return nobody;
  if (base.kind === 'member' || (base.kind === 'name' && /^this$/i.test(base.name))) {
    return at('errors', `is kept in ${bound.text(target)}`, node, bound);
  }
  const symbol = base.kind === 'name' ? bound.symbolOf(base) : null;
  if (!symbol) {
    const isResponse = base.kind === 'name' && /^restcontext$/i.test(base.name);
    return isResponse ? at('errors', 'is sent in the response', node, bound) : nobody;
  }
  if (symbol.kind === 'type') return nobody;
  if (!isLocal(symbol)) return at('errors', `is kept in ${bound.text(target)}`, node, bound);
  const changesObject = isObject || base !== target;
  if (symbol.kind === 'parameter') {
    return changesObject ? at('errors', `${handedBack} ${symbol.name}`, node, bound) : nobody;
  }
  const later = isInside(symbol, region) ? nobody : laterUses(symbol, region, bound, node);
  const source = changesObject && aliases < maximumDepth ? sourceOf(symbol) : null;
  return source ? further(later, touching(source, true, node, region, bound, aliases + 1)) : later;
}

/** Where a variable gets an object that others hold too; null for an object of its own. */
function sourceOf({ declaration }: LocalSymbol): Expression | null {
  if (declaration?.kind === 'for-each') return declaration.iterable;
  if (declaration?.kind !== 'declarator' || !declaration.initializer) return null;
  let value = declaration.initializer;
  while (value.kind === 'cast' || value.kind === 'parenthesized') {
    value = value.kind === 'cast' ? value.operand : value.inner;
  }
  if (value.kind === 'call' && /^(deep)?clone$/i.test(value.name.name)) return null;
  return ['name', 'member', 'index', 'call'].includes(value.kind) ? value : null;
}

/** The name or `this.name` with which an expression begins. */
function baseOf(target: Expression): Expression | null {
  let node = target;
  for (;;) {
    if (node.kind === 'name') return node;
    if (node.kind === 'member' && node.target.kind === 'name' && /^this$/i.test(node.target.name))
      return node;
    if (node.kind === 'member' || node.kind === 'index') node = node.target;
    else if (node.kind === 'parenthesized') node = node.inner;
    else if (node.kind === 'call' && node.target) node = node.target;
    else return null;
  }
}

function isInside(symbol: LocalSymbol, region: Node): boolean {
  const { declaration } = symbol;
  return declaration !== null && declaration.start >= region.start && declaration.end <= region.end;
}

/** What becomes of a variable that the region changed. */
function laterUses(symbol: LocalSymbol, region: Node, bound: BoundBody, node: Node): Reach {
  if (endsInReturn(region, node, bound)) return nobody;
  const inLoop = bound.conditionsOf(region).some(({ kind }) => kind === 'loop');
  return furthest(
    bound
      .usesOf(symbol)
      .filter(({ role, node: use }) => role !== 'write' && (inLoop || use.start >= region.end))
      .filter(({ node: use }) => use.start < region.start || use.start >= region.end)
      .map(({ node: use }) => {
        const call = bound.enclosing(use, 'call');
        if (call && isLogCall(call, bound)) return at('logs', 'is only logged', call, bound);
        return at('errors', `shows in ${symbol.name}`, node, bound);
      }),
  );
}

/** Whether the method is left in the region after the node, so that code below it does not see what was changed. */
function endsInReturn(region: Node, node: Node, bound: BoundBody): boolean {
  if (bound.conditionsOf(node).some(({ kind }) => kind === 'try')) return false;
  for (
    let at: Node | null = node;
    at && at.start >= region.start && at.end <= region.end;
    at = bound.parentOf(at)
  ) {
    if (at.kind === 'block' && at.statements.at(-1)?.kind === 'return') return true;
  }
  return false;
}

function calling(
  call: CallExpression,
  region: Node,
  bound: BoundBody,
  lookup: CodeLookup,
  depth: number,
): Reach {
  if (isLogCall(call, bound)) return logging(call, bound, lookup, depth);
  const known = platformReach(call, bound);
  if (known) return known.level === 'none' ? nobody : at(known.level, known.how, call, bound);
  const collected = collecting(call, region, bound);
  if (collected) return collected;
  const callee = lookup.callee(call, bound);
  if (callee) {
    if (depth >= maximumDepth) return at('unknown', `goes to ${call.name.name}()`, call, bound);
    const inner = reachOf(callee.bound.root, callee.bound, lookup, depth + 1);
    if (inner.level === 'none') return nobody;
    const how = asSeenByCaller(inner.how, callee, call, bound);
    return { ...inner, how, evidence: place(bound.body.anchor, call) };
  }
  const isForeign = call.arguments.length > 0 && !isOnValue(call, bound);
  return isForeign
    ? at('unknown', `goes to ${call.name.name}(), whose code is not here`, call, bound)
    : nobody;
}

/** A method that says it logs, but puts the error into the record that it is given, tells whoever has the record. */
function logging(call: CallExpression, bound: BoundBody, lookup: CodeLookup, depth: number): Reach {
  const logged = at('logs', 'is only logged', call, bound);
  const callee = depth < maximumDepth ? lookup.callee(call, bound) : null;
  if (!callee) return logged;
  const inside = reachOf(callee.bound.root, callee.bound, lookup, maximumDepth);
  if (!inside.how.startsWith(handedBack)) return logged;
  return { ...inside, how: asSeenByCaller(inside.how, callee, call, bound), evidence: logged.evidence };
}

/** What is handed back in a parameter is handed back in what the call passes for it. */
export function asSeenByCaller(
  how: string,
  { method }: Callee,
  call: CallExpression | NewExpression,
  bound: BoundBody,
): string {
  if (!how.startsWith(handedBack)) return how;
  const name = how.slice(handedBack.length + 1).toLowerCase();
  const index = method.parameters.findIndex((parameter) => parameter.name.name.toLowerCase() === name);
  const given = index < 0 ? undefined : call.arguments[index];
  return given ? `${handedBack} ${shortened(bound.text(given))}` : how;
}

function shortened(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** `errors.add(…)`, `messages.put(…)` on a collection that others see. */
function collecting(call: CallExpression, region: Node, bound: BoundBody): Reach | null {
  if (!call.target || !/^(add|addAll|put|putAll|set)$/i.test(call.name.name)) return null;
  const reach = touching(call.target, true, call, region, bound);
  if (reach.level !== 'none') return reach;
  const base = baseOf(call.target);
  return base?.kind === 'name' && bound.symbolOf(base) ? nobody : null;
}

/** Methods of local values, such as `message.contains('x')`, tell nobody. */
function isOnValue(call: CallExpression, bound: BoundBody): boolean {
  const root = call.target ? rootName(call.target) : null;
  if (!root) return call.target !== null;
  const symbol = bound.symbolOf(root);
  return symbol !== null && isLocal(symbol) && symbol.kind !== 'parameter';
}

function constructing(
  node: Extract<Node, { kind: 'new' }>,
  bound: BoundBody,
  lookup: CodeLookup,
  depth: number,
): Reach {
  if (depth >= maximumDepth) return nobody;
  const callee = lookup.callee(node, bound);
  if (!callee) return nobody;
  const inner = reachOf(callee.bound.root, callee.bound, lookup, depth + 1);
  // What a constructor keeps in its own object is not yet told to anybody.
  return inner.level === 'logs' ? further(nobody, inner) : nobody;
}
