import type { Standing } from '../standing/standing.ts';
import type { AuditSection, Means } from './model.ts';

/** The backstop that names an object, if there is one. */
export function backstopOf(object: string, standing: readonly Standing[]): Standing | null {
  const named = new RegExp(String.raw`\b${object}\b`, 'i');
  return standing.find(({ kind, code }) => kind === 'backstop' && named.test(code)) ?? null;
}

/** Names the class that is there, where a section advises to scaffold one. */
export function withSaveClass(section: AuditSection, standing: readonly Standing[]): AuditSection {
  const there = standing.find(({ kind }) => kind === 'save-class');
  if (there === undefined) return section;
  const named = (one: Means): Means =>
    one.kind === 'scaffold' && one.name === 'save-class'
      ? {
          kind: 'class',
          name: there.name,
          does: 'sets the options in one place: these saves can go through it',
        }
      : one;
  return {
    ...section,
    statements: section.statements.map((one) =>
      one.recommendation === null
        ? one
        : { ...one, recommendation: { ...one.recommendation, means: one.recommendation.means.map(named) } },
    ),
  };
}
