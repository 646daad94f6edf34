import type { OfflineSave } from '../matching/run/model.ts';
import { isRefused } from './fates.ts';
import type { RowAction, RowFate, RowRule } from './model.ts';

/** What to do with a row: sure things are done, the rest is for a person. */
export function actionFor(
  { operation, object, id }: OfflineSave,
  fate: RowFate,
  rules: readonly RowRule[],
): RowAction {
  if (!isRefused(fate) && fate !== 'unknown') return { kind: operation };
  if (fate === 'unknown') return review('what decides it is not known offline');
  const matches = rules.filter(({ finds }) => finds === true).flatMap((rule) => rule.matches);
  if (matches.some(({ row }) => row !== null)) return review('it duplicates an earlier row of the file');
  const others = matches.filter((match) => match.object.toLowerCase() !== object.toLowerCase());
  if (others.length > 0) return review(`it matches a record of another object: ${others[0]!.object}`);
  if (operation === 'update') return review('the update makes it a duplicate of another record');
  const ids = new Set(matches.map((match) => match.id));
  const [only] = ids;
  if (ids.size > 1) return review('it matches several records');
  if (only === null || only === undefined) return review('the matched record has no Id in the data');
  if (matches.every(({ certainty }) => certainty === 'approximate'))
    return review('the match is approximate');
  return only === id ? { kind: 'update' } : { kind: 'update-match', id: only };
}

function review(why: string): RowAction {
  return { kind: 'review', why };
}
