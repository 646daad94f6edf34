import { valuesIn } from '../core/matching/index/tableIndex.ts';
import { tableSource } from '../core/matching/index/tableSource.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import type { Candidate, OfflineSave } from '../core/matching/run/model.ts';
import { type MatchQuery, matchReportRules } from '../core/matchReport/build.ts';
import type { MatchReport } from '../core/matchReport/model.ts';
import { matchReportText } from '../core/matchReport/text.ts';
import type { DuplicateRule } from '../core/metadata/model.ts';
import { fieldKey } from '../core/outcome/fieldNames.ts';
import { existingById } from '../core/preflight/existingById.ts';
import type { Project } from '../core/project.ts';
import { KnownFields } from '../core/records/knownFields.ts';
import type { SampleRecord } from '../core/records/model.ts';
import {
  dataArguments,
  existingColumnProblems,
  itemsOf,
  problemNotes,
  type ReadExisting,
  readExisting,
} from './dataFiles.ts';
import { EXIT_FINDINGS, EXIT_OK, EXIT_PROBLEM } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { readInput } from './inputText.ts';
import { refuseUnknown } from './knownObject.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { displayPath } from './paths.ts';
import { Problem } from './problem.ts';
import { isCode, recordInFile } from './recordInFile.ts';
import { openRuleProject, type RuleProject } from './ruleProject.ts';
import { runningUser } from './runningUser.ts';
import { type RecordOptions, sampleRecord } from './sampleRecord.ts';

/** The options of `match`, as the command line gives them. */
export interface MatchOptions extends RecordOptions {
  readonly file?: string;
  readonly row?: number;
  readonly line?: number;
  readonly against: readonly string[];
  readonly with?: string;
  readonly index?: string;
  readonly user: readonly string[];
  readonly project?: string;
  readonly format: 'text' | 'json';
}

const mostPairs = 10;

/**
 * The `match` command: which existing records of files the local rules find for a record, and why.
 *
 * @returns the exit code
 * @throws Problem
 */
export async function runMatch(options: MatchOptions, version: string, run: OrgRun): Promise<number> {
  if (options.against.length === 0)
    throw new Problem('there is nothing to compare with: name existing records with --against FILE.');
  const input = options.file === undefined ? null : await readInput(options.file, 'the record', run);
  const opened = openRuleProject(options, run, input !== null && isCode(input));
  const { project } = opened;
  if (options.object !== undefined) refuseUnknown(options.object, project);
  const draft = input && (await recordInFile(input, options, project, run.warn));
  const record = sampleRecord(options, draft, run.warn);
  const rules = compiledRulesFor(record.object, project.catalog);
  const existing: ReadExisting[] = [];
  for (const argument of dataArguments(options.against, project, run)) {
    existing.push(await readExisting(argument, rules, { indexFolder: options.index ?? null, version }, run));
  }
  const save = saveOf(record, options, existing, opened);
  const source = tableSource(existing);
  const found = matchReportRules({
    save,
    source,
    wanted: options.with === undefined ? null : wantedRecord(options.with, existing),
    locate: (object, { ordinal }) => {
      const { argument, table } = existing.find(
        ({ table: one }) => one.object.toLowerCase() === object.toLowerCase(),
      )!;
      return { file: argument.name, row: table.position(ordinal).row };
    },
    sourceOf: (rule) => sourceText(rule, opened, run.cwd),
    most: mostPairs,
  });
  const active = found.filter(({ active: isActive, runs }) => isActive && runs !== false);
  const report: MatchReport = {
    sample: record,
    operation: save.operation,
    existing: existing.map(({ argument: { name, object }, table: { size } }) => ({
      file: name,
      object,
      records: size,
    })),
    finds: active.some(({ finds, runs }) => finds === true && runs === true)
      ? true
      : active.some(({ finds, runs }) => finds === null || (finds === true && runs === null))
        ? null
        : false,
    rules: found,
    notes: [
      ...misspeltFields(record, project),
      ...notesOf(found.length, record),
      ...existing.flatMap(({ argument, table, problems }) =>
        problemNotes([...existingColumnProblems(argument, table, itemsOf(rules), project), ...problems]),
      ),
    ],
  };
  run.settle();
  writeOut(options.format === 'json' ? formatJson(report) : matchReportText(report, outputWidth()));
  return report.finds === null ? EXIT_PROBLEM : report.finds ? EXIT_FINDINGS : EXIT_OK;
}

function saveOf(
  record: SampleRecord,
  options: MatchOptions,
  existing: readonly ReadExisting[],
  { project }: RuleProject,
): OfflineSave {
  const given = new Map(record.fields.map(({ name, value }) => [fieldKey(name), value]));
  const own = existing.find(({ table }) => table.object.toLowerCase() === record.object.toLowerCase());
  const before = record.id === null || !own ? null : existingById(own.table, null).find(record.id);
  return {
    object: record.object,
    operation: record.id === null ? 'insert' : 'update',
    id: record.id,
    values: (key) => (given.has(key) ? given.get(key) : before?.values(key)),
    changed: record.id === null ? null : new Set(given.keys()),
    user: runningUser(options.user),
    catalog: project.catalog,
  };
}

/** An existing record by its Id, or by its row as `12` or `Contact:12`. */
function wantedRecord(typed: string, existing: readonly ReadExisting[]): NonNullable<MatchQuery['wanted']> {
  for (const { table } of existing) {
    const [, object, row] = /^(?:(\w+):)?(\d{1,9})$/.exec(typed) ?? [];
    if (object !== undefined && object.toLowerCase() !== table.object.toLowerCase()) continue;
    for (let ordinal = 0; ordinal < table.size; ordinal++) {
      const id = table.id(ordinal);
      const isMeant =
        row === undefined
          ? id?.slice(0, 15) === typed.slice(0, 15)
          : table.position(ordinal).row === Number(row);
      if (!isMeant) continue;
      const values = valuesIn(table)(ordinal);
      return {
        object: table.object,
        candidate: (rule: CompiledRule): Candidate => ({
          ordinal,
          id,
          prepared: rule.prepare(values),
          value: (field) => table.value(ordinal, table.column(field)),
        }),
      };
    }
  }
  throw new Problem('no existing record has the Id or row that --with names.');
}

function sourceText({ source }: DuplicateRule, { locate }: RuleProject, cwd: string): string {
  if (source.kind === 'assumed') return 'assumed standard rule';
  return source.kind === 'org' ? `org ${source.username}` : displayPath(locate(source.location).file, cwd);
}

/** A field that nobody knows is compared by no rule: the answer would be that of a record without it. */
function misspeltFields({ object, fields }: SampleRecord, project: Project): readonly string[] {
  const known = new KnownFields(project);
  return fields.flatMap(({ name }) => known.problem(object, name)?.message ?? []);
}

function notesOf(rules: number, { object }: SampleRecord): string[] {
  return rules > 0 ? [] : [`No duplicate rule of ${object} is known.`];
}
