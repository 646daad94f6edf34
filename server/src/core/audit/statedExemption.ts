import type { Finding } from '../findings.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import type { Project } from '../project.ts';

/** The reason that is stated for whom a rule's condition exempts; null where none is, or not for all of it. */
export function statedExemption({ source }: DuplicateRule, project: Pick<Project, 'review'>): string | null {
  if (source.kind !== 'file') return null;
  const { told, silenced } = project.review(source.location.uri);
  const isExemption = ({ ruleId }: Finding) => ruleId === 'bypass-condition';
  if (told.some(isExemption)) return null;
  return silenced.find(({ finding }) => isExemption(finding))?.reason ?? null;
}
