import { traceText } from '../matchReport/traceText.ts';
import { list } from '../outcome/words.ts';
import { TextPage } from '../textPage.ts';
import type { PairResult } from './model.ts';
import {
  coverageSum,
  type ReportedCoverage,
  type ReportedFailure,
  type ReportedFile,
  type ReportedTest,
  type RuleTestReport,
  type RunSummary,
} from './report.ts';

const marks = { passed: '✓', failed: '✗', error: '✗', skipped: '-' } as const;

/** A run for a terminal, as test runners tell it. @param width columns */
export function ruleTestText({ files, summary, coverage }: RuleTestReport, width: number): string {
  const page = new TextPage(Math.max(width, 60));
  for (const file of files) fileText(page, file);
  if (coverage !== null) coverageText(page, coverage);
  page.add(0, sumText(summary, files.length));
  return page.text();
}

function fileText(page: TextPage, file: ReportedFile): void {
  page.add(0, file.path);
  for (const { line, column, severity, message } of file.problems)
    page.add(2, `${file.path}:${line}:${column} ${severity}: ${message}`);
  const told = new Set(file.problems.map(({ message }) => message));
  for (const test of file.tests) testText(page, file, test, told);
  page.blank();
}

/** @param told messages that are on the page already */
function testText(page: TextPage, { path }: ReportedFile, test: ReportedTest, told: Set<string>): void {
  const reason = test.status === 'skipped' ? `: ${test.messages.join(' ')}` : '';
  const how = test.status === 'error' ? ' (could not run)' : reason;
  page.add(2, `${marks[test.status]} ${test.name}${how}`);
  for (const message of test.status === 'error' ? test.messages : []) {
    if (told.has(message)) continue;
    told.add(message);
    page.add(6, message);
  }
  const shown = new Set<PairResult>();
  for (const failure of test.failures) addFailure(page, path, failure, shown);
}

/** @param shown pairs that are on the page already */
function addFailure(page: TextPage, path: string, failure: ReportedFailure, shown: Set<PairResult>): void {
  page.add(6, failure.message);
  page.add(6, `at ${path}:${failure.line}:${failure.column}`);
  for (const line of diffLines(failure.expected, failure.actual)) {
    if (line.startsWith(' ')) page.add(10, line.trimStart());
    else page.add(8, line);
  }
  for (const sentence of failure.why) page.add(6, sentence);
  for (const pair of shownPairs(failure)) {
    if (shown.has(pair)) continue;
    shown.add(pair);
    page.add(8, `Compared with ${pair.record} by ${pair.matchingRule}:`);
    traceText(page, 10, pair.trace);
  }
}

/** Lines that both have, that were expected (-), that are there (+). */
export function diffLines(expected: string, actual: string): readonly string[] {
  const [wanted, there] = [expected.split('\n'), actual.split('\n')];
  return [
    ...wanted.map((line) => `${there.includes(line) ? ' ' : '-'} ${line}`),
    ...there.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`),
  ];
}

const mostPairs = 3;

/** Values of records are shown where the test itself has them; those of data files are not. */
export function shownPairs({ pairs }: ReportedFailure): readonly PairResult[] {
  return pairs.filter(({ isInline }) => isInline).slice(0, mostPairs);
}

/** What the failures of a test have to say, each with its text, for a report that holds text. */
export function failureTexts(path: string, { failures }: ReportedTest, width: number): readonly string[] {
  const shown = new Set<PairResult>();
  return failures.map((failure) => {
    const page = new TextPage(width);
    addFailure(page, path, failure, shown);
    return page
      .text()
      .split('\n')
      .map((line) => line.replace(/^ {1,6}/, ''))
      .join('\n');
  });
}

function coverageText(page: TextPage, coverage: readonly ReportedCoverage[]): void {
  page.add(0, 'Coverage of the rules:');
  for (const file of coverage) {
    const { touched, all } = coverageSum(file);
    page.add(2, file.path);
    page.add(4, `${touched} of ${all} parts (${Math.floor((100 * touched) / all)} %)`);
    for (const sentence of missedIn(file)) page.add(4, sentence);
  }
  if (coverage.length === 0) page.add(2, 'No active rule stands in a file of the projects.');
  page.blank();
}

function missedIn({ elements }: ReportedCoverage): readonly string[] {
  return elements.flatMap(({ line, name, count, branches }) => {
    const missed = branches.filter((branch) => branch.count === 0).map(({ label }) => label);
    if (branches.length === 0 ? count > 0 : missed.length === 0) return [];
    return [`line ${line}: ${name}${count === 0 ? '' : `: never ${list(missed, 'or')}`}`];
  });
}

function sumText({ passed, failed, skipped, errors }: RunSummary, files: number): string {
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(errors > 0 ? [`${errors} could not run`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `${parts.join(', ')}; ${files} ${files === 1 ? 'file' : 'files'} of rule tests.`;
}
