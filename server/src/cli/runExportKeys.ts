import path from 'node:path';
import { duckDbFile } from '../core/keyExport/duckDbFile.ts';
import { comparisonRows, keyExporter, keyHeader, recordHeader } from '../core/keyExport/exporter.ts';
import { fileNames } from '../core/keyExport/files.ts';
import { splinkSettings } from '../core/keyExport/splinkSettings.ts';
import { compileRule, isCompiled } from '../core/matching/compile.ts';
import { RunnableRule } from '../core/matching/compiledRule.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { TextPage } from '../core/textPage.ts';
import { DataFileProblem, readDataFile } from '../data/readDataFile.ts';
import { whyNotWritten } from '../workspace/problem.ts';
import { amongNames, dataArgument } from './dataFiles.ts';
import { EXIT_OK } from './exitCodes.ts';
import { ExportFolder } from './exportFolder.ts';
import { formatJson } from './formats/json.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { Problem } from './problem.ts';
import { refuseToOverwrite } from './refuseToOverwrite.ts';
import { openRuleProject } from './ruleProject.ts';

/** The options of `export-keys`, as the command line gives them. */
export interface ExportKeysOptions {
  readonly out: string;
  readonly object?: string;
  readonly rule?: string;
  readonly project?: string;
  readonly format: 'text' | 'json';
}

/** What was written; no value of a record. */
interface ExportReport {
  readonly file: string;
  readonly object: string;
  readonly rule: string;
  readonly folder: string;
  readonly records: number;
  readonly keys: number;
  readonly notes: readonly string[];
}

/**
 * The `export-keys` command: match keys and compared values of records, for another engine.
 *
 * @returns the exit code
 * @throws Problem
 */
export async function runExportKeys(typed: string, options: ExportKeysOptions, run: OrgRun): Promise<number> {
  const { project } = openRuleProject(
    options.project === undefined ? { file: typed } : { project: options.project },
    run,
  );
  const argument = dataArgument(typed, options.object, project, run);
  const rule = ruleOf(argument.object, options.rule, project.catalog);
  const out = path.resolve(run.cwd, options.out);
  for (const name of Object.values(fileNames))
    refuseToOverwrite(path.join(options.out, name), path.join(out, name), [argument.file]);
  const folder = new ExportFolder(out);
  try {
    const report = await exported(argument, rule, folder, options.out, run);
    run.settle();
    writeOut(options.format === 'json' ? formatJson(report) : text(report));
    return EXIT_OK;
  } catch (error) {
    folder.discard();
    if (error instanceof DataFileProblem)
      throw new Problem(`"${argument.name}" cannot be read: ${error.message}.`);
    if (error instanceof Error && 'syscall' in error)
      throw new Problem(`"${options.out}" cannot be written: ${whyNotWritten(error)}.`);
    throw error;
  }
}

async function exported(
  { file, name, object }: { readonly file: string; readonly name: string; readonly object: string },
  rule: RunnableRule,
  folder: ExportFolder,
  out: string,
  run: OrgRun,
): Promise<ExportReport> {
  const keys = folder.csv(fileNames.keys, keyHeader);
  const transposed = rule.names === null ? null : folder.csv(fileNames.transposed, keyHeader);
  const records = folder.csv(fileNames.records, recordHeader(rule));
  const exporter = keyExporter(rule, object, {
    key: (row) => keys.add(row),
    transposed: (row) => transposed?.add(row),
    record: (row) => records.add(row),
  });
  await readDataFile(file, exporter, {
    signal: run.signal,
    progress: (done, size) => run.progress(`Reading ${name} … ${Math.round((100 * done) / size)} %`),
  });
  const { problems } = exporter;
  if (exporter.records === 0) {
    const why =
      problems.find(({ severity }) => severity === 'error')?.message ?? `It holds no record of ${object}.`;
    throw new Problem(`"${name}" has no records to look at. ${why}`);
  }
  const comparisons = folder.csv(fileNames.comparisons);
  for (const row of comparisonRows(rule)) comparisons.add(row);
  folder.text(fileNames.sql, duckDbFile(rule));
  folder.text(fileNames.splinkDuckDb, formatJson(splinkSettings(rule, 'duckdb')));
  folder.text(fileNames.splinkSpark, formatJson(splinkSettings(rule, 'spark')));
  folder.complete();
  const lacking = exporter.lacking();
  return {
    file: name,
    object,
    rule: rule.rule.fullName,
    folder: out,
    records: exporter.records,
    keys: exporter.keys,
    notes: [
      ...rule.notes,
      ...(lacking.length > 0
        ? [
            `The data holds no ${lacking.join(', ')}: what hangs on that counts as not known, and gives no pair.`,
          ]
        : []),
      ...(problems.length > 0
        ? [
            `The data has ${problems.length.toLocaleString('en')} problems: the first is "${problems[0]!.message}"`,
          ]
        : []),
    ],
  };
}

/** @throws Problem where there is none to take, or it cannot be run or has no keys */
function ruleOf(object: string, wanted: string | undefined, catalog: RuleCatalog): RunnableRule {
  const isOfObject = (one: { readonly object: string }) => one.object.toLowerCase() === object.toLowerCase();
  const isWanted = ({ fullName, name }: { readonly fullName: string; readonly name: string }) =>
    wanted === undefined || [fullName, name].some((one) => one.toLowerCase() === wanted.toLowerCase());
  const inUse = compiledRulesFor(object, catalog)
    .filter(isOfObject)
    .filter(({ rule }) => isWanted(rule));
  const named = wanted === undefined ? undefined : catalog.matchingRules.filter(isOfObject).find(isWanted);
  const compiled = inUse[0] ?? (named && compileRule(named));
  if (compiled === undefined) {
    throw new Problem(
      `no matching rule of ${object} ${wanted === undefined ? 'that an active duplicate rule uses can be run offline' : `has the name that --rule gives${amongNames(catalog.matchingRules.filter(isOfObject).map(({ fullName }) => fullName))}`}.`,
    );
  }
  if (inUse.length > 1) {
    const names = inUse.map(({ rule }) => rule.fullName).join(', ');
    throw new Problem(`several matching rules of ${object} are in use: name one with --rule (${names}).`);
  }
  if (!isCompiled(compiled)) throw new Problem(compiled.why);
  if (!(compiled instanceof RunnableRule) || compiled.keys.length === 0)
    throw new Problem(`${compiled.rule.fullName} has no match key: nothing would limit what is compared.`);
  return compiled;
}

function text({ file, object, rule, folder, records, keys, notes }: ExportReport): string {
  const page = new TextPage(Math.max(outputWidth(), 60));
  page.add(
    0,
    `${file}: ${keys.toLocaleString('en')} match keys of ${records.toLocaleString('en')} records of ${object}, by ${rule}`,
  );
  for (const note of notes) page.add(0, `Note: ${note}`);
  page.add(0, `Written to ${folder}. For the pairs, there: duckdb pairs.duckdb < ${fileNames.sql}`);
  return page.text();
}
