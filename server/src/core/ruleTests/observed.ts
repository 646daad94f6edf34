import { list } from '../outcome/words.ts';
import { isRefused } from '../preflight/fates.ts';
import type { RowFate } from '../preflight/model.ts';
import { fateWords } from '../preflight/words.ts';
import type { ObservedSave, RuleTestFailure, SaveResult } from './model.ts';

/** What became of a record, in the words of its rules where the answer does not tell refusals apart. */
export function outcomeSeen(foreseen: RowFate, { outcome, isTold }: ObservedSave): RowFate {
  return !isTold && isRefused(outcome) && isRefused(foreseen) ? foreseen : outcome;
}

/** Where an org did something else with a record than its rules say. What they leave unknown cannot differ. */
export function differences(
  { label, span, outcome, rules, along }: SaveResult,
  seen: ObservedSave,
): readonly RuleTestFailure[] {
  const about = { ...span, why: [], pairs: [] };
  if (outcome === 'unknown') return [];
  const actual = outcomeSeen(outcome, seen);
  // A rule of which is not known whether it finds something does not refuse, or the outcome were unknown; it may report.
  const mayReport = rules.some(({ finding, result }) => finding === 'unknown' && result !== 'saved');
  if (mayReport && outcome === 'saved' && actual === 'saved-and-reported') return [];
  if (outcome !== actual) {
    return [
      {
        ...about,
        message: `The embedded org did something else with ${label} than its rules say: it was ${fateWords[actual]}, not ${fateWords[outcome]}.`,
        expected: `outcome: ${outcome}`,
        actual: `outcome: ${actual}`,
      },
    ];
  }
  const name = seen.rule?.toLowerCase();
  const rule = rules.find((one) => one.rule.slice(one.rule.indexOf('.') + 1).toLowerCase() === name);
  if (seen.matches === null || along !== null || rule === undefined || rule.finding === 'unknown') return [];
  const [found, foreseen] = [seen.matches.toSorted(), rule.matches.toSorted()];
  const isMore = rule.mayFindMore && foreseen.every((one) => found.includes(one));
  if (isMore || found.join('\n') === foreseen.join('\n')) return [];
  const words = (names: readonly string[]) => (names.length === 0 ? 'nothing' : list(names, 'and'));
  return [
    {
      ...about,
      message: `The embedded org found something else for ${label} than ${rule.rule} does: ${words(found)}, not ${words(foreseen)}.`,
      expected: `matches: ${foreseen.join(', ')}`,
      actual: `matches: ${found.join(', ')}`,
    },
  ];
}
