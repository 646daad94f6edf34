import { isCustomObjectName } from '../core/metadata/standardObjects.ts';
import type { Project } from '../core/project.ts';
import { nearest, suggestion } from '../core/records/suggest.ts';
import { isMentioned, objectsWithRules } from '../core/saveTable/objects.ts';
import { Problem } from './problem.ts';

/**
 * Of an object that nobody knows no rule is known either, and "no rule finds a duplicate" would be read as all clear.
 *
 * @throws Problem where no rule, no metadata of the project and no document of Salesforce names it
 */
export function refuseUnknown(typed: string, { catalog, schema }: Pick<Project, 'catalog' | 'schema'>): void {
  // By the settings, or an org that was asked; misspelt standard objects are complete to it, too.
  const isNamed = isCustomObjectName(typed) && catalog.isComplete(typed);
  const isKnown = /^personaccount$/i.test(typed) || isMentioned(typed, catalog, schema) || isNamed;
  if (isKnown) return;
  const withRules = objectsWithRules(catalog);
  const own = schema.objects().map(({ name }) => name);
  const meant = nearest(typed, [...new Set([...withRules, ...own])]);
  const listed = withRules.length === 0 ? '' : ` Objects with rules: ${withRules.join(', ')}.`;
  throw new Problem(
    `there is no object "${typed}" in the project's metadata, its rules or Salesforce's own objects.${suggestion(meant, [])}${listed}`,
  );
}
