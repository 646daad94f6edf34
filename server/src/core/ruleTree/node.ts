import type { Location } from '../text.ts';
import type { RuleTreeKind, RuleTreeNode } from './model.ts';

export type Node = RuleTreeNode<Location>;

type Draft = { readonly kind: RuleTreeKind; readonly id: string; readonly label: string } & Partial<Node>;

/** Metadata may say the same thing twice: what comes later is numbered, so that ids differ in the whole tree. */
export function distinct(nodes: readonly Node[], seen = new Map<string, number>()): readonly Node[] {
  return nodes.map((one) => {
    const id = freeId(one.id, seen);
    return { ...one, id, children: distinct(one.children, seen) };
  });
}

function freeId(id: string, seen: Map<string, number>): string {
  const before = seen.get(id) ?? 0;
  seen.set(id, before + 1);
  return before === 0 ? id : freeId(`${id}#${before + 1}`, seen);
}

/** A node that is no more than what is said of it. */
export function node(draft: Draft): Node {
  const { label, description = '' } = draft;
  return {
    description: '',
    tooltip: '',
    spoken: description === '' ? label : `${label}: ${description}`,
    place: null,
    active: true,
    origin: null,
    problems: null,
    severity: null,
    effect: null,
    name: null,
    saves: null,
    children: [],
    ...draft,
  };
}
