import Papa from 'papaparse';
import { clustersOf } from '../core/dedupe/clusters.ts';
import { type DedupeReport, dedupeText, reportedCluster } from '../core/dedupe/report.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import { pairsByRule } from '../data/pairsOfFile.ts';
import { amongNames, dataArgument, existingColumnProblems, itemsOf, readExisting } from './dataFiles.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { Problem } from './problem.ts';
import { openRuleProject } from './ruleProject.ts';

/** The options of `dedupe`, as the command line gives them. */
export interface DedupeOptions {
  readonly object?: string;
  readonly rule: readonly string[];
  readonly index?: string;
  readonly project?: string;
  readonly format: 'text' | 'json' | 'csv';
}

const mostTold = 50;

/**
 * The `dedupe` command: clusters of duplicates that are in the data already.
 *
 * @returns the exit code
 * @throws Problem
 */
export async function runDedupe(
  typed: string,
  options: DedupeOptions,
  version: string,
  run: OrgRun,
): Promise<number> {
  const { project } = openRuleProject(
    options.project === undefined ? { file: typed } : { project: options.project },
    run,
  );
  const argument = dataArgument(typed, options.object, project, run);
  const all = compiledRulesFor(argument.object, project.catalog).filter(
    (rule) => rule.object.toLowerCase() === argument.object.toLowerCase(),
  );
  const wanted = new Set(options.rule.map((name) => name.toLowerCase()));
  const isWanted = ({ fullName, name }: { fullName: string; name: string }) =>
    wanted.size === 0 || wanted.has(fullName.toLowerCase()) || wanted.has(name.toLowerCase());
  const rules = all.filter(({ rule }) => isWanted(rule));
  if (rules.length === 0) {
    throw new Problem(
      `no matching rule of ${argument.object} ${wanted.size === 0 ? 'that an active duplicate rule uses can be run offline' : `has the name that --rule gives${amongNames(all.map(({ rule }) => rule.fullName))}`}.`,
    );
  }
  const existing = await readExisting(argument, rules, { indexFolder: options.index ?? null, version }, run);
  const found = await pairsByRule(existing.table, existing.indexes, run);
  const clusters = clustersOf(found.pairs).map((cluster) => reportedCluster(cluster, existing.table));
  const report: DedupeReport = {
    file: argument.name,
    object: argument.object,
    records: existing.table.size,
    rules: found.rules,
    duplicates: clusters.reduce((sum, { records }) => sum + records.length, 0),
    clusters,
    notes: [...new Set(found.notes)],
    problems: [
      ...existingColumnProblems(argument, existing.table, itemsOf(rules), project),
      ...existing.problems,
    ],
  };
  run.settle();
  writeOut(formatted(report, options.format));
  return clusters.length > 0 ? EXIT_FINDINGS : EXIT_OK;
}

function formatted(report: DedupeReport, format: DedupeOptions['format']): string {
  switch (format) {
    case 'json':
      return formatJson(report);
    case 'csv':
      return csv(report);
    case 'text':
      return dedupeText(report, { width: outputWidth(), most: mostTold });
  }
}

function csv({ clusters }: DedupeReport): string {
  const rows = clusters.flatMap(({ records, certainty, links }, index) => {
    const rules = [...new Set(links.map(({ rule }) => rule))].join('; ');
    return records.map(({ id, row }) => [String(index + 1), id ?? '', String(row), certainty, rules]);
  });
  return `${Papa.unparse([['Cluster', 'Id', 'Row', 'Certainty', 'MatchingRules'], ...rows], { newline: '\n' })}\n`;
}
