import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leadProject, leadRule, type Run, writeFiles } from './commandLine.ts';
import { runHere } from './fakeGateway.ts';

let base = '';
let count = 0;
beforeAll(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-new-rule-')));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function makeFolder(files: Readonly<Record<string, string>>): string {
  const folder = path.join(base, `case-${++count}`);
  mkdirSync(folder);
  writeFiles(folder, files);
  return folder;
}

const matchingRules = 'force-app/main/default/matchingRules/Lead.matchingRule-meta.xml';

/** In this process, as a new one takes its time. */
const newRule = (folder: string, ...args: string[]): Promise<Run> =>
  runHere(null, 'new-rule', ...args, '--project', folder);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

it('makes a rule whose tests pass, tells what it does, and makes it once', async () => {
  const folder = makeFolder(leadProject());
  const before = filesIn(folder);
  const dry = await newRule(folder, 'lead-to-contact', '--dry-run');
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(dry.out).toMatch(
    /^Would make duplicate rule 'Lead to Contact by Email' \(Lead\.Lead_to_Contact_Email\), inactive\n/,
  );
  expect(filesIn(folder)).toEqual(before);

  const made = await newRule(folder, 'lead-to-contact');
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(filesIn(folder).filter((file) => !before.includes(file))).toEqual([
    'force-app/main/default/duplicateRules/Lead.Lead_to_Contact_Email.duplicateRule-meta.xml',
    'force-app/main/default/matchingRules/Contact.matchingRule-meta.xml',
    'tests/lead-to-contact-email.duptest.yaml',
  ]);
  expect(made.out).toMatch(/\nOnce it is active, of \d+ saves? in the code of this\s+project/);
  expect(made.out).toContain(`\n      duplicate-rules test `);
  expect(await runHere(null, 'test', folder)).toMatchObject({ code: 0 });

  const again = await newRule(folder, 'lead-to-contact');
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toMatch(
    /^duplicate-rules: Rule 'Lead to Contact by Email' .* compares the same already: .* It is inactive\.\n {2}- Activate that rule\.\n/,
  );
});

it('adds a matching rule to a file and keeps its bytes', async () => {
  const text = `\uFEFF${leadRule[matchingRules]!.replaceAll('\n', '\r\n')}<!-- ours -->\r\n`;
  const folder = makeFolder({ ...leadProject(), [matchingRules]: text });
  const args = [
    'observation',
    '--object',
    'Lead',
    '--field',
    'Phone:phone',
    '--name',
    'Phones',
    '--format',
    'json',
  ];
  const { out, code } = await newRule(folder, ...args);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    template: 'observation',
    fullName: 'Lead.Phones',
    active: true,
    written: true,
    files: [
      { change: 'new' },
      { change: 'added-to', path: expect.stringMatching(/matchingRules\/Lead\.matchingRule-meta\.xml$/) },
      { path: expect.stringMatching(/tests\/phones\.duptest\.yaml$/) },
    ],
  });
  const after = readFileSync(path.join(folder, matchingRules), 'utf8');
  const start = after.indexOf('    <matchingRules>', after.indexOf('</matchingRules>'));
  const end = after.indexOf('</MatchingRules>');
  expect(after.slice(0, start) + after.slice(end)).toBe(text);
  expect(after.slice(start, end)).toContain('<matchingMethod>Phone</matchingMethod>\r\n');
});

it('overwrites nothing, and leaves nothing behind where a file cannot be written', async () => {
  const folder = makeFolder(leadProject());
  writeFileSync(path.join(folder, 'tests'), 'no folder');
  const before = filesIn(folder);
  const { code, err, out } = await newRule(folder, 'lead-to-contact');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/tests.* cannot be written: /);
  expect(filesIn(folder)).toEqual(before);
  expect(existsSync(path.join(folder, 'tests/lead-to-contact-email.duptest.yaml'))).toBe(false);
});

it('writes nothing where a symbolic link leads out of the project', async () => {
  const folder = makeFolder(leadProject());
  const outside = makeFolder({});
  symlinkSync(outside, path.join(folder, 'tests'), 'junction');
  const before = filesIn(folder);
  const { code, err } = await newRule(folder, 'lead-to-contact');
  expect(code).toBe(2);
  expect(err).toContain('is not written: a symbolic link leads out of the project.');
  expect([filesIn(folder), filesIn(outside)]).toEqual([before, []]);
});

