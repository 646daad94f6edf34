import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sax from 'sax';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leadProject, writeFiles } from './commandLine.ts';
import { runHere } from './fakeGateway.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-tests-')));
  writeFiles(root, leadProject({ 'tests/leads.duptest.yaml': tests, 'tests/data/leads.csv': csv }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const csv = 'Id,LastName,Email\n00Q000000000001AAA,Secretname,ada@example.com\n,"Poe\n';
const tests = `object: Lead
records: { Lead: { ada: { LastName: Byron, Email: ada@example.com } } }
tests:
  - name: passes
    save: { fields: { LastName: B, Email: ADA@example.com } }
    expect: { matches: [ada] }
`;
const failing = `${tests}
  - name: fails <&> \u0007
    save: { fields: { LastName: B, Email: b@example.com } }
    expect: { matches: [ada] }
  - name: is skipped
    skip: not yet
    save: { fields: {} }
    expect: { outcome: saved }
  - name: cannot run
    save: { fields: {} }
    expect: { outcome: sved }
`;

const run = async (...args: string[]) => {
  const { out, ...rest } = await runHere(null, 'test', ...args.map((arg) => arg.replaceAll('ROOT', root)));
  return { out: out.replaceAll(root.replaceAll('\\', '/'), 'ROOT'), ...rest };
};

describe('test', () => {
  it('finds the files of a folder and runs them', async () => {
    expect(await run('ROOT')).toEqual({
      code: 0,
      err: '',
      out: 'ROOT/tests/leads.duptest.yaml\n  ✓ passes\n\n1 passed; 1 file of rule tests.\n',
    });
  });

  it('tells why a test fails, and what could not run', async () => {
    writeFiles(root, { 'tests/leads.duptest.yaml': failing });
    const { code, out } = await run('ROOT/tests/leads.duptest.yaml');
    expect(code).toBe(1);
    expect(out).toContain('  ✗ fails <&> \\x07\n      The record should match ada; it does not match ada.\n');
    expect(out).toContain(
      'at ROOT/tests/leads.duptest.yaml:10:15\n        - matches:\n        -   - ada\n        + matches: []\n',
    );
    expect(out).toContain('They do not match: Email differs.');
    expect(out).toMatch(/Email +b@example\.com +ada@example\.com +Exact +0 of 100/);
    expect(out).toContain('  - is skipped: not yet\n');
    expect(out).toMatch(/:17:24 error: outcome cannot\s+be\s+"sved". Did you mean "saved"\?\n/);
    expect(out).toContain('✗ cannot run (could not run)\n');
    expect(out).toMatch(/\n1 passed, 1 failed, 1 could not run, 1 skipped; 1 file of rule tests\.\n$/);
  });

  it('runs the tests that are asked for', async () => {
    writeFiles(root, { 'tests/leads.duptest.yaml': failing });
    expect((await run('ROOT', '--filter', 'PASS')).code).toBe(0);
    const { code, err } = await run('ROOT', '--filter', 'nothing');
    expect([code, err]).toEqual([2, 'duplicate-rules: no test has "nothing" in its name.\n']);
  });

  it('takes records of files, and shows none of their values', async () => {
    writeFiles(root, {
      'tests/leads.duptest.yaml': `object: Lead
records: data/leads.csv
tests:
  - name: of a file
    save: { fields: { LastName: B, Email: ada@example.com } }
    expect: { matches: [] }
`,
    });
    const { code, out, err } = await run('ROOT', '--junit', 'ROOT/out/junit.xml', '--format', 'json');
    expect(code).toBe(1);
    expect(out).toContain('also matches 00Q000000000001AAA');
    expect(err).toContain('leads.csv, row 2: A quote is opened here and not closed');
    const junit = readFileSync(path.join(root, 'out/junit.xml'), 'utf8');
    for (const text of [out, err, junit, (await run('ROOT')).out]) {
      expect(text).not.toContain('Secretname');
      expect(text).not.toContain('ada@example.com');
    }
  });

  it('gives JUnit XML that is well-formed, and counts right', async () => {
    writeFiles(root, { 'tests/leads.duptest.yaml': failing, 'tests/broken.duptest.yaml': 'tests: [' });
    const { code, out } = await run('ROOT', '--format', 'junit');
    expect(code).toBe(1);
    const seen: [string, Record<string, string>][] = [];
    const parser = sax.parser(true);
    parser.onopentag = ({ name, attributes }) => seen.push([name, attributes as Record<string, string>]);
    parser.onerror = (error) => {
      throw error;
    };
    parser.write(out).close();
    const [, ...suites] = seen.filter(([name]) => /^testsuites?$/.test(name)).map(([, values]) => values);
    expect(seen[0]).toMatchObject(['testsuites', { tests: '5', failures: '1', errors: '2', skipped: '1' }]);
    expect(suites).toMatchObject([
      { name: 'ROOT/tests/broken.duptest.yaml', tests: '1', errors: '1' },
      { name: 'ROOT/tests/leads.duptest.yaml', tests: '4', failures: '1', errors: '1', skipped: '1' },
    ]);
    const cases = seen.filter(([name]) => name === 'testcase').map(([, { name, line }]) => `${name} ${line}`);
    expect(cases).toEqual([
      'the file can be read 1',
      'passes 4',
      'fails <&> \\x07 8',
      'is skipped 11',
      'cannot run 15',
    ]);
    expect(seen.filter(([name]) => /^(?:failure|error|skipped)$/.test(name)).map(([name]) => name)).toEqual([
      'error',
      'failure',
      'skipped',
      'error',
    ]);
  });

  it('gives outcomes and comparisons as JSON, and coverage where it is asked for', async () => {
    const { out } = await run('ROOT', '--format', 'json', '--coverage');
    const { summary, files, coverage } = JSON.parse(out);
    expect(summary).toEqual({ passed: 1, failed: 0, skipped: 0, errors: 0 });
    const [save] = files[0].tests[0].saves;
    expect(save).toMatchObject({
      label: 'the record',
      operation: 'insert',
      rules: [{ rule: 'Lead.Lead_Email', finding: 'finds', matches: ['ada'] }],
      pairs: [{ record: 'ada', matches: true, fields: [{ field: 'Email', score: 100 }] }],
    });
    expect(coverage.map(({ path: file }: { path: string }) => path.basename(file))).toEqual([
      'Lead.Lead_Email.duplicateRule-meta.xml',
      'Lead.matchingRule-meta.xml',
    ]);
    const text = (await run('ROOT', '--coverage')).out;
    expect(text).toMatch(/Coverage of the rules:\n {2}ROOT.*\n {4}\d of \d parts \(\d+ %\)\n/);
    expect(text).toMatch(/line \d+: Action on edit\n/);
    expect(text).toMatch(/line \d+: Email \(Exact\): never no match\n/);
  });

  it.each([
    [['ROOT/nowhere'], 'there is no file or folder'],
    [['ROOT/force-app'], 'there are no rule tests in'],
  ])('what cannot be done ends with 2: %j', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('is cancelled by Ctrl-C', async () => {
    const result = run('ROOT');
    setImmediate(() => process.emit('SIGINT'));
    const { code, out } = await result;
    expect([code, out]).toEqual([130, '']);
  });
});
