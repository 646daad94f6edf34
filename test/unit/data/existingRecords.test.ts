import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileRule, isCompiled } from '../../../server/src/core/matching/compile.ts';
import { tableSource } from '../../../server/src/core/matching/index/tableSource.ts';
import type { CompiledRule } from '../../../server/src/core/matching/model.ts';
import type { MatchingRule } from '../../../server/src/core/metadata/model.ts';
import {
  type ExistingOptions,
  type ExistingRecords,
  loadExisting,
} from '../../../server/src/data/existingRecords.ts';

let folder = '';
let data = '';
let index = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-index-'));
  data = path.join(folder, 'contacts.csv');
  index = path.join(folder, 'contacts.index');
  writeFileSync(data, 'Id,LastName,Email\n0031,Byron,a@x.org\n0032,Poe,b@x.org\n0033,BYRON,A@x.org\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function rule(...fields: readonly string[]): CompiledRule {
  const matchingRule: MatchingRule = {
    fullName: 'Contact.Exact',
    object: 'Contact',
    name: 'Exact',
    label: 'Exact',
    status: 'Active',
    booleanFilter: null,
    items: fields.map((field) => ({ field, method: 'Exact', matchBlanks: false })),
    source: { kind: 'assumed' },
  };
  const compiled = compileRule(matchingRule);
  if (!isCompiled(compiled)) throw new Error(compiled.why);
  return compiled;
}

const byBoth = rule('LastName', 'Email');

function load(options: Partial<ExistingOptions> = {}): Promise<ExistingRecords> {
  return loadExisting(data, { object: 'Contact', rules: [byBoth], savedAt: index, version: '1', ...options });
}

function idsLike(records: ExistingRecords, lastName: string, email: string, compiled = byBoth) {
  const sample = compiled.prepare((key) => ({ lastname: lastName, email })[key]);
  const found = tableSource([records]).candidates(compiled, sample);
  return [...found.records].map(({ id }) => id);
}

test('finds by the keys of a rule, from the data and from the saved index', async () => {
  const first = await load();
  const again = await load();
  expect([first.isReloaded, again.isReloaded]).toEqual([false, true]);
  for (const records of [first, again]) {
    expect(idsLike(records, 'byron', 'a@X.org')).toEqual(['0031', '0033']);
    expect(idsLike(records, 'Poe', 'a@x.org')).toEqual([]);
  }
  expect(again.table.position(1)).toEqual({ row: 2, line: 3 });
  expect(readdirSync(folder).sort()).toEqual(['contacts.csv', 'contacts.index']);
});

test('the index holds record data: only its owner may read it', async () => {
  await load();
  if (process.platform !== 'win32') expect(statSync(index).mode & 0o077).toBe(0);
});

test.each<[string, () => Partial<ExistingOptions> | undefined, boolean]>([
  ['nothing', () => undefined, true],
  ['the time of the file alone', () => void utimesSync(data, 1, 1), true],
  ['the data', () => appendFileSync(data, '0034,Poe,c@x.org\n') as undefined, false],
  ['the rule', () => ({ rules: [rule('Email')] }), false],
  ['the program', () => ({ version: '2' }), false],
  ['the object', () => ({ object: 'Lead' }), false],
  ['the index, cut off', () => truncateSync(index, 300) as undefined, false],
  ['the index, sizes of its own', () => tampered(/("sections":\[)\d+,/, '$1-9000000000000,'), false],
  [
    'the index, more records than it holds',
    () => tampered(/("size":)3,("blocks")/, '$19000000000000,$2'),
    false,
  ],
  ['the index, places outside of it', () => overwritten(0xff), false],
  ['the index, another file', () => writeFileSync(index, 'Id\n1\n') as undefined, false],
])('after a change of %s', async (_, change, reloaded) => {
  await load();
  const options = change() ?? {};
  expect((await load(options)).isReloaded).toBe(reloaded);
  expect((await load(options)).isReloaded).toBe(true);
});

function tampered(what: RegExp, by: string): undefined {
  const text = readFileSync(index, 'latin1');
  expect(text).toMatch(what);
  writeFileSync(index, text.replace(what, by), 'latin1');
}

/** All that stands behind the header. */
function overwritten(byte: number): undefined {
  const bytes = readFileSync(index);
  bytes.fill(byte, Math.ceil((bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1) / 8) * 8);
  writeFileSync(index, bytes);
}

test('an index that cannot be saved costs nothing but itself', async () => {
  const records = await load({ savedAt: path.join(folder, 'none', 'x.index') });
  expect(records.notSaved).toMatch(/no such file|does not exist/i);
  expect(records.table.size).toBe(3);
});

test('is cancelled', async () => {
  await expect(load({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  expect(readdirSync(folder)).toEqual(['contacts.csv']);
});

test('records of another object are left out', async () => {
  data = path.join(folder, 'tree.json');
  const records = [
    { attributes: { type: 'Account' }, Name: 'X' },
    { attributes: { type: 'Contact' }, LastName: 'Poe', Email: 'p@x.org' },
  ];
  writeFileSync(data, JSON.stringify({ records }));
  expect((await load()).table.size).toBe(1);
});
