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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileRule, isCompiled } from '../../../server/src/core/matching/compile.ts';
import { rowIndexer, valuesIn } from '../../../server/src/core/matching/index/tableIndex.ts';
import { type IndexedTable, tableSource } from '../../../server/src/core/matching/index/tableSource.ts';
import type { CompiledRule } from '../../../server/src/core/matching/model.ts';
import type { MatchingRule } from '../../../server/src/core/metadata/model.ts';
import { type PartedTable, tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import {
  type ExistingOptions,
  type ExistingRecords,
  loadExisting,
} from '../../../server/src/data/existingRecords.ts';
import { DamagedIndex } from '../../../server/src/data/indexFile.ts';
import { openIndex, saveIndex } from '../../../server/src/data/savedIndex.ts';

let folder = '';
let data = '';
let index = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-index-'));
  data = path.join(folder, 'contacts.csv');
  index = path.join(folder, 'contacts.index');
  writeFileSync(data, 'Id,LastName,Email\n0031,Byron,a@x.org\n0032,Poe,b@x.org\n0033,BYRON,A@x.org\n');
});
afterEach(() => {
  for (const records of loaded.splice(0)) records.close();
  rmSync(folder, { recursive: true, force: true });
});

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

const loaded: ExistingRecords[] = [];
async function load(options: Partial<ExistingOptions> = {}): Promise<ExistingRecords> {
  const fixed = { object: 'Contact', rules: [byBoth], savedAt: index, version: '1' };
  const records = await loadExisting(data, { ...fixed, ...options });
  loaded.push(records);
  return records;
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
    () => tampered(/("size":)3,("firsts")/, '$19000000000000,$2'),
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

/** As the matching rule's index and table answer, of every record. */
function answers({ table, indexes }: IndexedTable): unknown[] {
  const source = tableSource([{ table, indexes }]);
  const all = [];
  for (let ordinal = 0; ordinal < table.size; ordinal++) {
    const values = valuesIn(table)(ordinal);
    const found = [...source.candidates(byBoth, byBoth.prepare(values)).records];
    all.push([
      table.position(ordinal),
      table.fields.map((_, column) => table.value(ordinal, column)),
      found.map(({ ordinal: other, id }) => [other, id]),
    ]);
  }
  return [...all, ...indexes[0]!.keys.map((key) => [...key.shared()].map((group) => [...group]))];
}

describe('an index of many records', () => {
  const indexed = (rows: number): IndexedTable & { table: PartedTable } => {
    const indexer = rowIndexer([byBoth]);
    const builder = tableBuilder({ object: 'Contact', taken: indexer.add });
    builder.fields(['Id', 'LastName', 'Email']);
    for (let row = 1; row <= rows; row++) {
      const name = row % 3 === 0 ? `Ångström ${row % 700}` : `Poe ${row % 700}`;
      builder.record(
        [`003${row}`, name, row % 5 === 0 ? undefined : 'a@x.org'],
        { row, line: row + 1 },
        null,
      );
    }
    // Of a size that begins a block of its own.
    builder.record(['0030', 'Long', 'x'.repeat(1 << 24)], { row: rows + 1, line: rows + 2 }, null);
    return { table: builder.build(), indexes: indexer.build() };
  };
  const inputs = { hash: '', object: 'Contact', rules: [], version: '1' };
  const stamp = { path: '', size: 0, modified: 0, changed: 0 };

  test('answers from its file as in memory, asked for little or much', async () => {
    const made = indexed(2_500);
    await saveIndex(index, made, inputs, stamp);
    const saved = openIndex(index)!;
    const records = saved.records([byBoth]);
    for (const ordinal of [2_500, 17, 2_499, 0]) {
      expect(records.table.value(ordinal, 1)).toBe(made.table.value(ordinal, 1));
      expect(records.table.position(ordinal)).toEqual(made.table.position(ordinal));
    }
    expect(answers(records)).toEqual(answers(made));
    saved.close();
  });

  test('damage that does not show at once is told when it is come upon', async () => {
    await saveIndex(index, indexed(2_500), inputs, stamp);
    const bytes = readFileSync(index);
    const start = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1 + 1_000;
    writeFileSync(index, bytes.fill(0xff, start, start + 8_000));
    const saved = openIndex(index)!;
    const { table } = saved.records([byBoth]);
    expect(() => table.id(1_000)).toThrow(DamagedIndex);
    saved.close();
  });
});
