import type { NameExpression, Node, TypeReference } from '../syntax.ts';
import { forEachChild } from '../tree.ts';
import { append, type NodeMaps, newMaps } from './nodeMaps.ts';
import type { LocalSymbol } from './symbols.ts';

/** What is found in a body without looking at anything outside: its variables, and which names mean them. */
export interface LocalBinding {
  readonly root: Node;
  readonly symbols: readonly LocalSymbol[];
  readonly locals: ReadonlyMap<NameExpression, LocalSymbol>;
  /** Null where it was let go. */
  maps: NodeMaps | null;
}

interface Scope {
  readonly outer: Scope | null;
  readonly names: Map<string, LocalSymbol>;
}

interface NamedParameter {
  readonly name: string;
  readonly type: TypeReference;
}

/** Kinds that open a scope of their own. */
const scoping: ReadonlySet<Node['kind']> = new Set(['block', 'for', 'for-each', 'catch', 'when']);

/** Something to do while walking: visit a node, or declare a variable. */
type Task =
  | { readonly node: Node; readonly scope: Scope }
  | { readonly node: null; readonly scope: Scope; readonly symbol: LocalSymbol };

/** Walks with a stack of its own: a text put together of ten thousand pieces is a tree as deep as that. */
export function bindLocals(root: Node, parameters: readonly NamedParameter[]): LocalBinding {
  const symbols: LocalSymbol[] = [];
  const locals = new Map<NameExpression, LocalSymbol>();
  const parents = new Map<Node, Node>();
  const byKind = new Map<Node['kind'], Node[]>();
  const top: Scope = { outer: null, names: new Map() };
  const tasks: Task[] = [{ node: root, scope: top }];

  function declare(scope: Scope, symbol: LocalSymbol): void {
    symbols.push(symbol);
    scope.names.set(symbol.name.toLowerCase(), symbol);
  }

  function visitLater(node: Node, parent: Node, scope: Scope): void {
    parents.set(node, parent);
    tasks.push({ node, scope });
  }

  function visit(node: Node, outer: Scope): void {
    append(byKind, node.kind, node);
    const scope = scoping.has(node.kind) ? { outer, names: new Map<string, LocalSymbol>() } : outer;
    switch (node.kind) {
      case 'name': {
        const symbol = lookUp(scope, node.name);
        if (symbol) locals.set(node, symbol);
        return;
      }
      case 'for-each':
        // The iterable is evaluated outside the variable's scope.
        visitLater(node.iterable, node, outer);
        tasks.push({ node: null, scope, symbol: variable('for-each', node.name.name, node.type, node) });
        visitLater(node.body, node, scope);
        return;
      case 'local':
        for (const declarator of node.declarators) {
          visitLater(declarator, node, scope);
          const symbol = variable('local', declarator.name.name, node.type, declarator);
          tasks.push({ node: null, scope, symbol });
        }
        return;
      case 'catch':
        declare(scope, variable('catch', node.name.name, node.type, node));
        break;
      case 'when':
        if (node.pattern) {
          declare(scope, variable('pattern', node.pattern.name.name, node.pattern.type, node));
        }
        break;
    }
    forEachChild(node, (child) => visitLater(child, node, scope));
  }

  parameters.forEach(({ name, type }, index) => {
    const key = `parameter@${index}:${name.toLowerCase()}`;
    declare(top, { kind: 'parameter', key, name, type, parameterIndex: index, declaration: null });
  });
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    if (!task.node) {
      declare(task.scope, task.symbol);
      continue;
    }
    const first = tasks.length;
    visit(task.node, task.scope);
    reverse(tasks, first);
  }
  return { root, symbols, locals, maps: newMaps(parents, byKind) };
}

/** Reverses the end of an array, so that what was pushed first is popped first. */
function reverse<T>(array: T[], start: number): void {
  for (let low = start, high = array.length - 1; low < high; low++, high--) {
    const kept = array[low]!;
    array[low] = array[high]!;
    array[high] = kept;
  }
}

function variable(
  kind: LocalSymbol['kind'],
  name: string,
  type: TypeReference,
  declaration: LocalSymbol['declaration'],
): LocalSymbol {
  const key = `${kind}@${declaration?.start ?? -1}:${name.toLowerCase()}`;
  return { kind, key, name, type, parameterIndex: null, declaration };
}

function lookUp(scope: Scope, name: string): LocalSymbol | null {
  const key = name.toLowerCase();
  for (let at: Scope | null = scope; at; at = at.outer) {
    const found = at.names.get(key);
    if (found) return found;
  }
  return null;
}
