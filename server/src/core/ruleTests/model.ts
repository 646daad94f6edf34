import type { Certainty } from '../matching/certainty.ts';
import type { PairTrace } from '../matching/model.ts';
import type { RuleOperation } from '../outcome/model.ts';
import type { TableChannel, TableResult } from '../outcome/tableModel.ts';
import type { RowFate } from '../preflight/model.ts';
import type { FieldScalar } from '../records/model.ts';
import type { Span } from '../text.ts';

/**
 * Rule tests: files `*.duptest.yaml` (docs/rule-tests.md). `parseRuleTests` reads one, `checkRuleTests` holds it to the
 * rules and objects of the project, `runRuleTest` runs one test, `RuleCoverage` sums up what they touched. All pure.
 */

/**
 * Where tests are run: `offline` by the matching engine alone; `embedded` also by saving the records in an embedded org,
 * over the protocol of the channel, whose answer then counts.
 */
export type RuleTestTarget = 'offline' | 'embedded';

/** What an org did with a record of a test. */
export interface ObservedSave {
  readonly outcome: Exclude<RowFate, 'unknown'>;
  /** False where it was refused and the answer does not tell whether allowSave would help: `refused` stands for both. */
  readonly isTold: boolean;
  /** Developer name of the rule that refused it, as the answer names it; null: none did, or it is not told. */
  readonly rule: string | null;
  /** Names of the records that the answer names as matches; null: it names none. */
  readonly matches: readonly string[] | null;
}

/** A value and where it stands in the file. */
export interface At<T> extends Span {
  readonly value: T;
}

/** A file as it was read; what could not be read is left out, with a problem. */
export interface RuleTestFile {
  readonly uri: string;
  readonly tests: readonly RuleTest[];
  /** Duplicate rules that the tests take for active, whatever their files say. */
  readonly activate: readonly At<string>[];
  /** Files of records that the tests name, each once. */
  readonly dataFiles: readonly DataFileReference[];
  /** In the order of the text. */
  readonly problems: readonly RuleTestProblem[];
}

export interface RuleTestProblem extends Span {
  /** A test that an error touches does not run. */
  readonly severity: 'error' | 'warning';
  /** A sentence, with what to write instead where that is clear. It quotes no value of a record. */
  readonly message: string;
  /** What the span should be replaced with, where that is clear: a misspelt key or name; else null. */
  readonly replacement: string | null;
}

/** A file of records: CSV, JSON, JSON lines, sf tree. */
export interface DataFileReference extends Span {
  /** As written: relative to the file of the tests, with forward slashes. */
  readonly path: string;
  /** API name of the object; null: the records themselves or the file's name tell it. */
  readonly object: string | null;
}

/** One test. The span is that of the whole test, its name's beside it. */
export interface RuleTest extends Span {
  /** Unique within the file: the name, with ` (2)` behind one that is there before. */
  readonly id: string;
  readonly name: string;
  readonly nameSpan: Span;
  readonly target: RuleTestTarget;
  /** Why it is skipped; null if it is not. */
  readonly skip: string | null;
  /** An error of the file stands in it: it cannot run. */
  readonly isBroken: boolean;
  /** Records that exist before the first save: those of the file first, then the test's own. */
  readonly records: readonly RecordSource[];
  readonly saves: readonly RuleTestSave[];
}

export type RecordSource =
  | { readonly kind: 'record'; readonly record: NamedRecord }
  | { readonly kind: 'file'; readonly file: DataFileReference };

/** A record that exists. A field that is not given is blank. */
export interface NamedRecord extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly object: At<string>;
  readonly fields: readonly TestField[];
}

export interface TestField extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: FieldScalar;
}

/** Records that are saved in one go. Salesforce does not compare them with each other. */
export interface RuleTestSave extends Span {
  readonly channel: TableChannel;
  readonly options: { readonly allowSave: boolean };
  /** Null: nothing is said of who saves. */
  readonly user: TestUser | null;
  /** At least one. */
  readonly records: readonly SavedRecord[];
}

export interface TestUser extends Span {
  /** By field of User in lower case: `username`, `profile.name`. */
  readonly fields: ReadonlyMap<string, FieldScalar>;
  /** Names of the records that are shared with the user. */
  readonly sees: 'all' | readonly At<string>[];
}

/** A record of a save. */
export interface SavedRecord extends Span {
  /** By which later saves and expectations name it; null: they do not. */
  readonly name: string | null;
  readonly object: At<string>;
  readonly operation: 'insert' | 'update' | 'upsert';
  /** Of an update: the existing record that `fields` change. */
  readonly reference: At<string> | null;
  /** Of an upsert: field by which it finds the record to update. */
  readonly externalId: At<string> | null;
  readonly fields: readonly TestField[];
  readonly expected: readonly Expectation[];
}

/**
 * One thing that a test says of a saved record; the span is where it says so. Rules are named by their full name
 * (`Lead.Lead_Email`) or without the object.
 */
