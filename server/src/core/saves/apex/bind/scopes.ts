import type {
  CallExpression,
  MemberExpression,
  NameExpression,
  NewExpression,
  Node,
  TypeReference,
} from '../syntax.ts';
import { forEachChild } from '../tree.ts';
import type { LocalSymbol } from './symbols.ts';

/** What is found in a body without looking at anything outside: its variables, and which names mean them. */
export interface LocalBinding {
  readonly root: Node;
  readonly symbols: readonly LocalSymbol[];
  readonly locals: ReadonlyMap<NameExpression, LocalSymbol>;
  readonly parents: ReadonlyMap<Node, Node>;
  readonly byKind: ReadonlyMap<Node['kind'], readonly Node[]>;
  /** Calls and `new` by the last part of the name, and member expressions by the member's; lower case. */
  readonly callsByName: ReadonlyMap<string, readonly (CallExpression | NewExpression)[]>;
  readonly membersByName: ReadonlyMap<string, readonly MemberExpression[]>;
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

export function bindLocals(root: Node, parameters: readonly NamedParameter[]): LocalBinding {
  const symbols: LocalSymbol[] = [];
  const locals = new Map<NameExpression, LocalSymbol>();
  const parents = new Map<Node, Node>();
  const byKind = new Map<Node['kind'], Node[]>();
  const callsByName = new Map<string, (CallExpression | NewExpression)[]>();
  const membersByName = new Map<string, MemberExpression[]>();

  function declare(scope: Scope, symbol: LocalSymbol): void {
    symbols.push(symbol);
    scope.names.set(symbol.name.toLowerCase(), symbol);
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

  function visit(node: Node, outer: Scope): void {
    append(byKind, node.kind, node);
    if (node.kind === 'call') append(callsByName, node.name.name.toLowerCase(), node);
    else if (node.kind === 'new') append(callsByName, lastPart(node.type.name).toLowerCase(), node);
    else if (node.kind === 'member') append(membersByName, node.name.name.toLowerCase(), node);
    const scope = scoping.has(node.kind) ? { outer, names: new Map<string, LocalSymbol>() } : outer;
    if (node.kind === 'name') {
      const symbol = lookUp(scope, node.name);
      if (symbol) locals.set(node, symbol);
      return;
    }
    if (node.kind === 'for-each') {
      // The iterable is evaluated outside the variable's scope.
      parents.set(node.iterable, node);
      visit(node.iterable, outer);
      declare(scope, variable('for-each', node.name.name, node.type, node));
      parents.set(node.body, node);
      visit(node.body, scope);
      return;
    }
    if (node.kind === 'catch') declare(scope, variable('catch', node.name.name, node.type, node));
    if (node.kind === 'when' && node.pattern) {
      declare(scope, variable('pattern', node.pattern.name.name, node.pattern.type, node));
    }
    if (node.kind === 'local') {
      for (const declarator of node.declarators) {
        parents.set(declarator, node);
        visit(declarator, scope);
        declare(scope, variable('local', declarator.name.name, node.type, declarator));
      }
      return;
    }
    forEachChild(node, (child) => {
      parents.set(child, node);
      visit(child, scope);
    });
  }

  const top: Scope = { outer: null, names: new Map() };
  parameters.forEach(({ name, type }, index) => {
    const key = `parameter@${index}:${name.toLowerCase()}`;
    declare(top, { kind: 'parameter', key, name, type, parameterIndex: index, declaration: null });
  });
  visit(root, top);
  return { root, symbols, locals, parents, byKind, callsByName, membersByName };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
