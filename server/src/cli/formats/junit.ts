import { create } from 'xmlbuilder';
import {
  isBrokenFile,
  type ReportedFile,
  type ReportedTest,
  type RuleTestReport,
} from '../../core/ruleTests/report.ts';
import { failureTexts } from '../../core/ruleTests/text.ts';
import { printable } from './terminal.ts';

const width = 100;

/** JUnit's XML, as CI servers read it: a suite for each file, a case for each test. */
export function formatJunit({ files, summary }: RuleTestReport): string {
  const root = create('testsuites', { version: '1.0', encoding: 'UTF-8' });
  attributes(root, {
    name: 'duplicate-rules test',
    tests: files.reduce((sum, file) => sum + countOf(file), 0),
    failures: summary.failed,
    errors: summary.errors,
    skipped: summary.skipped,
    time: seconds(files.flatMap(({ tests }) => tests)),
  });
  for (const file of files) {
    const { path, tests } = file;
    const suite = root.ele('testsuite');
    const count = (status: ReportedTest['status']) => tests.filter((test) => test.status === status).length;
    attributes(suite, {
      name: path,
      file: path,
      tests: countOf(file),
      failures: count('failed'),
      errors: count('error') + (isBrokenFile(file) ? 1 : 0),
      skipped: count('skipped'),
      time: seconds(tests),
    });
    for (const test of tests) caseOf(suite, path, test);
    if (isBrokenFile(file)) brokenFile(suite, file);
  }
  return `${root.end({ pretty: true, indent: '  ', newline: '\n' })}\n`;
}

type Element = ReturnType<typeof create>;

function caseOf(suite: Element, path: string, test: ReportedTest): void {
  const element = suite.ele('testcase');
  attributes(element, {
    name: test.name,
    classname: path,
    file: path,
    line: test.line,
    time: seconds([test]),
  });
  if (test.status === 'skipped') attributes(element.ele('skipped'), { message: test.messages.join(' ') });
  if (test.status === 'error') {
    const error = element.ele('error');
    attributes(error, { message: test.messages[0] ?? 'The test could not run.', type: 'error' });
    error.txt(clean(test.messages.join('\n')));
  }
  for (const [index, text] of failureTexts(path, test, width).entries()) {
    const child = element.ele('failure');
    attributes(child, { message: test.failures[index]!.message, type: 'expectation' });
    child.txt(clean(text));
  }
}

/** Errors that leave a file without tests are a case of their own, so that no server takes them for a pass. */
function brokenFile(suite: Element, { path, problems }: ReportedFile): void {
  const told = problems.filter(({ severity }) => severity === 'error');
  const element = suite.ele('testcase');
  attributes(element, {
    name: 'the file can be read',
    classname: path,
    file: path,
    line: told[0]!.line,
    time: '0',
  });
  const error = element.ele('error');
  attributes(error, { message: told[0]!.message, type: 'error' });
  error.txt(
    clean(told.map(({ line, column, message }) => `${path}:${line}:${column} ${message}`).join('\n')),
  );
}

function countOf(file: ReportedFile): number {
  return file.tests.length + (isBrokenFile(file) ? 1 : 0);
}

function attributes(element: Element, values: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(values)) element.att(name, clean(String(value)));
}

function seconds(tests: readonly ReportedTest[]): string {
  return (tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000).toFixed(3);
}

/** What XML cannot hold, or what would turn the order of what is read, is shown by its number. */
function clean(text: string): string {
  return printable(text).replace(/[\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}
