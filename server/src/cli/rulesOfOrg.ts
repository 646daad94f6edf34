import { compareRules } from '../core/drift/compare.ts';
import type { RuleDrift } from '../core/drift/model.ts';
import type { DuplicateRule } from '../core/metadata/model.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { momentWords } from '../core/outcome/words.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { driftText, type ListedDrift } from './formats/drift.ts';
import { formatJson } from './formats/json.ts';
import { byObjectAndName, type ListedInOrg, listedRule, rulesText } from './listedRule.ts';
import type { OrgRun } from './orgRun.ts';
import { writeOut } from './output.ts';
import { displayPath, pathOfUri } from './paths.ts';
import { type ConnectedProject, connectProject, type RuleProject, readRuleProject } from './ruleProject.ts';
import { findTargets } from './targets.ts';

/** The options of `rules --org`, as the command line gives them. */
export interface OrgRulesOptions {
  /** Alias or username; true: the target-org of each project. */
  readonly org: string | true;
  readonly drift?: true;
  readonly format: 'text' | 'json';
}

/** The org as listings name it. */
export interface ListedOrg {
  readonly username: string;
  readonly alias: string | null;
  readonly instanceUrl: string;
  /** ISO 8601 */
  readonly readAt: string;
  /** `ui-api`: active rules and their actions only. */
  readonly readBy: 'metadata' | 'ui-api';
  /** What could not be read, and what to do. */
  readonly problems: readonly string[];
}

/**
 * The `rules --org` command: the rules of the projects joined with those of the org, or with `--drift` how they
 * differ.
 *
 * @returns the exit code
 * @throws Problem, OrgProblem
 */
export async function rulesOfOrg(
  paths: readonly string[],
  { org, drift, format }: OrgRulesOptions,
  run: OrgRun,
): Promise<number> {
  const connected: { readonly opened: RuleProject; readonly org: ConnectedProject }[] = [];
  for (const target of findTargets(paths, run.cwd)) {
    if (target.isCodeOnly) continue;
    const opened = readRuleProject(target, run);
    connected.push({ opened, org: await connectProject(opened, org === true ? null : org, run) });
  }
  run.settle();
  const results = connected.map(({ opened, org: { session, reading } }) => {
    for (const problem of reading.problems) run.warn(problem);
    const { username, alias, instanceUrl } = session.org;
    return {
      opened,
      project: displayPath(opened.root, run.cwd) || '.',
      org: {
        username,
        alias,
        instanceUrl,
        readAt: reading.readAt,
        readBy: reading.by,
        problems: reading.problems,
      } satisfies ListedOrg,
      compared: compareRules(opened.project.catalog, reading, username),
    };
  });
  if (drift) {
    const projects = results.map(({ project, org: listed, compared }) => ({
      project,
      org: listed,
      rules: compared.map((rule) => withPath(rule, run.cwd)),
    }));
    writeOut(
      format === 'json'
        ? formatJson(projects)
        : projects.map((one) => driftText(headingOf(one.project, one.org), one.rules)).join('\n'),
    );
    return projects.some(({ rules }) => rules.some(({ state }) => state !== 'same'))
      ? EXIT_FINDINGS
      : EXIT_OK;
  }
  const projects = results.map(({ opened, project, org: listed, compared }) => ({
    project,
    org: listed,
    rules: opened.project.catalog.duplicateRules
      .map((rule) => {
        const inOrg = inOrgOf(rule, opened.project.catalog, compared);
        return {
          ...listedRule(rule, opened.project.catalog, opened.locate, run.cwd),
          ...(inOrg && { inOrg }),
        };
      })
      .sort(byObjectAndName),
  }));
  writeOut(
    format === 'json'
      ? formatJson(projects)
      : projects.map((one) => rulesText(headingOf(one.project, one.org), one.rules)).join('\n'),
  );
  return EXIT_OK;
}

function headingOf(project: string, { username, alias, readAt, readBy }: ListedOrg): readonly string[] {
  const name = alias === null ? username : `${alias} (${username})`;
  const only = readBy === 'ui-api' ? '; active rules and their actions only' : '';
  return [`Project ${project}`, `Org ${name}, rules read ${momentWords(readAt)}${only}`];
}

/** Null for rules without a file. */
function inOrgOf(
  rule: DuplicateRule,
  catalog: RuleCatalog,
  compared: readonly RuleDrift[],
): ListedInOrg | null {
  if (rule.source.kind !== 'file') return null;
  const { uri } = rule.source.location;
  const drift = compared.find(({ kind, file }) => kind === 'DuplicateRule' && file === uri);
  // With those of the matching rules that it uses.
  const differences = catalog.orgDifferences?.(rule) ?? [];
  if (drift === undefined) return { state: 'unknown', differences };
  if (drift.state === 'only-local') return { state: 'missing', differences };
  return { state: differences.length > 0 ? 'different' : 'same', differences };
}

/** Paths as the other commands give them, instead of addresses. */
function withPath({ file, ...drift }: RuleDrift, cwd: string): ListedDrift {
  return { ...drift, path: file === null ? null : displayPath(pathOfUri(file), cwd) };
}
