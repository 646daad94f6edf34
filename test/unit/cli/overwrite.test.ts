import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leadProject, writeFiles } from './commandLine.ts';
import { runHere } from './fakeGateway.ts';

const records = 'Id,LastName,Email\n00Q000000000001,Byron,ada@example.com\n';
const tests = `object: Lead
records: { Lead: ../data/records.csv }
tests:
  - name: passes
    save: { fields: { LastName: B, Email: ada@example.com } }
    expect: { outcome: refused }
`;

let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-overwrite-')));
  writeFiles(root, leadProject({ 'data/records.csv': records, 'tests/leads.duptest.yaml': tests }));
  symlinkSync(path.join(root, 'data'), path.join(root, 'link'), 'junction');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each([
  ['export-keys', 'data/records.csv', '--object', 'Lead', '--out', 'data'],
  ['export-keys', 'data/records.csv', '--object', 'Lead', '--out', 'link'],
  ['preflight', 'data/records.csv', '--object', 'Lead', '--clean', 'link/records.csv'],
  ['test', 'tests/leads.duptest.yaml', '--junit', 'tests/leads.duptest.yaml'],
  ['test', 'tests/leads.duptest.yaml', '--junit', 'link/records.csv'],
])('%s %s … writes nothing over what it reads', async (...args) => {
  const own = args.map((arg) => (/[/.]|^(?:data|link)$/.test(arg) ? path.join(root, arg) : arg));
  const { code, out, err } = await runHere(null, ...own, '--project', root);
  expect([code, out, err]).toEqual([
    2,
    '',
    expect.stringMatching(/cannot be written: it is (?:read by this run|there already, and is no JUnit)/),
  ]);
  expect(readFileSync(path.join(root, 'data/records.csv'), 'utf8')).toBe(records);
  expect(readFileSync(path.join(root, 'tests/leads.duptest.yaml'), 'utf8')).toBe(tests);
});

const own = (name: string) => path.join(root, name);
const test = (file: string) => runHere(null, 'test', own('tests/leads.duptest.yaml'), '--junit', own(file));

it.each([
  ['sfdx-project.json', 'JUnit report', ['test', 'tests/leads.duptest.yaml', '--junit']],
  ['other.xml', 'JUnit report', ['test', 'tests/leads.duptest.yaml', '--junit']],
  ['sfdx-project.json', 'CSV file', ['preflight', 'data/records.csv', '--object', 'Lead', '--refused']],
  ['Service.cls', 'CSV file', ['preflight', 'data/records.csv', '--object', 'Lead', '--clean']],
])('nothing is written over %s, which is no %s', async (name, kind, command) => {
  if (!existsSync(own(name))) writeFileSync(own(name), '<?xml version="1.0"?><Package/>');
  const before = readFileSync(own(name), 'utf8');
  const args = command.map((arg) => (arg.includes('/') ? own(arg) : arg));
  const { code, out, err } = await runHere(null, ...args, own(name), '--project', root);
  expect([code, out, err]).toEqual([
    2,
    '',
    expect.stringContaining(
      `${name}" cannot be written: it is there already, and is no ${kind}. Name another file, or delete it first.`,
    ),
  ]);
  expect(readFileSync(own(name), 'utf8')).toBe(before);
});

it('a report is written over an empty file and an earlier report, by a link and with its mode', async () => {
  writeFileSync(own('data/report.xml'), '');
  chmodSync(own('data/report.xml'), 0o666);
  symlinkSync(path.join('data', 'report.xml'), own('latest.xml'));
  for (const _ of [1, 2]) {
    expect((await test('latest.xml')).err).toBe('');
    expect(readFileSync(own('data/report.xml'), 'utf8')).toMatch(/^<\?xml[\s\S]*<testsuites/);
  }
  expect(lstatSync(own('latest.xml')).isSymbolicLink()).toBe(true);
  if (process.platform !== 'win32') expect(statSync(own('data/report.xml')).mode & 0o777).toBe(0o666);
  expect(readdirSync(own('data')).sort()).toEqual(['records.csv', 'report.xml']);
});

it('a baseline is updated where the file is empty', async () => {
  writeFileSync(own('empty.json'), '');
  const check = (...args: string[]) =>
    runHere(null, 'check', own('force-app'), '--baseline', own('empty.json'), ...args);
  expect(await check()).toMatchObject({ code: 2, err: expect.stringContaining('cannot be used') });
  expect(await check('--update-baseline')).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(own('empty.json'), 'utf8')).version).toBe(1);
});

it.runIf(process.platform === 'linux')(
  'where no folder can be made, another place is asked for',
  async () => {
    const records = [own('data/records.csv'), '--object', 'Lead'];
    for (const args of [
      ['test', own('tests/leads.duptest.yaml'), '--junit', '/proc/none/report.xml'],
      ['export-keys', ...records, '--out', '/proc/none/keys'],
      ['preflight', ...records, '--clean', '/proc/none/clean.csv'],
    ]) {
      const { code, err } = await runHere(null, ...args, '--project', root);
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(
          /"\/proc\/none\/.*its folder is not there and cannot be made; name another place\.\n$/,
        ),
      ]);
    }
  },
);
