import { eachPart } from '../parts.ts';
import type { Expression, FunctionSyntax } from '../tree.ts';

const known = new WeakMap<FunctionSyntax, ReadonlySet<string>>();

/** Names to which a function assigns, and fields of its own object, as `this.name`. */
export function assignedNames(definition: FunctionSyntax): ReadonlySet<string> {
  let names = known.get(definition);
  if (!names) {
    const found = new Set<string>();
    if (definition.body) collect(definition.body, found, 0);
    names = found;
    known.set(definition, names);
  }
  return names;
}

function collect(node: object | string, into: Set<string>, depth: number): void {
  if (typeof node === 'string' || depth > 80) return;
  const { kind, target } = node as { kind?: string; target?: Expression };
  if (kind === 'assign' && target) {
    if (target.kind === 'name') into.add(target.name);
    if (target.kind === 'member' && target.object.kind === 'name' && target.object.name === 'this') {
      into.add(`this.${target.name}`);
    }
  }
  eachPart(node, collect, into, depth);
}
