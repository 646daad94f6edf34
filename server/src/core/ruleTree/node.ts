import type { Location } from '../text.ts';
import type { RuleTreeKind, RuleTreeNode } from './model.ts';

export type Node = RuleTreeNode<Location>;

type Draft = { readonly kind: RuleTreeKind; readonly id: string; readonly label: string } & Partial<Node>;

/** Metadata may say the same thing twice: what comes later is numbered, so that ids differ. */
export function distinct(nodes: readonly Node[]): readonly Node[] {
  const seen = new Map<string, number>();
  return nodes.map((one) => {
    const before = seen.get(one.id) ?? 0;
    seen.set(one.id, before + 1);
    const id = before === 0 ? one.id : `${one.id}#${before + 1}`;
    return { ...one, id, children: distinct(one.children) };
  });
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
