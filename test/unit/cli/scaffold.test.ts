import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leadProject, type Run, writeFiles } from './commandLine.ts';
import { runHere } from './fakeGateway.ts';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-scaffold-')));
  writeFiles(folder, leadProject());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In this process, as a new one takes its time. */
const scaffold = (...args: string[]): Promise<Run> => runHere(null, 'scaffold', ...args, '--project', folder);

const filesIn = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

it('makes what is asked for once, passes its own check, and overwrites nothing', async () => {
  const before = filesIn();
  const dry = await scaffold('all', '--dry-run');
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(dry.out).toMatch(/^Would make\n/);
  expect(filesIn()).toEqual(before);

  const made = await scaffold('all');
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(
    /sf project deploy start --metadata "ApexClass:DuplicateRules\*" .*--tests DuplicateRulesBackstopTest/,
  );
  const classes = 'force-app/main/default/classes';
  expect(filesIn()).toEqual(
    expect.arrayContaining([
      `${classes}/DuplicateRulesBackstop.cls`,
      `${classes}/DuplicateRulesLeadRefusalTest.cls-meta.xml`,
      'force-app/main/default/layouts/DuplicateRulesFinding__c-Duplicate Finding Layout.layout-meta.xml',
    ]),
  );
  const check = await runHere(null, 'check', path.join(folder, classes, 'DuplicateRulesSave.cls'));
  expect(check).toMatchObject({ code: 0 });
  const rules = await runHere(null, 'rules', folder, '--saves', '--format', 'json');
  expect(JSON.parse(rules.out)).toEqual([expect.objectContaining({ savesOfUnknownObjects: 0 })]);

  const own = `${readFileSync(path.join(folder, classes, 'DuplicateRulesSave.cls'), 'utf8')}// ours\n`;
  writeFileSync(path.join(folder, classes, 'DuplicateRulesSave.cls'), own);
  const again = await scaffold('all');
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toMatch(/DuplicateRules\w+\.cls is there already .*\n {2}- Give another prefix/);
  expect(readFileSync(path.join(folder, classes, 'DuplicateRulesSave.cls'), 'utf8')).toBe(own);

  const json = await scaffold('save-class', '--prefix', 'Acme', '--format', 'json');
  expect(JSON.parse(json.out)).toMatchObject({
    parts: ['save-class'],
    objects: ['Lead'],
    prefix: 'Acme',
    written: true,
    files: expect.arrayContaining([
      expect.objectContaining({ kind: 'class', path: expect.stringMatching(/AcmeSave\.cls$/) }),
    ]),
  });
});

it.each<[string[], RegExp]>([
  [[], /name what to scaffold: backstop, audit-object, save-class, refusal-test, or all\./],
  [['backstop', '--object', 'Laed'], /--object: There is no object "Laed" here\. Did you mean "Lead"\?/],
  [['backstop', '--prefix', '1'], /--prefix: A prefix begins with a letter/],
  [['backstop', '--package-dir', 'no'], /--package-dir: "no" is no package directory/],
])('%j is told what is missing', async (args, expected) => {
  const { code, err, out } = await scaffold(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(expected);
});
