import { tableSource } from '../core/matching/index/tableSource.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { unfitColumns } from '../core/preflight/columns.ts';
import { existingById } from '../core/preflight/existingById.ts';
import { english, preflightHtml } from '../core/preflight/html.ts';
import { type LoadChannel, loadChannels } from '../core/preflight/loadChannels.ts';
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
import { preflightText } from '../core/preflight/text.ts';
import type { RecordTable } from '../core/recordSets/model.ts';
import {
  dataArgument,
  dataArguments,
  existingColumnProblems,
  itemsOf,
  readExisting,
  readTable,
  savedColumnProblems,
} from './dataFiles.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut, writePieces } from './output.ts';
import { Problem } from './problem.ts';
import { openRuleProject } from './ruleProject.ts';
import { runningUser } from './runningUser.ts';
import { splitFiles } from './splitFiles.ts';
import { ToldRows } from './toldRows.ts';

/** The options of `preflight`, as the command line gives them. */
export interface PreflightOptions {
  readonly object?: string;
  readonly against: readonly string[];
  readonly operation: LoadPlan['operation'];
  readonly externalId?: string;
  readonly channel: LoadChannel;
  readonly batchSize?: number;
  readonly allowSave?: true;
  readonly user: readonly string[];
  readonly index?: string;
  readonly clean?: string;
  readonly refused?: string;
  readonly project?: string;
  readonly format: 'text' | 'json' | 'html';
}

/** After so many milliseconds progress is shown, and Ctrl-C is heard. */
const between = 100;

/** So many rows and problems go to a terminal or a page. */
const mostTold = { text: 50, html: 1_000 } as const;

/**
 * The `preflight` command: what becomes of each row of a file that is going to be loaded.
 *
 * @returns the exit code
 * @throws Problem where the files cannot be read
 */
export async function runPreflight(
  typed: string,
  options: PreflightOptions,
  version: string,
  run: OrgRun,
): Promise<number> {
  const { project } = openRuleProject(
    options.project === undefined ? { file: typed } : { project: options.project, file: typed },
    run,
  );
  const argument = dataArgument(typed, options.object, project, run);
  const plan = planOf(options, argument.object, project.catalog);
  const { table, problems } = await readTable(argument, run);
  checkKey(table, plan, argument.name);
  const unfit = unfitColumns(table.fields, plan, project.schema);
  if (unfit !== null) throw new Problem(`nothing can be foreseen for "${argument.name}". ${unfit}`);
  const rules = compiledRulesFor(plan.object, plan.catalog);
  const existing = [];
  for (const against of dataArguments(options.against, project, run)) {
    existing.push(await readExisting(against, rules, { indexFolder: options.index ?? null, version }, run));
  }
  const source = tableSource(existing);
  const own = existing.find(({ argument: { object } }) => object === plan.object);
  if (own !== undefined && own.table.size > 0) checkKey(own.table, plan, own.argument.name);
  const byId =
    own === undefined || plan.operation === 'insert' ? null : existingById(own.table, plan.externalId);

  const sum = new PreflightSum(plan, source);
  const tables = new Map(existing.map(({ table: one }) => [one.object.toLowerCase(), one]));
  const told = new ToldRows();
  const first: ReportedRow[] = [];
  const most = options.format === 'json' ? 0 : mostTold[options.format];
  let telling = 0;
  const inputs = [argument, ...existing.map((one) => one.argument)].map(({ file }) => file);
  const files = await splitFiles(options, table, { cwd: run.cwd, inputs });
  try {
    let next = performance.now() + between;
    for (const verdict of preflight(table, plan, { source, byId })) {
      sum.add(verdict);
      await files.add(verdict);
      if (isTelling(verdict)) {
        telling++;
        if (options.format === 'json') told.add(reportedRow(verdict, table, tables));
        else if (first.length < most) first.push(reportedRow(verdict, table, tables));
      }
      if (performance.now() < next) continue;
      run.progress(
        `Looking for duplicates … row ${(verdict.ordinal + 1).toLocaleString('en')} of ${table.size.toLocaleString('en')}`,
      );
      await new Promise(setImmediate);
      run.signal.throwIfAborted();
      next = performance.now() + between;
    }
    run.signal.throwIfAborted();
    await files.end();
  } finally {
    await files.discard();
  }
  const report = preflightReport(plan, {
    file: argument.name,
    existing: existing.map(({ argument: { name, object }, table: { size } }) => ({
      file: name,
      object,
      records: size,
    })),
    summary: sum.end(),
    rows: first,
    told: telling,
    problems: [
      ...savedColumnProblems(argument.name, table, plan, project),
      ...existing.flatMap((one) => existingColumnProblems(one.argument, one.table, itemsOf(rules), project)),
      ...problems,
      ...existing.flatMap((one) => one.problems),
    ],
  });
  run.settle();
  if (options.format === 'json') await writePieces(jsonPieces(report, told));
  else writeOut(formatted(report, options.format));
  told.end();
  for (const one of existing) one.close();
  const { fates } = report.summary;
  return fates.refused + fates['refused-unless-allow-save'] > 0 ? EXIT_FINDINGS : EXIT_OK;
}

/** All rows may be more than one text can hold. */
function* jsonPieces(report: PreflightReport, told: ToldRows): Generator<string | Uint8Array> {
  // Inside of texts its quotes would be escaped.
  const place = '"rows": []';
  const whole = formatJson(report);
  const at = whole.indexOf(place);
  yield `${whole.slice(0, at)}"rows": [`;
  yield* told.json();
  yield whole.slice(at + place.length - 1);
}

function formatted(report: PreflightReport, format: 'text' | 'html'): string {
  switch (format) {
    case 'html':
      return preflightHtml(report, { ...english, most: mostTold.html });
    case 'text':
      return preflightText(report, { width: outputWidth(), most: mostTold.text });
  }
}

function planOf(options: PreflightOptions, object: string, catalog: RuleCatalog): LoadPlan {
  const { operation, channel, externalId, batchSize, allowSave, user } = options;
  if (externalId !== undefined && operation !== 'upsert')
    throw new Problem('--external-id goes with --operation upsert.');
  return {
    object,
    operation,
    externalId: externalId ?? null,
    channel,
    batchSize: batchSize ?? loadChannels[channel],
    allowSave: allowSave ?? false,
    user: runningUser(user),
    catalog,
  };
}

function checkKey(table: RecordTable, { operation, externalId }: LoadPlan, name: string): void {
  if (operation === 'insert') return;
  const key = externalId ?? 'Id';
  if (table.column(key) >= 0) return;
  throw new Problem(
    `"${name}" has no column ${key}, by which an ${operation} finds its records${operation === 'upsert' && externalId === null ? ': name another one with --external-id' : ''}.`,
  );
}
