import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { ExportFolder } from '../../server/src/cli/exportFolder.ts';
import { columnsOf } from '../../server/src/core/keyExport/columns.ts';
import { Conditions, duckDb } from '../../server/src/core/keyExport/conditions.ts';
import { keyExporter, keyHeader, recordHeader } from '../../server/src/core/keyExport/exporter.ts';
import { RunnableRule } from '../../server/src/core/matching/compiledRule.ts';
import type { RecordValues } from '../../server/src/core/matching/model.ts';
import { readDataFile } from '../../server/src/data/readDataFile.ts';
import type { BenchData } from './data.ts';
import { rawTables } from './duckDbRaw.ts';
import { contactRule, leadValues } from './lookUps.ts';
import { type Cost, processorTime, type Spread, spread, stopwatch } from './measure.ts';

/**
 * The same work by DuckDB, by the SQL that `export-keys` writes: the same match keys, which it gets ready made, and
 * jaro_winkler_similarity and levenshtein on values that are normalised already. What making those costs is not
 * counted.
 */
const { rule, mapping } = contactRule();
if (!(rule instanceof RunnableRule)) throw new Error('not runnable');
const runnable: RunnableRule = rule;
const { comparisons, holds } = new Conditions(
  runnable,
  duckDb,
  (column) => `one.${column}`,
  (column) => `other.${column}`,
).equation();
const compared = comparisons.map(({ name, condition }) => `${condition} AS ${name}`).join(', ');

/** Keys and values of contacts and leads as CSV. Leads have the keys of their names transposed, too. */
export async function exportForDuckDb(data: BenchData): Promise<void> {
  if (existsSync(join(data.folder, 'duckdb', 'lead-records.csv'))) return;
  const folder = new ExportFolder(join(data.folder, 'duckdb'));
  const keys = folder.csv('keys.csv', keyHeader);
  const records = folder.csv('records.csv', recordHeader(runnable));
  await readDataFile(
    data.contacts,
    keyExporter(runnable, 'Contact', {
      key: (row) => keys.add(row),
      transposed: () => {},
      record: (row) => records.add(row),
    }),
  );
  const leadKeys = folder.csv('lead-keys.csv', keyHeader);
  const leads = folder.csv('lead-records.csv', ['id', ...columnNames()]);
  for (const [lead, values] of (await leadValues(data)).entries()) {
    const sample = leadSample(values);
    for (const [key, value] of sample.keys) leadKeys.add([String(lead), String(key), value]);
    leads.add([String(lead), ...sample.cells]);
  }
  folder.complete();
}

function columnNames(): readonly string[] {
  return columnsOf(runnable).flatMap(({ names }) => names);
}

function leadSample(values: RecordValues) {
  const sample = runnable.prepare(values, mapping);
  const transposed = runnable.transposed(sample);
  const keys = [sample, ...(transposed ? [transposed] : [])].flatMap((one) =>
    runnable
      .keysOf(one)
      .flatMap((key, index): (readonly [number, string])[] => (key === null ? [] : [[index + 1, key]])),
  );
  const cells = columnsOf(runnable).flatMap((column, item) =>
    column.of(sample.slot(item)).map((text) => text ?? ''),
  );
  return { keys, cells };
}

function read(file: string): string {
  return `read_csv('${file}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '\\N')`;
}

const pairs = `
  WITH candidates AS (
    SELECT DISTINCT lead_keys.id AS lead, contact_keys.id AS contact
    FROM lead_keys JOIN contact_keys USING (key, value)
  )
  SELECT lead, contact
  FROM (
    SELECT lead, contact, ${compared}
    FROM candidates
    JOIN leads one ON one.id = candidates.lead
    JOIN contacts other ON other.id = candidates.contact
  )
  WHERE ${holds}`;

export interface DuckDbPreflight extends Cost {
  readonly found: readonly ReadonlySet<string>[];
}

/** Everything read from CSV and compared. */
export async function duckDbPreflight({ folder, labels }: BenchData): Promise<DuckDbPreflight> {
  const stop = stopwatch();
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const place = (file: string) => join(folder, 'duckdb', file);
  await connection.run(`CREATE TABLE contacts AS FROM ${read(place('records.csv'))}`);
  await connection.run(`CREATE TABLE contact_keys AS FROM ${read(place('keys.csv'))}`);
  await readLeads(connection, folder);
  const found = await leadsFound(connection, labels.length);
  return { ...stop(), found };
}

/** By DuckDB alone, from the files as they are. */
export async function duckDbAlone({ contacts, leads, labels }: BenchData): Promise<DuckDbPreflight> {
  const stop = stopwatch();
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('SET preserve_insertion_order = true');
  for (const statement of rawTables(contacts, leads)) await connection.run(statement);
  const found = await leadsFound(connection, labels.length);
  return { ...stop(), found };
}

