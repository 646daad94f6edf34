import type { FileRange, NotificationDefinition, RequestDefinition } from './messages.ts';

/** Files of rule tests, as a glob. */
export const ruleTestFiles = '**/*.duptest.{yaml,yml}';

export type TextRange = FileRange['range'];

/** One test of a file. */
export interface RuleTestEntry {
  /** Unique within the file. */
  readonly id: string;
  readonly name: string;
  /** Of its name. */
  readonly range: TextRange;
  /** Why it is skipped; null if it is not. */
  readonly skip: string | null;
}

/**
 * client → server: the tests of a file, from its text as it is now. Of a file that cannot be read there are none, and
 * `problem` says why.
 */
export const ruleTestsOfRequest: RequestDefinition<
  { readonly uri: string },
  { readonly tests: readonly RuleTestEntry[]; readonly problem: string | null }
> = { method: 'duplicateRules/ruleTestsOf' };

export interface RuleTestFailureEntry {
  /** Of what was expected. */
  readonly range: TextRange;
  readonly message: string;
  /** Texts of some lines, for a diff. */
  readonly expected: string;
  readonly actual: string;
  /** Why it is so: sentences. */
  readonly why: readonly string[];
}

/** What became of one test. */
export interface RuleTestOutcome {
  readonly uri: string;
  readonly id: string;
  /** `error`: it could not run; `messages` say why. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'error';
  readonly milliseconds: number;
  readonly messages: readonly string[];
  readonly failures: readonly RuleTestFailureEntry[];
  /** How each record fared and how it compares with others, as a page of text. */
  readonly trace: string;
}

/** server → client: a test of the run with this number has ended. */
export const ruleTestEndedNotification: NotificationDefinition<{
  readonly run: number;
  readonly outcome: RuleTestOutcome;
}> = { method: 'duplicateRules/ruleTestEnded' };

export interface CoveredFile {
  readonly uri: string;
  readonly elements: readonly CoveredPart[];
}

/** An element of a rule's file. */
export interface CoveredPart {
  /** `rule`: it stands for a whole duplicate rule or matching rule. */
  readonly kind: 'rule' | 'part';
  readonly name: string;
  readonly range: TextRange;
  readonly count: number;
  readonly branches: readonly { readonly label: string; readonly count: number }[];
}

export interface RuleTestRun {
  readonly run: number;
  readonly files: readonly { readonly uri: string; readonly ids: readonly string[] | null }[];
  readonly coverage: boolean;
}

/**
 * client → server: runs tests of these files, all of a file where `ids` is null, by the rules in the files of the
 * project alone. Each is told as soon as it has ended; the answer comes after the last.
 */
export const runRuleTestsRequest: RequestDefinition<
  RuleTestRun,
  { readonly coverage: readonly CoveredFile[] }
> = { method: 'duplicateRules/runRuleTests' };
