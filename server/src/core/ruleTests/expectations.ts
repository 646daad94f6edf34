import { isAsSure } from '../matching/certainty.ts';
import { list } from '../outcome/words.ts';
import type { RowFate } from '../preflight/model.ts';
import { fateWords } from '../preflight/words.ts';
import { whyOutcome, whyRecords, whyRule } from './explain.ts';
import { capital, type Failing, type Judged, pairsWith, tellingPairs } from './judged.ts';
import type { Expectation, RuleResult, RuleTestFailure, SaveResult } from './model.ts';
import { noMatchFailure } from './noMatch.ts';
import { noRecord } from './sample.ts';

interface Failures {
  readonly failures: readonly RuleTestFailure[];
  /** A name that stands for nothing: the test cannot be judged. */
  readonly problem: string | null;
}

export function failuresOf(expected: readonly Expectation[], judged: Judged): Failures {
  const failures: RuleTestFailure[] = [];
  for (const one of expected) {
    const failing = failureOf(one, judged);
    if (typeof failing === 'string') return { failures, problem: failing };
    if (failing !== null) failures.push({ ...failing, start: one.start, end: one.end });
  }
  return { failures, problem: null };
}

/** Null: it is met. A sentence: it cannot be judged. */
function failureOf(expected: Expectation, judged: Judged): Failing | string | null {
  const { result } = judged;
  switch (expected.kind) {
    case 'outcome':
      return outcomeFailure(expected.anyOf, result.outcome, result.label, whyOutcome(judged), judged);
    case 'certainty':
      return certaintyFailure(expected, judged);
    case 'matches':
      return matchesFailure(expected, judged);
    case 'no-match':
      return noMatchFailure(expected, judged);
    default: {
      const rule = ruleNamed(expected.rule.value, result);
      if (typeof rule === 'string') return rule;
      return ruleFailure(expected, rule, judged);
    }
  }
}

export function ruleNamed(
  name: string,
  { rules, object }: Pick<SaveResult, 'rules' | 'object'>,
): RuleResult | string {
  const wanted = name.toLowerCase();
  const found = rules.find(({ rule }) => {
    const full = rule.toLowerCase();
    return full === wanted || full.slice(full.indexOf('.') + 1) === wanted;
  });
  return found ?? `There is no duplicate rule ${name} of ${object}.`;
}

function outcomeFailure(
  anyOf: readonly RowFate[],
  actual: RowFate,
  label: string,
  why: readonly string[],
  judged: Judged,
): Failing | null {
  if (anyOf.includes(actual)) return null;
  return {
    message: `${capital(label)} should be ${list(
      anyOf.map((one) => fateWords[one]),
      'or',
    )}; it is ${fateWords[actual]}.`,
    expected: `outcome: ${anyOf.join(' or ')}`,
    actual: `outcome: ${actual}`,
    why,
    pairs: tellingPairs(judged, null),
  };
}

function certaintyFailure(
  { atLeast, rule }: Extract<Expectation, { kind: 'certainty' }>,
  judged: Judged,
): Failing | string | null {
  const { result } = judged;
  const named = rule === null ? null : ruleNamed(rule.value, result);
  if (typeof named === 'string') return named;
  const { certainty } = named ?? result;
  if (isAsSure(certainty, atLeast)) return null;
  const what =
    named === null ? `What becomes of ${result.label}` : `What ${named.rule} finds for ${result.label}`;
  return {
    message: `${what} should be ${atLeast} at least; it is ${certainty}.`,
    expected: `certainty: ${atLeast}`,
    actual: `certainty: ${certainty}`,
    why: named === null ? whyOutcome(judged) : whyRule(named, judged),
    pairs: tellingPairs(judged, named),
  };
}

function matchesFailure(
  { records, rule }: Extract<Expectation, { kind: 'matches' }>,
  judged: Judged,
): Failing | string | null {
  const { result, world } = judged;
  const named = rule === null ? null : ruleNamed(rule.value, result);
  if (typeof named === 'string') return named;
  const expected: string[] = [];
  for (const { value } of records) {
    const found = world.find(value);
    if (typeof found === 'string') return noRecord(value, found, world);
    expected.push(found.name);
  }
  const rules = named === null ? result.rules : [named];
  const actual = [...new Set(rules.flatMap(({ matches }) => matches))];
  const missing = expected.filter((name) => !actual.includes(name));
  const surplus = actual.filter((name) => !expected.includes(name));
  const by = named === null ? '' : ` by ${named.rule}`;
  const wanted = `${capital(result.label)} should match ${expected.length === 0 ? 'nothing' : list(expected, 'and')}${by}`;
  const open = rules.filter(({ finding }) => finding === 'unknown');
  if (missing.length + surplus.length === 0) {
    if (open.length === 0) return null;
    const names = list(
      open.map((one) => one.rule),
      'and',
    );
    return {
      message: `${wanted}; whether it does is not known, as ${names} ${open.length === 1 ? 'is' : 'are'} open.`,
      expected: matchLines(expected),
      actual: `not known: ${names}`,
      why: open.flatMap((one) => whyRule(one, judged)),
      pairs: tellingPairs(judged, named),
    };
  }
  const parts = [
    ...(missing.length > 0 ? [`does not match ${list(missing, 'and')}`] : []),
    ...(surplus.length > 0 ? [`also matches ${list(surplus, 'and')}`] : []),
  ];
  const odd = new Set([...missing, ...surplus]);
  return {
    message: `${wanted}; it ${parts.join(', and ')}.`,
    expected: matchLines(expected),
    actual: matchLines(actual),
    why: whyRecords([...odd], judged, named),
    pairs: pairsWith(judged, (pair) => odd.has(pair.record) && (named === null || pair.rule === named.rule)),
  };
}

function ruleFailure(
  expected: Extract<Expectation, { kind: 'rule' | 'why' | 'rule-outcome' }>,
  rule: RuleResult,
  judged: Judged,
): Failing | null {
  const pairs = tellingPairs(judged, rule);
  const why = whyRule(rule, judged);
  const { label } = judged.result;
  switch (expected.kind) {
    case 'rule':
      if (rule.finding === expected.finding) return null;
      return {
        message: `${rule.rule} should ${findingWords[expected.finding]} for ${label}; it ${findingNow[rule.finding]}.`,
        expected: `${rule.rule}: ${expected.finding}`,
        actual: `${rule.rule}: ${rule.finding}`,
        why,
        pairs,
      };
    case 'why':
      if (rule.why.toLowerCase().includes(expected.text.toLowerCase())) return null;
      return {
        message: `${rule.rule} should not run because of "${expected.text}"; ${rule.why === '' ? 'it runs' : `the reason is another: ${rule.why}`}${rule.why === '' ? '.' : ''}`,
        expected: `why: ${expected.text}`,
        actual: `why: ${rule.why === '' ? '(it runs)' : rule.why}`,
        why,
        pairs,
      };
    case 'rule-outcome':
      return outcomeFailure(expected.anyOf, rule.outcome, `${label} by ${rule.rule} alone`, why, judged);
  }
}

const findingWords = {
  finds: 'find a duplicate',
  'finds-nothing': 'find nothing',
  'not-run': 'not run',
  unknown: 'be unknown',
} as const;

const findingNow = {
  finds: 'finds one',
  'finds-nothing': 'finds nothing',
  'not-run': 'does not run',
  unknown: 'is not known to',
} as const;

function matchLines(names: readonly string[]): string {
  return names.length === 0
    ? 'matches: []'
    : ['matches:', ...[...names].sort().map((name) => `  - ${name}`)].join('\n');
}
