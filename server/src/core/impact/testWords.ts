import { counted } from '../textPage.ts';
import type { Impact, TestChange } from './model.ts';

export type TestFate = 'fails' | 'passes' | 'cannot-run' | 'other-outcome';

export function fateOfTest({ before, after }: TestChange): TestFate {
  if (before.status === after.status) return 'other-outcome';
  if (after.status === 'passed') return 'passes';
  return after.status === 'failed' ? 'fails' : 'cannot-run';
}

const testWords: Record<TestFate, readonly [string, string]> = {
  fails: ['rule test fails', 'rule tests fail'],
  'cannot-run': ['rule test cannot run any more', 'rule tests cannot run any more'],
  passes: ['rule test passes that did not', 'rule tests pass that did not'],
  'other-outcome': ['rule test has another outcome', 'rule tests have another outcome'],
};

export function testClauses(changes: readonly TestChange[]): readonly string[] {
  return (['fails', 'cannot-run', 'passes', 'other-outcome'] as const).flatMap((fate) => {
    const count = changes.filter((change) => fateOfTest(change) === fate).length;
    return count === 0 ? [] : [counted(count, ...testWords[fate])];
  });
}

const statusWords = {
  passed: 'passes',
  failed: 'fails',
  skipped: 'is skipped',
  error: 'cannot run',
} as const;

/** `passes → fails` */
export function changeOfTest({ before, after }: TestChange): string {
  return before.status === after.status
    ? `${statusWords[after.status]} as before, with another outcome`
    : `${statusWords[before.status]} → ${statusWords[after.status]}`;
}

/** What one test says otherwise: the expectation that is not met, or the outcome that differs. */
export function testLines({ before, after }: TestChange): readonly string[] {
  if (after.status === 'failed') return after.failures.map(({ message }) => message);
  if (after.status === 'error') return after.messages;
  if (before.status !== after.status) {
    return before.status === 'failed'
      ? before.failures.map(({ message }) => `Before: ${message}`)
      : before.messages.map((message) => `Before: ${message}`);
  }
  return after.saves.flatMap((save, index) => {
    const was = before.saves[index];
    if (was === undefined || was.outcome === save.outcome) return [];
    return [`${save.label}: ${was.outcome} → ${save.outcome}`];
  });
}

/** The changed tests as a reader wants them: what fails first, and what new rules bring along as a number. */
export interface ShownTests {
  readonly changes: readonly TestChange[];
  /** "12 tests of new rules pass."; null where there are none. */
  readonly ofNewRules: string | null;
}

export function shownTests(impact: Impact): ShownTests {
  const names = newRules(impact);
  const { changes } = impact.tests;
  const isOfNewRule = ({ before, after }: TestChange) =>
    after.status === 'passed' &&
    before.status === 'error' &&
    before.messages.every((message) => names.some((name) => message.toLowerCase().includes(name)));
  const passing = changes.filter(isOfNewRule).length;
  return {
    changes: fateOrder.flatMap((fate) =>
      changes.filter((change) => fateOfTest(change) === fate && !isOfNewRule(change)),
    ),
    ofNewRules:
      passing === 0 ? null : `${counted(passing, 'test of new rules passes', 'tests of new rules pass')}.`,
  };
}

const fateOrder: readonly TestFate[] = ['fails', 'cannot-run', 'other-outcome', 'passes'];

/** Names, without objects, of the rules that were not there before: tests that name them could not run. */
function newRules({ rules, unusedMatchingRules }: Impact): readonly string[] {
  return [...rules, ...rules.flatMap(({ matchingRules }) => matchingRules), ...unusedMatchingRules]
    .filter(({ state }) => state === 'new' || state === 'renamed')
    .map(({ after }) => after!.name.toLowerCase());
}
