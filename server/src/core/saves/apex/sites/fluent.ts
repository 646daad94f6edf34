import { place } from '../../../text.ts';
import type { OptionValue, SaveOptions } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { Expression, Node } from '../syntax.ts';

/** Fluent methods of well-known DML libraries that make the save at the end of the chain skip alerts. */
const knownNames: readonly string[] = ['skipDuplicateRules'];

/** Options with allowSave=true where the call's chain says so: `new DML().skipDuplicateRules().insertAll(x)`. */
export function withFluentOptions(
  options: SaveOptions,
  call: Node,
  bound: BoundBody,
  furtherNames: readonly string[],
): SaveOptions {
  if (call.kind !== 'call') return options;
  const names = new Set([...knownNames, ...furtherNames].map((name) => name.toLowerCase()));
  const found = switchIn(call, names) ?? laterInChain(call, bound, names);
  if (!found) return options;
  const where = place(bound.body.anchor, found);
  const allowSave: OptionValue = { kind: 'known', value: true, place: where };
  return { ...options, form: 'passed', allowSave, place: where };
}

function switchIn(call: Expression, names: ReadonlySet<string>): Node | null {
  for (let at: Expression | null = call; at; ) {
    if (at.kind === 'call') {
      if (names.has(at.name.name.toLowerCase())) return at.name as unknown as Node;
      at = at.target;
    } else if (at.kind === 'parenthesized') at = at.inner;
    else return null;
  }
  return null;
}

function laterInChain(call: Node, bound: BoundBody, names: ReadonlySet<string>): Node | null {
  let node = call;
  for (
    let parent = bound.parentOf(node);
    parent?.kind === 'call' && parent.target === node;
    parent = bound.parentOf(node)
  ) {
    if (names.has(parent.name.name.toLowerCase())) return parent.name as unknown as Node;
    node = parent;
  }
  return null;
}
