import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { People, type Person, personFields } from '../../../bench/matching/people.ts';
import { isPair, type MatchingPair, matchingPairs } from '../../../server/src/core/dedupe/pairs.ts';
import { duckDbFile } from '../../../server/src/core/keyExport/duckDbFile.ts';
import {
  comparisonRows,
  keyExporter,
  keyHeader,
  recordHeader,
} from '../../../server/src/core/keyExport/exporter.ts';
import { fileNames } from '../../../server/src/core/keyExport/files.ts';
import { splinkSettings } from '../../../server/src/core/keyExport/splinkSettings.ts';
import type { RunnableRule } from '../../../server/src/core/matching/compiledRule.ts';
import { rowIndexer } from '../../../server/src/core/matching/index/tableIndex.ts';
import type { RecordSink } from '../../../server/src/core/recordSets/model.ts';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { compiled } from '../../support/matchingRules.ts';
import { leadProject, writeFiles } from '../cli/commandLine.ts';
import { runHere } from '../cli/fakeGateway.ts';

let folder = '';
let duckDb: DuckDBInstance;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-keys-')));
  duckDb = await DuckDBInstance.create(':memory:', { threads: '1' });
});
afterAll(() => {
  duckDb.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

/** Fields of contacts, in the order of `personFields`. */
const fields = [
  'Id',
  'FirstName',
  'LastName',
  'Email',
  'Phone',
  'Title',
  'MailingStreet',
  'MailingCity',
  'MailingPostalCode',
  'Account.Name',
];

const odd: Partial<Person>[] = [
  { LastName: 'Müller "der\nAlte", Jr.', Email: 'É@x.org', City: 'Nürnberg' },
  { LastName: 'müller "der\nalte", jr.', Email: 'é@X.org', City: 'Nurnberg' },
  { LastName: '李', FirstName: '小龍', Email: 'İ@x.org', Phone: '\\N' },
  { LastName: '李', FirstName: '小龍', Email: 'i@x.org', Phone: '\\N' },
  { LastName: ' Poe ', FirstName: '', Email: '', Phone: '+44 20 7946 0958' },
  { LastName: 'POE', FirstName: '', Email: '', Phone: '0044 2079460958' },
  { LastName: 'row 1', FirstName: "'; DROP TABLE pairs; --", Email: '', Phone: '' },
  { LastName: 'ROW 1', FirstName: "'; drop table pairs; --", Email: '', Phone: '' },
];

/** Persons, twice or three times, and odd ones. */
function rows(): readonly (readonly string[])[] {
  const people = new People(7);
  const all: Person[] = [];
  for (let at = 0; at < 250; at++) {
    const person = people.somebody();
    const again = people.again(person);
    all.push(person, again, ...(at % 3 === 0 ? [people.again(again)] : []));
  }
  for (const values of odd) all.push({ ...people.somebody(), ...values });
  const cells = all.map((person) => personFields.map((field) => person[field]));
  // One that ends early: what follows is not in the data, which is not the same as blank.
  return [...cells, ['003X', 'Ada', 'Byron'], ['003Y', 'Ada', 'Byron', 'ada@x.org']];
}

const data = rows();

function readInto(sink: RecordSink): void {
  sink.fields(fields);
  for (const [index, row] of data.entries()) {
    const values = fields.map((_, column) => row[column]);
    sink.record(values, { row: index + 1, line: index + 2 }, null);
  }
}

const name = (ids: readonly (string | null)[]) => [...ids].sort().join(' ');

function ours(rule: RunnableRule): ReadonlyMap<string, MatchingPair> {
  const indexer = rowIndexer([rule]);
  const builder = tableBuilder({ object: 'Contact', taken: indexer.add });
  readInto(builder);
  const table = builder.build();
  const pairs = [...matchingPairs(table, indexer.build()[0]!)].filter(isPair);
  return new Map(pairs.map((pair) => [name([table.id(pair.one), table.id(pair.other)]), pair]));
}

async function byDuckDb(rule: RunnableRule): Promise<ReadonlySet<string>> {
  const keys: (readonly string[])[] = [keyHeader];
  const transposed: (readonly string[])[] = [keyHeader];
  const records: (readonly string[])[] = [recordHeader(rule)];
  readInto(
    keyExporter(rule, 'Contact', {
      key: (row) => keys.push(row),
      transposed: (row) => transposed.push(row),
      record: (row) => records.push(row),
    }),
  );
  const write = (file: string, cells: (readonly string[])[]) =>
    writeFileSync(path.join(folder, file), Papa.unparse(cells as string[][], { newline: '\n' }));
  write(fileNames.keys, keys);
  write(fileNames.transposed, transposed);
  write(fileNames.records, records);
  const connection = await duckDb.connect();
  await connection.run(inFolder(duckDbFile(rule), folder));
  const found = await connection.runAndReadAll('FROM pairs');
  return new Set(found.getRows().map(([one, other]) => name([String(one), String(other)])));
}

/** The SQL names files as they are seen from their folder. */
function inFolder(sql: string, place: string): string {
  return sql.replace(
    /'((?:keys|transposed-keys|records|pairs)\.csv)'/g,
    (_, file) => `'${path.join(place, file)}'`,
  );
}

const rule = (words: string) => compiled(words) as RunnableRule;

test.each([
  ['whole values', 'Contact: LastName, Email'],
  ['blank values and an OR', 'Contact: LastName, Email Exact MatchBlanks, Phone; 1 AND (2 OR 3)'],
  ['a field that must not match', 'Contact: LastName, MailingCity, Email; 1 AND 2 AND NOT 3'],
  [
    'documented sections and edit distance',
    'Contact: Phone Phone, MailingStreet Street, MailingPostalCode Zip, MailingCity City; (1 AND 4) OR (2 AND 3)',
  ],
])('DuckDB finds the same pairs by %s', async (_, words) => {
  const expected = ours(rule(words));
  expect(expected.size).toBeGreaterThan(20);
  expect(await byDuckDb(rule(words))).toEqual(new Set(expected.keys()));
});

test('by the standard rule it finds others only where no algorithm is public', async () => {
  const standard = rule('Standard Contact');
  const expected = ours(standard);
  const found = await byDuckDb(standard);
  const missed = [...expected].filter(([pair]) => !found.has(pair));
  expect(missed.filter(([, { certainty }]) => certainty !== 'approximate')).toEqual([]);
  expect(missed.length).toBeLessThan(0.03 * expected.size);
  const more = [...found].filter((pair) => !expected.has(pair));
  expect(more.length).toBeLessThan(0.03 * expected.size);
  expect(expected.size).toBeGreaterThan(300);
});

test('settings for Splink name the columns of the export, and block by the keys', () => {
  const standard = rule('Standard Contact');
  const header = new Set(recordHeader(standard));
  for (const dialect of ['duckdb', 'spark'] as const) {
    const settings = splinkSettings(standard, dialect);
    expect(settings.blocking_rules_to_generate_predictions).toHaveLength(4);
    for (const { output_column_name, comparison_levels } of settings.comparisons) {
      expect(header.has(output_column_name)).toBe(true);
      expect(comparison_levels[0]!.is_null_level).toBe(true);
      expect(comparison_levels.at(-1)!.sql_condition).toBe('ELSE');
    }
    const sql = JSON.stringify(settings);
    for (const [, column] of sql.matchAll(/\b(f\d+(?:_[a-z]+?)?)_[lr]\b/g)) expect(header).toContain(column);
    expect(sql.includes('jaro_winkler_similarity')).toBe(dialect === 'duckdb');
  }
});

test('says of each field how it is compared, and what SQL makes of it', () => {
  expect(comparisonRows(rule('Contact: LastName LastName, Email Exact MatchBlanks')).slice(1)).toEqual([
    [
      '1',
      'LastName',
      'Fuzzy: Last Name',
      '90',
      'false',
      'f1 f1_text f1_sound f1_initials f1_forms',
      expect.stringContaining('edit distance'),
    ],
    ['2', 'Email', 'Exact', '100', 'true', 'f2', ''],
  ]);
});

test('the command writes all files, and SQL that runs on them', async () => {
  const root = path.join(folder, 'project');
  const csv = 'Id,LastName,Email\n00Q1,Topsecret,a@x.org\n00Q2,TOPSECRET,A@x.org\n,Poe,\n,Poe,a@x.org\n';
  writeFiles(root, leadProject({ 'leads.csv': csv, 'empty.csv': '' }));
  const run = (file: string, out: string) =>
    runHere(null, 'export-keys', path.join(root, file), '--object', 'Lead', '--out', out, '--project', root);
  const out = path.join(root, 'out');
  const { out: said, err, code } = await run('leads.csv', out);
  expect([said.replace(/\s+/g, ' '), err, code]).toEqual([
    expect.stringContaining('match keys of 4 records of Lead, by Lead.Lead_Email'),
    '',
    0,
  ]);
  expect(said).not.toContain('opsecret');
  const { pairs, transposed, ...written } = fileNames;
  expect(readdirSync(out).sort()).toEqual(Object.values(written).sort());
  expect(statSync(path.join(out, fileNames.records)).mode & 0o777).toBe(0o600);
  const connection = await duckDb.connect();
  await connection.run(inFolder(readFileSync(path.join(out, fileNames.sql), 'utf8'), out));
  expect(readFileSync(path.join(out, pairs), 'utf8').split('\n')).toEqual([
    'one,other',
    '00Q1,00Q2',
    '00Q1,row 4',
    '00Q2,row 4',
    '',
  ]);

  const failed = await run('empty.csv', path.join(root, 'other'));
  expect(failed.code).toBe(2);
  expect(failed.err).toContain('has no records to look at');
  expect(readdirSync(path.join(root, 'other'))).toEqual([]);
});
