import { changeOf, type FoundPairs } from '../core/forecast/change.ts';
import {
  countPairs,
  type ForecastReport,
  forecastText,
  type RuleForecast,
} from '../core/forecast/forecast.ts';
import { compileRule, isCompiled } from '../core/matching/compile.ts';
import { indexTable } from '../core/matching/index/tableIndex.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import type { MatchingRule } from '../core/metadata/model.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { pairsOfFile, searchNotes } from '../data/pairsOfFile.ts';
import {
  amongNames,
  dataArgument,
  existingColumnProblems,
  problemNotes,
  type ReadTable,
  readTable,
} from './dataFiles.ts';
import { EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { Problem } from './problem.ts';
import { openRuleProject } from './ruleProject.ts';

/** The options of `forecast`, as the command line gives them. */
export interface ForecastOptions {
  readonly object?: string;
  readonly rule: readonly string[];
  readonly since?: string;
  readonly project?: string;
  readonly format: 'text' | 'json';
}

/**
 * The `forecast` command: how many existing records each matching rule would hit, and what a change of it does to that.
 *
 * @returns the exit code
 * @throws Problem
 */
export async function runForecast(typed: string, options: ForecastOptions, run: OrgRun): Promise<number> {
  const opened = openRuleProject(
    options.project === undefined ? { file: typed } : { project: options.project },
    run,
  );
  const argument = dataArgument(typed, options.object, opened.project, run);
  const now = rulesOf(argument.object, opened.project.catalog, options.rule);
  const before =
    options.since === undefined
      ? null
      : rulesOf(argument.object, opened.past(options.since).catalog, options.rule);
  const names = [...new Set([...now.keys(), ...(before?.keys() ?? [])])];
  if (names.length === 0)
    throw new Problem(
      `there is no matching rule of ${argument.object}${options.rule.length > 0 ? ` with the name that --rule gives${amongNames([...rulesOf(argument.object, opened.project.catalog, []).values()].map(({ fullName }) => fullName))}` : ' in the project'}.`,
    );
  const data = await readTable(argument, run);
  const compared = [...now.values()].flatMap(({ object, items }) =>
    items.map(({ field }) => ({ object, field })),
  );
  const columns = existingColumnProblems(argument, data.table, compared, opened.project);
  const notes = new Set<string>();
  const rules: RuleForecast[] = [];
  for (const name of names) {
    rules.push(
      await forecastOf(
        now.get(name) ?? null,
        before === null ? null : (before.get(name) ?? null),
        data,
        notes,
        run,
      ),
    );
  }
  const report: ForecastReport = {
    file: argument.name,
    object: argument.object,
    records: data.table.size,
    since: options.since ?? null,
    rules,
    notes: [...problemNotes([...columns, ...data.problems]), ...notes, activationNote],
  };
  run.settle();
  writeOut(options.format === 'json' ? formatJson(report) : forecastText(report, outputWidth()));
  return EXIT_OK;
}

const activationNote =
  'Salesforce does not activate a matching rule that finds too many matches among existing records; how many that are it does not publish.';

/** By full name in lower case. */
function rulesOf(
  object: string,
  { matchingRules }: RuleCatalog,
  wanted: readonly string[],
): ReadonlyMap<string, MatchingRule> {
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  return new Map(
    matchingRules
      .filter((rule) => rule.object.toLowerCase() === object.toLowerCase())
      .filter(
        ({ fullName, name }) =>
          names.size === 0 || names.has(fullName.toLowerCase()) || names.has(name.toLowerCase()),
      )
      .map((rule) => [rule.fullName.toLowerCase(), rule]),
  );
}

async function forecastOf(
  now: MatchingRule | null,
  before: MatchingRule | null,
  data: ReadTable,
  notes: Set<string>,
  run: OrgRun,
): Promise<RuleForecast> {
  const { size } = data.table;
  const isUnchanged = now !== null && before !== null && sameBody(now, before);
  const found = now && (await find(now, data, notes, run));
  const earlier = isUnchanged ? found : before && (await find(before, data, new Set(), run));
  const isFound = (one: FoundPairs | string | null): one is FoundPairs =>
    one !== null && typeof one !== 'string';
  const both = isFound(found) && isFound(earlier) ? { found, earlier } : null;
  return {
    rule: (now ?? before)!.fullName,
    status: now?.status ?? 'deleted',
    now: isFound(found) ? countPairs(found.pairs, found.end) : null,
    before: isFound(earlier) ? countPairs(earlier.pairs, earlier.end) : null,
    ...(both === null
      ? { gained: null, lost: null, whyNoChange: '' }
      : isUnchanged
        ? { gained: 0, lost: 0, whyNoChange: '' }
        : changeOf(both.found, both.earlier, size)),
    isUnchanged,
    why: typeof found === 'string' ? found : '',
  };
}

async function find(
  rule: MatchingRule,
  data: ReadTable,
  notes: Set<string>,
  run: OrgRun,
): Promise<FoundPairs | string> {
  const compiled = compileRule(rule);
  if (!isCompiled(compiled)) return compiled.why;
  const index = await indexed(data, compiled, run);
  for (const note of compiled.notes) notes.add(note);
  const found = await pairsOfFile(data.table, index, run);
  for (const note of searchNotes(found.end, compiled)) notes.add(note);
  return found;
}

async function indexed({ table }: ReadTable, rule: CompiledRule, run: OrgRun) {
  const steps = indexTable(table, [rule]);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value[0]!;
    run.progress(`Indexing by ${rule.rule.fullName} … ${Math.round((100 * value) / table.size)} %`);
    await new Promise(setImmediate);
  }
}

function sameBody(one: MatchingRule, other: MatchingRule): boolean {
  const body = ({ items, booleanFilter }: MatchingRule) =>
    JSON.stringify([
      booleanFilter,
      items.map(({ field, method, matchBlanks }) => [field, method, matchBlanks]),
    ]);
  return body(one) === body(other);
}