export type Expectation = Span &
  (
    | { readonly kind: 'outcome'; readonly anyOf: readonly RowFate[] }
    /** Of the outcome, or of the rule's finding where `rule` is given. */
    | { readonly kind: 'certainty'; readonly atLeast: Certainty; readonly rule: At<string> | null }
    /** Exactly these records, in any order; of all rules together, or of one. */
    | { readonly kind: 'matches'; readonly records: readonly At<string>[]; readonly rule: At<string> | null }
    | {
        readonly kind: 'no-match';
        readonly record: At<string>;
        /** Fields of the matching rule whose failing explains it; empty: no reason is asked for. */
        readonly because: readonly At<string>[];
        /** What hides a record that the equation matches; null: the equation does not match it. */
        readonly hiddenBy: 'keys' | 'sharing' | null;
        /** Name of the matching rule; null: none of those that compare with the record. */
        readonly by: At<string> | null;
      }
    | { readonly kind: 'rule'; readonly rule: At<string>; readonly finding: RuleFinding }
    /** Part of the sentence that says why the rule does not run, any case. */
    | { readonly kind: 'why'; readonly rule: At<string>; readonly text: string }
    /** What the rule alone does. */
    | { readonly kind: 'rule-outcome'; readonly rule: At<string>; readonly anyOf: readonly RowFate[] }
  );

/** `not-run`: inactive, or its condition is false. */
export type RuleFinding = 'finds' | 'finds-nothing' | 'not-run' | 'unknown';

export interface RuleTestResult {
  readonly id: string;
  /** `error`: it could not run; `messages` say why. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'error';
  /** Why it was skipped or could not run: sentences. Else empty. */
  readonly messages: readonly string[];
  readonly failures: readonly RuleTestFailure[];
  /** What became of each saved record, in the order of the test. */
  readonly saves: readonly SaveResult[];
  /** For `RuleCoverage`: how often each part of a rule was touched, by a key that only it knows. */
  readonly touched: Readonly<Record<string, number>>;
}

/** An expectation that was not met. */
export interface RuleTestFailure extends Span {
  /** One sentence: what was expected of which record, and what is the case. */
  readonly message: string;
  /** Both as a text of some lines, for a diff. */
  readonly expected: string;
  readonly actual: string;
  /** Why it is so, from rules and traces: sentences. */
  readonly why: readonly string[];
  /** The pairs that explain it, most telling first: index of the save, of its pair. */
  readonly pairs: readonly { readonly save: number; readonly pair: number }[];
}

export interface SaveResult {
  /** The expectations' record: its name, or "save 2, record 1", "the record". */
  readonly label: string;
  readonly span: Span;
  readonly object: string;
  /** What an upsert turned out to be. */
  readonly operation: RuleOperation;
  readonly outcome: RowFate;
  readonly certainty: Certainty;
  /** Label of the record of the same save that decides the outcome, where it is all or nothing; else null. */
  readonly along: string | null;
  /** Of the object, inactive ones too, in their order. */
  readonly rules: readonly RuleResult[];
  /** Matches, near misses, and records that an expectation names. */
  readonly pairs: readonly PairResult[];
}

export interface RuleResult {
  /** `Lead.Lead_Email`. */
  readonly rule: string;
  readonly finding: RuleFinding;
  /** Why it does not run, or why that is not known; else ''. */
  readonly why: string;
  readonly certainty: Certainty;
  /** What it does with the save, from the outcome table. */
  readonly result: TableResult;
  readonly outcome: RowFate;
  /** Names of the records that it finds. */
  readonly matches: readonly string[];
  /** Whether one of its matching rules may find others: what that one compares is not known. */
  readonly mayFindMore: boolean;
  readonly notes: readonly string[];
}

/** A saved record and an existing one, compared by one matching rule. */
export interface PairResult {
  readonly rule: string;
  readonly matchingRule: string;
  /** Name of the existing record; of one from a file its Id, else `leads.csv:12` with its row. */
  readonly record: string;
  /** Where an inline record stands; null for one from a file. */
  readonly span: Span | null;
  readonly object: string;
  /** Whether the duplicate rule gets to see it as a match. */
  readonly visible: boolean | null;
  readonly hiddenBy: 'keys' | 'sharing' | null;
  /** Both records are written in the test: their values may be shown. */
  readonly isInline: boolean;
  readonly trace: PairTrace;
}

/** What tests touched of one metadata file, with where it stands; elements in the order of the text. */
export interface RuleFileCoverage {
  readonly uri: string;
  readonly elements: readonly CoveredElement[];
}

export interface CoveredElement extends Span {
  readonly kind:
    | 'duplicate-rule'
    | 'action'
    | 'condition'
    | 'condition-filter'
    | 'match-rule'
    | 'matching-rule'
    | 'field'
    | 'boolean-filter';
  /** "Rule Lead_Email", "Email (Exact)". */
  readonly name: string;
  /** How often tests touched it. */
  readonly count: number;
  /** Its sides: a field that matched and one that failed, a condition that was true and false, parts of a filter. */
  readonly branches: readonly CoveredBranch[];
}

export interface CoveredBranch {
  /** "a match", "true", "1 AND 2". */
  readonly label: string;
  readonly count: number;
}
