import type { CallExpression, MemberExpression, NameExpression, NewExpression, Node } from '../syntax.ts';
import { forEachChild, walk } from '../tree.ts';

/** Where the nodes of a body stand. Follows from the tree alone, so that it can be let go and made again. */
export interface NodeMaps {
  readonly parents: ReadonlyMap<Node, Node>;
  /** In the order in which the tree is walked. */
  readonly byKind: ReadonlyMap<Node['kind'], readonly Node[]>;
  /** Built on first use. */
  names: NodesByName | null;
  /** How many there were before; see {@link mapsMade}. */
  readonly number: number;
}

let made = 0;

/** How many maps have been made so far, for any body. */
export function mapsMade(): number {
  return made;
}

/** Calls, `new` and member expressions by the last part of their name, in lower case. */
export interface NodesByName {
  readonly calls: ReadonlyMap<string, readonly (CallExpression | NewExpression)[]>;
  readonly members: ReadonlyMap<string, readonly MemberExpression[]>;
  /** The names of all bare names. */
  readonly variables: ReadonlySet<string>;
}

export function nodeMaps(root: Node): NodeMaps {
  const parents = new Map<Node, Node>();
  const byKind = new Map<Node['kind'], Node[]>();
  walk(root, (node) => {
    append(byKind, node.kind, node);
    forEachChild(node, (child) => parents.set(child, node));
  });
  return newMaps(parents, byKind);
}

export function newMaps(parents: NodeMaps['parents'], byKind: NodeMaps['byKind']): NodeMaps {
  return { parents, byKind, names: null, number: made++ };
}

export function nodesByName(maps: NodeMaps): NodesByName {
  if (maps.names) return maps.names;
  const calls = new Map<string, (CallExpression | NewExpression)[]>();
  const members = new Map<string, MemberExpression[]>();
  for (const node of (maps.byKind.get('call') ?? []) as readonly CallExpression[]) {
    append(calls, node.name.name.toLowerCase(), node);
  }
  for (const node of (maps.byKind.get('new') ?? []) as readonly NewExpression[]) {
    append(calls, lastPart(node.type.name).toLowerCase(), node);
  }
  for (const node of (maps.byKind.get('member') ?? []) as readonly MemberExpression[]) {
    append(members, node.name.name.toLowerCase(), node);
  }
  const variables = new Set<string>();
  for (const node of (maps.byKind.get('name') ?? []) as readonly NameExpression[]) {
    variables.add(node.name.toLowerCase());
  }
  maps.names = { calls, members, variables };
  return maps.names;
}

export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
