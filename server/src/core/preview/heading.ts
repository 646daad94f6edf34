import type { PreviewInput } from './input.ts';
import type { PreviewRule } from './model.ts';
import { idKey } from './values.ts';

/** "Insert of Lead: 2 matches by 1 rule", "Update of Lead 00Q…: no match found". */
export function headingOf(
  { sample, by, operation, answer }: PreviewInput,
  object: string | null,
  rules: readonly PreviewRule[],
): string {
  const found = foundBy(rules);
  if (by === 'error')
    return [object ? `Refused ${object}` : 'Refused record', found].filter(Boolean).join(': ');
  const save = sample?.id
    ? `Update of ${object} ${sample.id}`
    : `${operation === 'update' ? 'Update' : 'Insert'} of ${object ?? 'a record'}`;
  if (found !== '') return `${save}: ${found}`;
  const isOpen = ({ state }: PreviewRule) => state === 'failed' || (by === 'local' && state === 'unknown');
  const isKnown = answer?.success === true && !rules.some(isOpen);
  return isKnown ? `${save}: no match found` : save;
}

/** One record that two rules find is one match. '' where no record was found. */
function foundBy(rules: readonly PreviewRule[]): string {
  const matching = rules.filter(({ matches }) => matches.some((match) => sizeOf(match) > 0));
  if (matching.length === 0) return '';
  const matches = matching.flatMap((rule) => rule.matches);
  const distinct = new Set(
    matches.flatMap(({ records }) => records.map(({ id, type }) => `${type} ${idKey(id)}`)),
  ).size;
  const count = Math.max(distinct, ...matches.map(sizeOf));
  // Records without details may be the same ones.
  const isLeast = matches.length > 1 && matches.some((match) => sizeOf(match) > match.records.length);
  const many = `${isLeast ? 'at least ' : ''}${count} ${count === 1 ? 'match' : 'matches'}`;
  return `${many} by ${matching.length} ${matching.length === 1 ? 'rule' : 'rules'}`;
}

function sizeOf({ size, records }: PreviewRule['matches'][number]): number {
  return Math.max(size ?? 0, records.length);
}