it('an edited file that is not UTF-8 is left alone', async () => {
  const folder = makeFolder(leadProject());
  const latin1 = Buffer.from(leadRule[matchingRules]!.replace('Lead Email<', 'L\xe9ad<'), 'latin1');
  writeFileSync(path.join(folder, matchingRules), latin1);
  const { code, err } = await newRule(folder, 'observation', '--object', 'Lead', '--field', 'Phone');
  expect(code).toBe(2);
  expect(err).toContain('is not UTF-8, or has changed meanwhile: add the rule by hand.');
  expect(readFileSync(path.join(folder, matchingRules)).equals(latin1)).toBe(true);
  expect(existsSync(path.join(folder, 'tests'))).toBe(false);
});

it('lists the templates, and what the project cannot have', async () => {
  const folder = makeFolder(leadProject());
  const list = JSON.parse((await newRule(folder, '--list', '--format', 'json')).out);
  expect(list.map(({ id }: { id: string }) => id)).toHaveLength(11);
  const unavailable = list.filter(({ unavailable }: { unavailable: string | null }) => unavailable !== null);
  expect(unavailable.map(({ id }: { id: string }) => id)).toEqual(['lead-to-lead', 'external-id']);
  expect((await newRule(folder, '--list')).out).toContain("\n  Not here: Rule 'Lead Email'");
});

it('says that files go into a folder that is no project, and nothing of one in metadata format', async () => {
  const folder = makeFolder({ 'notes.txt': '' });
  const phones = ['observation', '--object', 'Lead', '--field', 'Phone', '--dry-run'];
  const warning =
    /^duplicate-rules: warning: ".*" is no Salesforce project: it has no sfdx-project\.json, .* Name a project with --project, or run the command in one\.\n$/;
  const { code, err } = await newRule(folder, ...phones);
  expect([code, err]).toEqual([0, expect.stringMatching(warning)]);
  const scaffold = ['scaffold', 'save-class', '--object', 'Lead', '--dry-run', '--project', folder];
  expect((await runHere(null, ...scaffold)).err).toMatch(warning);
  const metadata = makeFolder({ 'src/classes/A.cls': 'public class A {}' });
  expect(await newRule(metadata, ...phones)).toMatchObject({ code: 0, err: '' });
});

it('says of an object without external ids that it has none, not that it is not there', async () => {
  const field = 'force-app/main/default/objects/Invoice__c/fields/Number__c.field-meta.xml';
  const folder = makeFolder({
    ...leadProject(),
    [field]: `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Number__c</fullName><externalId>true</externalId><label>Number</label><length>10</length><type>Text</type></CustomField>`,
  });
  const { code, err } = await newRule(folder, 'external-id', '--object', 'lead');
  expect(code).toBe(2);
  expect(err).toContain(
    '--object: Lead has no external id that a matching rule can compare. There are: Invoice__c.',
  );
});

it.each([
  [[], 'which template? There are: account-exact-name, '],
  [['account-exact'], 'there is no template "account-exact". Did you mean "account-exact-name"?'],
  [['observation'], 'Object: give it with --object. '],
  [
    ['observation', '--object', 'Lead', '--field', 'Emial'],
    '--field: Lead has no field "Emial" in this project. Did you mean "Email"?',
  ],
  [
    ['household', '--package-dir', 'src'],
    '--package-dir: "src" is no package directory of the project. There are: force-app.',
  ],
  [
    ['observation', '--object', 'Lead', '--matching-rule', 'Lead_Emial'],
    '--matching-rule: Lead has no matching rule "Lead_Emial" in this project whose fields are known.',
  ],
  [['household', '--name', '1'], '--name: A developer name begins with a letter.'],
  [
    ['household', '--active', '--inactive'],
    '--inactive and --active do not go together: leave one of them out.',
  ],
])('%j ends with 2 and says what is missing or wrong', async (args, message) => {
  const { code, err } = await newRule(makeFolder(leadProject()), ...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
