import { eachPart } from '../../parts.ts';
import type { Syntax } from '../../tree.ts';

const known = new WeakMap<object, ReadonlySet<string>>();
const none: ReadonlySet<string> = new Set();

/** All names that a piece of code uses: variables, members, types, keys. Kept with the piece. */
export function mentionsOf(syntax: Syntax): ReadonlySet<string> {
  let names = known.get(syntax);
  if (!names) {
    const found = new Set<string>();
    collect(syntax, found, 0);
    names = found.size > 0 ? found : none;
    known.set(syntax, names);
  }
  return names;
}

interface Node {
  readonly kind?: string;
  readonly name?: unknown;
  readonly type?: unknown;
  readonly key?: unknown;
  readonly bases?: unknown;
  readonly parts?: readonly unknown[];
}

function collect(node: object | string, into: Set<string>, depth: number): void {
  if (typeof node === 'string' || depth > 400) return;
  const { name, type, key, bases, parts, kind } = node as Node;
  if (typeof name === 'string' && name !== '') add(name, into);
  if (typeof type === 'string') add(type, into);
  if (typeof key === 'string') into.add(key);
  if (Array.isArray(bases)) for (const base of bases) add(String(base), into);
  if (kind === 'text' && parts?.length === 1 && typeof parts[0] === 'string' && parts[0].length < 40) {
    into.add(parts[0]);
  }
  eachPart(node, collect, into, depth);
}

/** `jsforce.Connection` mentions both names. */
function add(name: string, into: Set<string>): void {
  if (!name.includes('.')) into.add(name);
  else for (const part of name.split('.')) into.add(part);
}
