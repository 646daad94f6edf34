import { RequestProblem } from '../connected/problem.ts';
import { fileNameOf } from '../core/files.ts';
import { type IndexedTable, tableSource } from '../core/matching/index/tableSource.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import { unfitColumns } from '../core/preflight/columns.ts';
import { existingById } from '../core/preflight/existingById.ts';
import type { LoadPlan } from '../core/preflight/model.ts';
import {
  isTelling,
  type PreflightReport,
  preflightReport,
  type ReportedRow,
  reportedRow,
} from '../core/preflight/report.ts';
import { preflight } from '../core/preflight/run.ts';
import { PreflightSum } from '../core/preflight/summary.ts';
import type { Project } from '../core/project.ts';
import type { RecordTable } from '../core/recordSets/model.ts';
import { tableBuilder } from '../core/recordSets/table.ts';
import { objectOfFileName } from '../core/records/objects.ts';
import { DataFileProblem } from '../data/dataFileProblem.ts';
import { existingColumnProblems, itemsOf, savedColumnProblems } from '../data/fileProblems.ts';
import type { SearchRun } from '../data/pairsOfFile.ts';
import { readDataFile } from '../data/readDataFile.ts';
import { type ExistingByObject, existingByObject } from './existingByObject.ts';

export interface FileToLoad {
  readonly path: string;
  readonly plan: LoadPlan;
  /** Paths of files of existing records, of each object one; none: rows are compared with earlier ones alone. */
  readonly against: readonly string[];
  /** So many rows are reported; the others are counted. */
  readonly most: number;
}

/**
 * What becomes of each row of a file that is going to be loaded. No org is asked; nothing of the records is kept.
 *
 * @throws RequestProblem where a file will not do; the signal's reason when it is cancelled
 */
export async function preflightFile(
  { path, plan, against, most }: FileToLoad,
  project: Pick<Project, 'catalog' | 'schema'>,
  run: SearchRun,
): Promise<PreflightReport> {
  const name = fileNameOf(path);
  const rules = compiledRulesFor(plan.object, plan.catalog);
  const builder = tableBuilder({
    object: plan.object,
    takes: (own) => own === null || own.toLowerCase() === plan.object.toLowerCase(),
  });
  const told = progressOf(run);
  await reading(name, () =>
    readDataFile(path, builder, {
      signal: run.signal,
      progress: (read, size) => told(`Reading ${name} … ${percent(size === 0 ? 1 : read / size)}`),
    }),
  );
  const table = builder.build();
  if (table.size === 0) throw unfit(`${name} has no records of ${plan.object} to look at.`);
  checkKey(table, plan, name);
  const foreign = unfitColumns(table.fields, plan, project.schema);
  if (foreign !== null) throw unfit(`Nothing can be foreseen for ${name}. ${foreign}`);

  const existing: ExistingFile[] = [];
  for (const one of against) existing.push(await readAgainst(one, plan, project, rules, run));
  const byObject = tablesOf(existing);
  const tables = new Map([...byObject].map(([object, { indexed }]) => [object, indexed.table]));
  const own = byObject.get(plan.object.toLowerCase());
  if (own !== undefined) checkKey(own.indexed.table, plan, own.name);
  const byId =
    own === undefined || plan.operation === 'insert'
      ? null
      : existingById(own.indexed.table, plan.externalId);
  const source = tableSource([...byObject.values()].map(({ indexed }) => indexed));

  const sum = new PreflightSum(plan, source);
  const rows: ReportedRow[] = [];
  let telling = 0;
  let next = performance.now() + longestStep;
  for (const verdict of preflight(table, plan, { source, byId })) {
    sum.add(verdict);
    if (isTelling(verdict) && telling++ < most) rows.push(reportedRow(verdict, table, tables));
    if (performance.now() < next) continue;
    told(`Looking for duplicates … ${percent((verdict.ordinal + 1) / table.size)}`);
    await new Promise(setImmediate);
    run.signal.throwIfAborted();
    next = performance.now() + longestStep;
  }
  const compared = itemsOf(rules);
  return preflightReport(plan, {
    file: name,
    existing: [...byObject.values()].map(({ name: file, indexed: { table: one } }) => ({
      file,
      object: one.object,
      records: one.size,
    })),
    summary: sum.end(),
    rows,
    told: telling,
    problems: [
      ...savedColumnProblems(name, table, plan, project),
      ...[...byObject.values()].flatMap(({ name: file, indexed: { table: one } }) =>
        existingColumnProblems({ name: file, object: one.object }, one, compared, project),
      ),
      ...builder.problems.map((problem) => ({ ...problem, file: name })),
      ...existing.flatMap(({ name: file, problems }) => problems.map((problem) => ({ ...problem, file }))),
    ],
  });
}

/** Between two of them other messages get their turn. In milliseconds. */
const longestStep = 20;

interface ExistingFile extends ExistingByObject {
  readonly name: string;
}

interface ExistingTable {
  /** Of its file. */
  readonly name: string;
  readonly indexed: IndexedTable;
}

/** By object in lower case. A row of existing records is named by its number, so that it has to be clear of which file. */
function tablesOf(files: readonly ExistingFile[]): ReadonlyMap<string, ExistingTable> {
  const found = new Map<string, ExistingTable>();
  for (const { name, tables } of files) {
    for (const indexed of tables) {
      const { object } = indexed.table;
      const other = found.get(object.toLowerCase());
      if (other !== undefined) {
        throw unfit(
          `"${other.name}" and "${name}" both hold existing records of ${object}: put them into one file.`,
        );
      }
      found.set(object.toLowerCase(), { name, indexed });
    }
  }
  return found;
}

async function readAgainst(
  path: string,
  { object }: LoadPlan,
  { schema }: Pick<Project, 'schema'>,
  rules: ReturnType<typeof compiledRulesFor>,
  run: SearchRun,
): Promise<ExistingFile> {
  const name = fileNameOf(path);
  const told = progressOf(run);
  const read = await reading(name, () =>
    existingByObject(path, {
      own: objectOfFileName(path, schema) || object,
      rules,
      signal: run.signal,
      progress: (done) => told(`Reading ${name} … ${percent(done)}`),
    }),
  );
  if (read.tables.length === 0)
    throw unfit(`${name} has no records that the rules of ${object} compare with.`);
  return { ...read, name };
}

function checkKey(table: RecordTable, { operation, externalId }: LoadPlan, name: string): void {
  if (operation === 'insert') return;
  const key = externalId ?? 'Id';
  if (table.column(key) < 0)
    throw unfit(`${name} has no column ${key}, by which an ${operation} finds its records.`);
}

async function reading<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DataFileProblem)) throw error;
    throw unfit(`${name} cannot be read: ${error.message}.`);
  }
}

function unfit(text: string): RequestProblem {
  return new RequestProblem('bad-record', text);
}

/** Tells each text once. */
function progressOf(run: SearchRun): (text: string) => void {
  let last = '';
  return (text) => {
    if (text === last) return;
    last = text;
    run.progress(text);
  };
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
