import { RequestProblem } from '../connected/problem.ts';
import { fileNameOf } from '../core/files.ts';
import { tableSource } from '../core/matching/index/tableSource.ts';
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
  /** Path of a file of existing records; null: none are compared with but earlier rows. */
  readonly against: string | null;
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

  const existing: ExistingByObject & { readonly name: string } =
    against === null
      ? { tables: [], problems: [], name: '' }
      : { ...(await readAgainst(against, plan, project, rules, run)), name: fileNameOf(against) };
  const tables = new Map(existing.tables.map((one) => [one.table.object.toLowerCase(), one.table]));
  const own = tables.get(plan.object.toLowerCase());
  if (own !== undefined) checkKey(own, plan, existing.name);
  const byId = own === undefined || plan.operation === 'insert' ? null : existingById(own, plan.externalId);
  const source = tableSource(existing.tables);

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
    existing: existing.tables.map((one) => ({
      file: existing.name,
      object: one.table.object,
      records: one.table.size,
    })),
    summary: sum.end(),
    rows,
    told: telling,
    problems: [
      ...savedColumnProblems(name, table, plan, project),
      ...existing.tables.flatMap((one) =>
        existingColumnProblems(
          { name: existing.name, object: one.table.object },
          one.table,
          compared,
          project,
        ),
      ),
      ...builder.problems.map((problem) => ({ ...problem, file: name })),
      ...existing.problems.map((problem) => ({ ...problem, file: existing.name })),
    ],
  });
}

/** Between two of them other messages get their turn. In milliseconds. */
const longestStep = 20;

async function readAgainst(
  path: string,
  { object }: LoadPlan,
  { schema }: Pick<Project, 'schema'>,
  rules: ReturnType<typeof compiledRulesFor>,
  run: SearchRun,
): Promise<ExistingByObject> {
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
  return read;
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
