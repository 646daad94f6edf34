import type { PairTrace, SegmentTrace } from '../matching/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { list } from '../outcome/words.ts';
import { pairSentence, whyRecords } from './explain.ts';
import { capital, type Failing, type Judged, pairsWith } from './judged.ts';
import type { Expectation, PairResult } from './model.ts';
import { noRecord } from './sample.ts';

type NoMatch = Extract<Expectation, { kind: 'no-match' }>;

/** That a record is not matched, and for the reason that the test gives. */
export function noMatchFailure(expected: NoMatch, judged: Judged): Failing | string | null {
  const { result, world } = judged;
  const { record, because, hiddenBy, by } = expected;
  const found = world.find(record.value);
  if (typeof found === 'string') return noRecord(record.value, found, world);
  const pairs = result.pairs.filter(
    (pair) => pair.record === found.name && (by === null || isNamed(pair, by.value)),
  );
  const reason =
    hiddenBy !== null
      ? `hidden by ${hiddenBy}`
      : because.length > 0
        ? `because ${list(
            because.map(({ value }) => value),
            'and',
          )}`
        : '';
  const failing = (actual: string, ...why: string[]): Failing => ({
    message: `${capital(result.label)} should not match ${found.name}${reason === '' ? '' : `, ${reason}`}; ${actual}.`,
    expected: `${found.name}: no match${reason === '' ? '' : ` ${reason}`}`,
    actual: `${found.name}: ${actual}`,
    why: [...pairs.map(pairSentence), ...why],
    pairs: pairsWith(judged, (pair) => pairs.includes(pair)),
  });

  const matching = pairs.filter(({ visible }) => visible === true);
  if (matching.length > 0) return failing(`it matches by ${list(matching.map(nameOf), 'and')}`);
  const open = pairs.filter(({ visible, trace }) => visible === null || isOpen(trace));
  if (open.length > 0) return failing(`whether it matches by ${list(open.map(nameOf), 'and')} is not known`);
  if (because.length === 0 && hiddenBy === null) return null;
  if (pairs.length === 0) return failing('they are not compared', ...whyRecords([found.name], judged, null));
  if (hiddenBy !== null) {
    if (pairs.some((pair) => pair.trace.verdict.matches === true && pair.hiddenBy === hiddenBy)) return null;
    const other = pairs.find((pair) => pair.hiddenBy !== null)?.hiddenBy;
    return failing(other ? `it is hidden by ${other}` : 'the equation itself does not match');
  }
  const fields = because.map(({ value }) => value);
  // A matching rule that compares none of the fields has reasons of its own, and is not meant where another one does.
  const concerned = pairs.filter(({ trace }) => fields.some((name) => numberOf(name, trace) !== null));
  const hidden = pairs.filter((pair) => pair.trace.verdict.matches === true && !concerned.includes(pair));
  for (const pair of concerned.length === 0 ? pairs : [...concerned, ...hidden]) {
    const actual = otherReason(pair, fields);
    if (actual !== null) return failing(actual);
  }
  return null;
}

/** Of values of which nothing is known, unless keys keep the records apart. */
function isOpen({ verdict, compared }: PairTrace): boolean {
  return verdict.matches === null || (verdict.certainty === 'unknown' && compared.value !== false);
}

function nameOf({ matchingRule }: PairResult): string {
  return matchingRule;
}

function isNamed({ matchingRule, object }: PairResult, name: string): boolean {
  const wanted = name.toLowerCase();
  return matchingRule.toLowerCase() === wanted || `${object}.${matchingRule}`.toLowerCase() === wanted;
}

/** What else is the reason; null where the fields fail, and explain that no part of the equation holds. */
function otherReason(
  { trace, matchingRule, hiddenBy }: PairResult,
  because: readonly string[],
): string | null {
  if (trace.verdict.matches === true)
    return `by ${matchingRule} they match, hidden by ${hiddenBy ?? 'something else'}`;
  const numbers: number[] = [];
  for (const name of because) {
    const number = numberOf(name, trace);
    if (number === null) return `${matchingRule} does not compare ${name}`;
    numbers.push(number);
  }
  const segments = trace.segments.filter(({ segment }) => segment.leftOut === null);
  const idle = because.filter((_, at) => !segments.some(({ deciding }) => deciding.includes(numbers[at]!)));
  if (idle.length > 0) return `${list(idle, 'and')} ${idle.length === 1 ? 'is' : 'are'} not the reason`;
  const unexplained = segments.find(({ deciding }) => !numbers.some((number) => deciding.includes(number)));
  return unexplained ? `that is not the whole reason: ${partText(unexplained, trace)}` : null;
}

function partText({ text, deciding }: SegmentTrace, { fields }: PairTrace): string {
  const names = deciding.map((number) => fields[number - 1]?.field ?? String(number));
  return `the part "${text}" fails by ${list(names, 'and')}`;
}

function numberOf(name: string, { fields }: PairTrace): number | null {
  const key = fieldKey(name);
  const found = fields.find(
    ({ field, sampleField }) =>
      fieldKey(field) === key || (sampleField !== null && fieldKey(sampleField) === key),
  );
  return found?.number ?? null;
}