/** Contacts and their keys are in a database file; only the leads are read. */
export async function duckDbSavedPreflight({ folder, labels }: BenchData): Promise<DuckDbPreflight> {
  const stop = stopwatch();
  const connection = await (await DuckDBInstance.create(databaseOf(folder))).connect();
  await readLeads(connection, folder);
  const found = await leadsFound(connection, labels.length);
  return { ...stop(), found };
}

async function readLeads(connection: DuckDBConnection, folder: string): Promise<void> {
  const place = (file: string) => join(folder, 'duckdb', file);
  await connection.run(`CREATE TEMP TABLE leads AS FROM ${read(place('lead-records.csv'))}`);
  await connection.run(`CREATE TEMP TABLE lead_keys AS FROM ${read(place('lead-keys.csv'))}`);
}

async function leadsFound(connection: DuckDBConnection, leads: number): Promise<Set<string>[]> {
  const found = Array.from({ length: leads }, () => new Set<string>());
  const rows = (await connection.runAndReadAll(pairs)).getRows();
  for (const [lead, contact] of rows) found[Number(lead)]!.add(String(contact));
  return found;
}

function databaseOf(folder: string): string {
  return join(folder, 'duckdb', 'contacts.duckdb');
}

/** Writes contacts to a database file, with an index on each key column for single look-ups. */
export async function writeDatabase({ folder }: BenchData): Promise<void> {
  const path = databaseOf(folder);
  if (existsSync(path)) return;
  const unfinished = `${path}.part`;
  for (const file of [unfinished, `${unfinished}.wal`]) rmSync(file, { force: true });
  const instance = await DuckDBInstance.create(unfinished);
  const connection = await instance.connect();
  const place = (file: string) => join(folder, 'duckdb', file);
  await connection.run(`CREATE TABLE contacts AS FROM ${read(place('records.csv'))}`);
  await connection.run(`CREATE TABLE contact_keys AS FROM ${read(place('keys.csv'))}`);
  for (const [index] of runnable.keys.entries())
    await connection.run(`CREATE INDEX by_key_${index + 1} ON contacts (key_${index + 1})`);
  await connection.run('CREATE INDEX by_id ON contacts (id)');
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  renameSync(unfinished, path);
}

export interface DuckDbLookUps {
  /** Finding the contacts behind the keys alone; processor time. */
  readonly candidates: Spread;
  readonly wall: Spread;
  readonly cpu: Spread;
  readonly found: readonly ReadonlySet<string>[];
}

/**
 * Look-ups of single leads by prepared statements: an index scan for each key, then, where that brings up contacts,
 * the equation on them. One statement for all was several times slower: it is planned anew each time.
 * @param threads as many as are best for such small queries: one was
 */
export async function duckDbLookUps(data: BenchData, leads: number, threads: number): Promise<DuckDbLookUps> {
  const instance = await DuckDBInstance.create(databaseOf(data.folder), { threads: String(threads) });
  const connection = await instance.connect();
  const ids = async (sql: string, values: readonly string[]): Promise<string[]> => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = await connection.prepare(sql);
      statements.set(sql, statement);
    }
    for (const [at, value] of values.entries()) statement.bindVarchar(at + 1, value);
    return (await statement.runAndReadAll()).getRows().map(([id]) => String(id));
  };
  const statements = new Map<string, Awaited<ReturnType<typeof connection.prepare>>>();
  const names = columnNames();
  const sampleRow = names.map((column, at) => `$${at + 1}::VARCHAR AS ${column}`).join(', ');
  const candidates: number[] = [];
  const wall: number[] = [];
  const cpu: number[] = [];
  const found: Set<string>[] = [];
  for (const round of ['warm', 'timed']) {
    for (const values of (await leadValues(data)).slice(0, leads)) {
      const used = processorTime();
      const start = performance.now();
      const { keys, cells } = leadSample(values);
      const scans = keys.map(([key], at) => `SELECT id FROM contacts WHERE key_${key} = $${at + 1}`);
      const behind = await ids(
        scans.join(' UNION '),
        keys.map(([, value]) => value),
      );
      const between = processorTime();
      const places = behind.map((_, at) => `$${names.length + at + 1}`).join(', ');
      const matching =
        behind.length === 0
          ? []
          : await ids(
              `SELECT id FROM (SELECT other.id, ${compared} FROM contacts other, (SELECT ${sampleRow}) one WHERE other.id IN (${places})) WHERE ${holds}`,
              [...cells, ...behind],
            );
      if (round === 'warm') continue;
      candidates.push((between - used) / 1000);
      wall.push(performance.now() - start);
      cpu.push((processorTime() - used) / 1000);
      found.push(new Set(matching));
    }
  }
  return { candidates: spread(candidates), wall: spread(wall), cpu: spread(cpu), found };
}
