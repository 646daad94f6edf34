import type { BoundBody } from '../bind/bind.ts';
import { type CodeSymbol, isLocal } from '../bind/symbols.ts';
import type { CallExpression, Expression, NewExpression, Node } from '../syntax.ts';

/** Something that puts records into a variable, or into a collection that it holds at any depth. */
export type Addition =
  | { readonly kind: 'value'; readonly value: Expression; readonly at: Node }
  /** The variable is passed to a method, which may fill it. */
  | { readonly kind: 'passed'; readonly call: CallExpression | NewExpression; readonly index: number };

/** Everything in the body that gives the variable a value or adds to it. */
export function additionsTo(symbol: CodeSymbol, bound: BoundBody): Addition[] {
  const found: Addition[] = [];
  collect(symbol, bound, found, new Set(), true);
  return found;
}

function collect(
  symbol: CodeSymbol,
  bound: BoundBody,
  found: Addition[],
  seen: Set<string>,
  withWrites: boolean,
): void {
  if (seen.has(symbol.key)) return;
  seen.add(symbol.key);
  for (const { role, node, context, argumentIndex } of bound.usesOf(symbol)) {
    if (role === 'write') {
      if (!withWrites) continue;
      if (context?.kind === 'declarator' && context.initializer) {
        found.push({ kind: 'value', value: context.initializer, at: context });
      } else if (context?.kind === 'assignment' && context.operator === '=') {
        found.push({ kind: 'value', value: context.value, at: context });
      }
    } else if (role === 'argument' && (context?.kind === 'call' || context?.kind === 'new')) {
      found.push({ kind: 'passed', call: context, index: argumentIndex! });
    } else {
      followChain(node, bound, found, seen);
    }
  }
}

const readers = /^(?:get|values|remove|next|iterator)$/i;
const fillers = /^(?:add|addall|put|putall|set)$/i;

/** Follows `x.get(k)[0].add(v)` from `x` outwards, and aliases such as `List<SObject> l = x.get(k);`. */
export function followChain(start: Node, bound: BoundBody, found: Addition[], seen: Set<string>): void {
  let at = start;
  for (;;) {
    const parent = bound.parentOf(at);
    if (!parent) return;
    if (parent.kind === 'parenthesized' || parent.kind === 'cast') at = parent;
    else if (parent.kind === 'index' && parent.target === at) at = parent;
    else if (parent.kind === 'call' && parent.target === at) {
      const { name } = parent.name;
      if (fillers.test(name)) {
        const value = parent.arguments.at(-1);
        if (value) found.push({ kind: 'value', value, at: parent });
        return;
      }
      if (!readers.test(name)) return;
      at = parent;
    } else if (parent.kind === 'call') {
      const index = parent.arguments.indexOf(at as Expression);
      if (index >= 0 && at !== start) found.push({ kind: 'passed', call: parent, index });
      return;
    } else if (parent.kind === 'assignment' && parent.target === at) {
      if (at.kind === 'index') found.push({ kind: 'value', value: parent.value, at: parent });
      return;
    } else {
      followAlias(parent, at, bound, found, seen);
      return;
    }
  }
}

/** A collection with a second name: what is added through that name is added to the first. */
function followAlias(
  parent: Node,
  value: Node,
  bound: BoundBody,
  found: Addition[],
  seen: Set<string>,
): void {
  const alias =
    parent.kind === 'declarator'
      ? (bound.symbols.find((symbol) => symbol.declaration === parent) ?? null)
      : parent.kind === 'assignment' && parent.value === value && parent.target.kind === 'name'
        ? bound.symbolOf(parent.target)
        : parent.kind === 'for-each' && parent.iterable === value
          ? (bound.symbols.find((symbol) => symbol.declaration === parent) ?? null)
          : null;
  if (!alias || !isLocal(alias)) return;
  const isCollection = alias.type.dimensions > 0 || alias.type.arguments.length > 0;
  if (isCollection) collect(alias, bound, found, seen, false);
}
