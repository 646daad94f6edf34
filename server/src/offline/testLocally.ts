import { RequestProblem } from '../connected/problem.ts';
import { fileNameOf } from '../core/files.ts';
import { type IndexedTable, tableSource } from '../core/matching/index/tableSource.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import type { Schema } from '../core/metadata/objects.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import type { Preview } from '../core/preview/model.ts';
import { localPreview } from '../core/preview/offline/local.ts';
import type { DataProblem, RecordTable } from '../core/recordSets/model.ts';
import { checkRecord } from '../core/records/check.ts';
import { coerceRecord } from '../core/records/coerce.ts';
import type { FieldScalar, SampleRecord } from '../core/records/model.ts';
import { objectOfFileName, objectSpelling } from '../core/records/objects.ts';
import { DataFileProblem } from '../data/readDataFile.ts';
import type { ExistingByObject } from './existingByObject.ts';
import { fieldNotes } from './fieldNotes.ts';
import type { RecordFiles } from './recordFiles.ts';

export interface LocalSampleTest {
  readonly record: SampleRecord;
  readonly catalog: RuleCatalog;
  readonly schema: Schema;
  /** Path of a file of existing records. */
  readonly file: string;
  /** Reads it. */
  readonly files: Pick<RecordFiles, 'read'>;
  readonly signal: AbortSignal;
  /** Gets short texts for a reader. */
  progress(text: string): void;
  /** Now, in ISO 8601. */
  now(): string;
}

/**
 * Runs the known rules on a record and those of a file. No org is asked, and nothing is saved.
 * @throws RequestProblem where the record or the file will not do; the signal's reason
 */
export async function testLocally(test: LocalSampleTest): Promise<Preview> {
  const { catalog, schema, file, signal } = test;
  const record = coerceRecord({ ...test.record, object: objectSpelling(test.record.object, schema) }, null);
  const wrong = checkRecord(record, null);
  if (wrong.length > 0) throw new RequestProblem('bad-record', wrong.join(' '));
  const rules = compiledRulesFor(record.object, catalog);
  const named = objectOfFileName(file, schema);
  const { tables, problems } = await read(test, named || record.object, rules);
  const tableOf = (object: string): RecordTable | null =>
    tables.find(({ table }) => table.object.toLowerCase() === object.toLowerCase())?.table ?? null;
  const name = fileNameOf(file);
  const own = tableOf(record.object);
  const before = record.id === null || own === null ? null : valuesById(own, record.id);
  signal.throwIfAborted();
  const whole = tableSource(tables.filter(isSearchable).map(({ table }) => ({ table, indexes: [] })));
  const preview = localPreview({
    sample: record,
    catalog,
    source: tableSource(tables),
    describe: (object, { ordinal, id }) => {
      const table = tableOf(object)!;
      return { id: id ?? `row ${table.position(ordinal).row}`, fields: valuesOf(table, ordinal) };
    },
    before,
    user: null,
    comparedWith: comparedWith(name, tables),
    testedAt: test.now(),
    everything: (rule) =>
      whole.candidates(
        rule,
        rule.prepare(() => undefined),
      ).records,
    notes: [
      ...fieldNotes(
        record,
        tables.map(({ table }) => table),
        rules,
        test,
      ),
      ...(named === '' && tables.length > 0
        ? [
            `The name of ${name} does not tell an object: records that do not say theirs are taken for ${record.object}.`,
          ]
        : []),
      ...(record.id !== null && before === null
        ? [`${name} does not hold the record ${record.id}: fields that are not given are not known.`]
        : []),
      ...(tables.every(isSearchable)
        ? []
        : [
            `${name} is too large to look for near misses in it: it holds more than ${mostSearched} records.`,
          ]),
      ...problemNotes(name, problems),
    ],
  });
  return untilDone(preview, signal);
}

/** More would take seconds: near misses are a help, no verdict. */
const mostSearched = 300_000;

function isSearchable({ table }: IndexedTable): boolean {
  return table.size <= mostSearched;
}

/** Gives way now and then, so that a cancellation gets its turn. */
async function untilDone<Result>(steps: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  let since = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < longestStep) continue;
    await new Promise(setImmediate);
    since = performance.now();
  }
}

/** In milliseconds. */
const longestStep = 20;

async function read(
  { file, files, signal, progress }: LocalSampleTest,
  own: string,
  rules: readonly CompiledRule[],
): Promise<ExistingByObject> {
  const name = fileNameOf(file);
  let told = -1;
  try {
    return await files.read(file, {
      own,
      rules,
      signal,
      progress: (done) => {
        const percent = Math.round(done * 100);
        if (percent === told) return;
        told = percent;
        progress(`Reading ${name} … ${percent} %`);
      },
    });
  } catch (error) {
    if (!(error instanceof DataFileProblem)) throw error;
    throw new RequestProblem('bad-record', `${name} cannot be read: ${error.message}.`);
  }
}

function comparedWith(name: string, tables: readonly IndexedTable[]): string {
  const counts = tables.map(
    ({ table }) =>
      `${table.size.toLocaleString('en')} ${table.size === 1 ? 'record' : 'records'} of ${table.object}`,
  );
  return counts.length === 0 ? name : `${name} (${counts.join(', ')})`;
}

function valuesById(table: RecordTable, id: string): Readonly<Record<string, FieldScalar>> | null {
  for (let ordinal = 0; ordinal < table.size; ordinal++)
    if (table.id(ordinal)?.slice(0, 15) === id.slice(0, 15)) return valuesOf(table, ordinal);
  return null;
}

function valuesOf(table: RecordTable, ordinal: number): Readonly<Record<string, FieldScalar>> {
  const values = table.fields.flatMap((field, column) => {
    const value = table.value(ordinal, column);
    return value === undefined ? [] : [[field, value === '' ? null : value] as const];
  });
  return Object.fromEntries(values);
}

/** Row and column are told, never a value. */
function problemNotes(name: string, problems: readonly DataProblem[]): readonly string[] {
  const [first] = problems;
  if (!first) return [];
  const place = [
    first.position === null ? '' : `row ${first.position.row}`,
    first.column === null ? '' : `column ${first.column}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
  const many =
    problems.length === 1 ? 'a problem' : `${problems.length.toLocaleString('en')} problems, the first`;
  return [`${name} has ${many}${place === '' ? '' : ` in ${place}`}: ${first.message}`];
}
