import type { RuleNode, RuleTreeProject } from '../../../server/src/protocol.ts';

/** What of the rules is shown. */
export interface RuleFilter {
  /** Words that an entry, or what it stands under, must hold, in any case; '': all. */
  readonly text: string;
  readonly activeOnly: boolean;
}

export const noFilter: RuleFilter = { text: '', activeOnly: false };

export function isFiltering({ text, activeOnly }: RuleFilter): boolean {
  return text.trim() !== '' || activeOnly;
}

/**
 * `"email", active only`: what the filter leaves, for a title.
 *
 * @param onlyActive the words for that
 */
export function filterWords({ text, activeOnly }: RuleFilter, onlyActive: string): string {
  const words = text.trim() === '' ? [] : [`“${text.trim()}”`];
  return [...words, ...(activeOnly ? [onlyActive] : [])].join(', ');
}

/** Projects with what the filter leaves of them. */
export function filterProjects(
  projects: readonly RuleTreeProject[],
  filter: RuleFilter,
): readonly RuleTreeProject[] {
  if (!isFiltering(filter)) return projects;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return projects.map((project) => ({
    ...project,
    objects: project.objects.flatMap((object) => left(object, words, filter.activeOnly) ?? []),
  }));
}

/**
 * A node is left whole where all words stand in it or in nodes above it; else with those of its children that are
 * left. Null: nothing is left.
 */
function left(node: RuleNode, words: readonly string[], activeOnly: boolean): RuleNode | null {
  if (activeOnly && isInactive(node)) return null;
  const missing = searchable(node) ? words.filter((word) => !textOf(node).includes(word)) : words;
  if (missing.length === 0) return activeOnly ? withActive(node) : node;
  const children = node.children.flatMap((child) => left(child, missing, activeOnly) ?? []);
  return children.length > 0 ? { ...node, children } : null;
}

function withActive(node: RuleNode): RuleNode {
  const children = node.children.flatMap((child) => (isInactive(child) ? [] : withActive(child)));
  return { ...node, children };
}

/** Objects and rules are what is searched, and the fields that they compare; saves are not there to be searched. */
function searchable({ kind }: RuleNode): boolean {
  return ['object', 'duplicate-rule', 'matching-rule', 'field', 'mapping', 'condition'].includes(kind);
}

function textOf({ kind, label, description, name }: RuleNode): string {
  const said = kind === 'condition' || kind === 'mapping' ? description : '';
  return `${label} ${name ?? ''} ${said}`.toLowerCase();
}

function isInactive({ kind, active }: RuleNode): boolean {
  return !active && (kind === 'object' || kind === 'duplicate-rule');
}
