import { type Certainty, isAsSure, weaker } from '../../matching/certainty.ts';
import type { FieldTrace, PairTrace } from '../../matching/model.ts';
import type { RuleRun } from '../../matching/run/model.ts';
import type { DuplicateRule } from '../../metadata/model.ts';
import type { PreviewInput } from '../input.ts';
import type { OfflineField, OfflineVerdict } from '../model.ts';

/** A pair's verdict, with its match keys: records that they do not bring together are not compared. */
export function verdictOfTrace({
  verdict,
  compared,
}: PairTrace): Pick<OfflineVerdict, 'matches' | 'certainty'> {
  const { matches, certainty } = verdict;
  if (certainty === 'unknown') return { matches: null, certainty };
  if (matches !== true || compared.value !== false) return { matches, certainty };
  // Keys that are made up here hide nothing for certain.
  return isAsSure(compared.certainty, 'documented')
    ? { matches: false, certainty: weaker(certainty, compared.certainty) }
    : { matches: null, certainty: 'unknown' };
}

/** Why the verdict is not the org's, which says that the records match. */
export function whyDifferent(
  trace: PairTrace,
  rule: DuplicateRule,
  { catalog, by, sample }: PreviewInput,
): readonly string[] {
  const { verdict, compared } = trace;
  if (verdict.matches === true) return compared.value === false ? [compared.text] : [];
  if (by === 'local') return [];
  if (verdict.matches === null)
    return ['Values that decide it were not read, or this user may not read them.'];
  if (!isAsSure(verdict.certainty, 'documented'))
    return ["The org's verdict stands: it has the algorithm itself."];
  const differences = catalog.orgDifferences?.(rule) ?? [];
  if (differences.length > 0)
    return [
      `The org goes by its own copy of the rule, which differs from the file: ${differences.join('; ')}.`,
    ];
  return [
    `The org goes by its own copy of the rule, which may have changed; or ${
      sample?.id
        ? 'it compared other values than those that were read.'
        : 'something there fills or changes values first.'
    }`,
  ];
}

/** The org answers for a rule that does not run by what is known here; or it leaves open whether it ran. */
export function answeredThoughSilent(
  { runs, why, parts }: RuleRun,
  hasMatched: boolean,
  isAnswered: boolean,
): readonly string[] {
  if (runs === false && hasMatched) return [`Here the rule does not run: ${lowerFirst(why)}`];
  if (runs === false && !isAnswered) return [why];
  if (runs === null && !hasMatched && !isAnswered) return [why];
  const silent = parts.flatMap(({ notes, matches }) => (matches === null || matches.length > 0 ? [] : notes));
  return hasMatched ? [] : silent.filter((note) => /\bis (?:In|De)activ/i.test(note));
}

/** Why the org may not say what is found here. */
export function noMatchAfterAll(
  { rule, runs, why }: RuleRun,
  certainty: Certainty,
  { catalog }: PreviewInput,
): readonly string[] {
  const differences = catalog.orgDifferences?.(rule) ?? [];
  const reasons = [
    ...(runs === null ? [why] : []),
    ...(isAsSure(certainty, 'documented') ? [] : ["The org's verdict stands: it has the algorithm itself."]),
    ...(differences.length > 0
      ? [`The org's copy of the rule differs from the file: ${differences.join('; ')}.`]
      : []),
    ...(catalog.isInOrg?.(rule) === false ? ['The org does not have the rule.'] : []),
    ...(rule.security === 'BypassSharingRules'
      ? []
      : ['The rule enforces sharing: the org leaves out records that are not shared with the user.']),
  ];
  return reasons.length > 0
    ? reasons
    : ["The org's copy of the rule may have changed, or the org did not run it."];
}

export function offlineFields({ fields }: PairTrace): readonly OfflineField[] {
  return fields.map((field) => ({
    name: field.field,
    method: field.method,
    matches: field.matches,
    certainty: field.certainty,
    score: field.trace?.score ?? null,
    threshold: field.trace?.threshold ?? null,
    how: howOf(field),
  }));
}

function howOf({ blank, trace, sampleField }: FieldTrace): string {
  if (sampleField === null) return 'no field of the sample is mapped to it';
  if (trace === null) return blank ?? '';
  const steps = trace.steps
    .filter(({ score }) => score !== null)
    .map(({ name, score, weight, detail }) => {
      const share = weight === null ? '' : ` × ${weight} %`;
      return `${name} ${score}${share}${detail === '' ? '' : ` (${detail})`}`;
    });
  return trace.steps.length <= 1 && trace.steps.every(({ detail }) => detail === '')
    ? trace.notes.join(' ')
    : [steps.join(', '), ...trace.notes].filter((part) => part !== '').join('. ');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
