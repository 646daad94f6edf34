import { LineIndex } from '../text.ts';
import type {
  PairResult,
  RuleFileCoverage,
  RuleTestFailure,
  RuleTestFile,
  RuleTestResult,
  SaveResult,
} from './model.ts';

/** What a run of files gives to a person or a program. Lines and columns count from 1. */
export interface RuleTestReport {
  readonly files: readonly ReportedFile[];
  readonly summary: RunSummary;
  /** Null: it was not asked for. */
  readonly coverage: readonly ReportedCoverage[] | null;
}

export interface RunSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Tests that could not run, and files that hold errors and no tests. */
  readonly errors: number;
}

export interface ReportedPlace {
  readonly line: number;
  readonly column: number;
}

export interface ReportedFile {
  /** As told to the reader. */
  readonly path: string;
  readonly problems: readonly (ReportedPlace & {
    readonly severity: 'error' | 'warning';
    readonly message: string;
  })[];
  readonly tests: readonly ReportedTest[];
}

export interface ReportedTest extends ReportedPlace {
  readonly name: string;
  readonly status: RuleTestResult['status'];
  readonly messages: readonly string[];
  readonly milliseconds: number;
  readonly failures: readonly ReportedFailure[];
  readonly saves: readonly SaveResult[];
}

export interface ReportedFailure extends ReportedPlace, Omit<RuleTestFailure, 'start' | 'end' | 'pairs'> {
  readonly pairs: readonly PairResult[];
}

export interface ReportedCoverage {
  readonly path: string;
  readonly elements: readonly (ReportedPlace & Omit<RuleFileCoverage['elements'][number], 'start' | 'end'>)[];
}

export interface RunFile {
  readonly path: string;
  readonly text: string;
  readonly file: RuleTestFile;
  /** Of the tests that ran, in their order. */
  readonly results: readonly { readonly result: RuleTestResult; readonly milliseconds: number }[];
}

export function reportedFile({ path, text, file, results }: RunFile): ReportedFile {
  const lines = new LineIndex(text);
  const tests = new Map(file.tests.map((test) => [test.id, test]));
  const ran = new Set(results.map(({ result }) => result.id));
  const left = file.tests.filter(({ id }) => !ran.has(id));
  return {
    path,
    // What is wrong in tests that were not asked for is not told.
    problems: file.problems
      .filter(({ start }) => !left.some((test) => start >= test.start && start < test.end))
      .map(({ severity, message, start }) => ({ severity, message, ...placeOf(lines, start) })),
    tests: results.map(({ result, milliseconds }) => {
      const { id, status, messages, failures, saves } = result;
      return {
        name: id,
        status,
        messages,
        milliseconds,
        ...placeOf(lines, tests.get(id)?.nameSpan.start ?? 0),
        failures: failures.map(({ start, pairs, message, expected, actual, why }) => ({
          ...placeOf(lines, start),
          message,
          expected,
          actual,
          why,
          pairs: pairs.map(({ save, pair }) => saves[save]!.pairs[pair]!),
        })),
        saves,
      };
    }),
  };
}

export function reportedCoverage(
  path: string,
  text: string,
  { elements }: RuleFileCoverage,
): ReportedCoverage {
  const lines = new LineIndex(text);
  return {
    path,
    elements: elements.map(({ start, kind, name, count, branches }) => ({
      ...placeOf(lines, start),
      kind,
      name,
      count,
      branches,
    })),
  };
}

function placeOf(lines: LineIndex, offset: number): ReportedPlace {
  const { line, character } = lines.position(offset);
  return { line: line + 1, column: character + 1 };
}

export function summaryOf(files: readonly ReportedFile[]): RunSummary {
  const tests = files.flatMap((file) => file.tests);
  const count = (status: RuleTestResult['status']) => tests.filter((test) => test.status === status).length;
  const broken = files.filter(isBrokenFile).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    errors: count('error') + broken,
  };
}

/** A file with errors that no test of it tells. */
export function isBrokenFile({ problems, tests }: ReportedFile): boolean {
  return (
    problems.some(({ severity }) => severity === 'error') && !tests.some(({ status }) => status === 'error')
  );
}

/** Parts of rules that tests touched, and all of them; an element with branches counts as these. */
export function coverageSum({ elements }: Pick<ReportedCoverage, 'elements'>): {
  readonly touched: number;
  readonly all: number;
} {
  const parts = elements.flatMap(({ count, branches }) =>
    branches.length > 0 ? branches.map((branch) => branch.count) : [count],
  );
  return { touched: parts.filter((count) => count > 0).length, all: parts.length };
}

/** Plain data without values of records. */
export function reportJson({ files, summary, coverage }: RuleTestReport): unknown {
  return {
    summary,
    files: files.map(({ path, problems, tests }) => ({
      path,
      problems,
      tests: tests.map(({ failures, saves, ...test }) => ({
        ...test,
        failures: failures.map(({ pairs, ...failure }) => ({ ...failure, pairs: pairs.map(pairJson) })),
        saves: saves.map(({ span: _, pairs, ...save }) => ({ ...save, pairs: pairs.map(pairJson) })),
      })),
    })),
    ...(coverage && { coverage }),
  };
}

function pairJson({ rule, matchingRule, record, object, visible, hiddenBy, trace }: PairResult): unknown {
  const { matches, certainty, confidence } = trace.verdict;
  return {
    rule,
    matchingRule,
    record,
    object,
    visible,
    hiddenBy,
    matches,
    certainty,
    confidence,
    summary: trace.summary,
    fields: trace.fields.map((field) => ({
      field: field.field,
      method: field.method,
      matches: field.matches,
      certainty: field.certainty,
      score: field.trace?.score ?? null,
      threshold: field.trace?.threshold ?? null,
    })),
  };
}
