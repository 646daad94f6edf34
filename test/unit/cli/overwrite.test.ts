import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
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
    expect.stringContaining('cannot be written: it is read by this run.'),
  ]);
  expect(readFileSync(path.join(root, 'data/records.csv'), 'utf8')).toBe(records);
  expect(readFileSync(path.join(root, 'tests/leads.duptest.yaml'), 'utf8')).toBe(tests);
});
