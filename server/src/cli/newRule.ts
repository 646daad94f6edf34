import path from 'node:path';
import { nearest, suggestion } from '../core/records/suggest.ts';
import { NewRuleImpact } from '../core/templates/impact.ts';
import type {
  TemplateAnswers,
  TemplatePlan,
  TemplateProject,
  TemplateQuestion,
  TemplateRefusal,
} from '../core/templates/model.ts';
import { planNewRule } from '../core/templates/plan.ts';
import { templateNamed, templates } from '../core/templates/templates.ts';
import { readText } from '../workspace/readText.ts';
import { templateProject } from '../workspace/templateProject.ts';
import { attempt, lookAtAll, openProject } from './analysis.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { listText, planJson, planText, templateList } from './formats/newRule.ts';
import { printable } from './formats/terminal.ts';
import { provideGrammars } from './grammars.ts';
import { warnOutsideProject } from './noProject.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeError, writeOut } from './output.ts';
import { displayPath, pathOfUri, uriOfPath } from './paths.ts';
import { Problem } from './problem.ts';
import { openRuleProject } from './ruleProject.ts';
import { readSnapshot } from './snapshot.ts';
import { findTargets } from './targets.ts';
import { writePlan } from './writePlan.ts';

/** The options of `new-rule`, as the command line gives them. */
export interface NewRuleOptions {
  readonly list?: true;
  readonly object?: string;
  readonly field: readonly string[];
  readonly matchingRule?: string;
  readonly user?: string;
  readonly reason?: string;
  readonly name?: string;
  readonly packageDir?: string;
  readonly active?: true;
  readonly inactive?: true;
  readonly dryRun?: true;
  readonly project?: string;
  readonly format: 'text' | 'json';
}

/**
 * The `new-rule` command.
 *
 * @returns the exit code
 * @throws Problem where something is missing or wrong, or a file cannot be written
 */
export async function runNewRule(
  named: string | null,
  options: NewRuleOptions,
  run: OrgRun,
): Promise<number> {
  const { root, project } = openRuleProject(options, run);
  const there = templateProject(root, {
    catalog: project.catalog,
    schema: project.schema,
    text: (uri) => readText(pathOfUri(uri)).text,
    uriOf: uriOfPath,
  });
  if (options.list) {
    const list = templateList(there);
    writeOut(options.format === 'json' ? formatJson(list) : listText(list, outputWidth()));
    return EXIT_OK;
  }
  const template = templateNamed(named ?? '');
  if (template === null) throw new Problem(noTemplate(named));
  const result = planNewRule(template, answersOf(options, there, run.cwd), there);
  if (result.kind === 'question') throw new Problem(questionText(result, options));
  if (result.kind === 'refusal') {
    tellRefusal(result);
    return EXIT_FINDINGS;
  }
  warnOutsideProject(root, there, run);
  const impact = await impactOf(result, root, run);
  if (!options.dryRun) writePlan(result.files, root);
  run.settle();
  tellPlan(result, impact, options, run.cwd);
  return EXIT_OK;
}

function noTemplate(named: string | null): string {
  const ids = templates.map(({ id }) => id);
  if (named === null) return `which template? There are: ${ids.join(', ')}. --list tells more.`;
  return `there is no template "${named}".${suggestion(nearest(named, ids), ids)}`;
}

function answersOf(options: NewRuleOptions, there: TemplateProject, cwd: string): TemplateAnswers {
  return {
    object: options.object ?? null,
    fields: options.field,
    matchingRule: options.matchingRule ?? null,
    user: options.user ?? null,
    reason: options.reason ?? null,
    name: options.name ?? null,
    packageDirectory:
      options.packageDir === undefined ? null : packageFolderTyped(options.packageDir, there, cwd),
    active: options.active ? true : options.inactive ? false : null,
  };
}

/** As sfdx-project.json names it, or a path from the current folder; what is none is told by the plan. */
export function packageFolderTyped(
  typed: string,
  { packageDirectories }: TemplateProject,
  cwd: string,
): string {
  const bare = (text: string) => text.replace(/^\.[\\/]/, '').replace(/[\\/]+$/, '');
  const named = packageDirectories.find(({ path }) => bare(path) === bare(typed));
  const meant = named ?? packageDirectories.find(({ uri }) => pathOfUri(uri) === path.resolve(cwd, typed));
  return meant?.uri ?? typed;
}

/** What the rule would do to the saves of the project's code: a sentence. */
async function impactOf(plan: TemplatePlan, root: string, run: OrgRun): Promise<string> {
  const [target] = findTargets([root], run.cwd).filter((one) => one.root === root);
  const snapshot = readSnapshot(target!, {}, run);
  const onFailure = (file: string, error: unknown) =>
    run.warn(`${displayPath(file, run.cwd)}: the analysis failed: ${(error as Error).stack ?? error}`);
  const { project } = openProject(snapshot, onFailure);
  const impact = new NewRuleImpact(plan, project, snapshot.settings.includeTests);
  await provideGrammars(project, run.warn);
  const step = (done: number, total: number) => run.progress(`Looking for saves … ${done} of ${total} files`);
  lookAtAll(project, step, onFailure);
  for (const uri of project.files) {
    attempt(pathOfUri(uri), onFailure, () => impact.add(uri));
  }
  return impact.sentence();
}

/** The options by which the subjects of questions are given. */
const optionNames: Readonly<Record<TemplateQuestion['about'], string>> = {
  template: 'TEMPLATE',
  object: '--object',
  fields: '--field',
  user: '--user',
  reason: '--reason',
  name: '--name',
  packageDirectory: '--package-dir',
  active: '--active or --inactive',
};

function questionText(
  { about, problem, title, explanation, choices }: TemplateQuestion,
  { matchingRule }: NewRuleOptions,
): string {
  const isOfRule = about === 'fields' && matchingRule !== undefined;
  const option = isOfRule ? '--matching-rule' : optionNames[about];
  const values = choices.map(({ value }) => value);
  const offered = values.length > 0 && values.length <= 40 ? ` There are: ${values.join(', ')}.` : '';
  if (problem !== null) return `${option}: ${problem}`;
  return `${title}: give it with ${option}. ${explanation}${offered}`;
}

export function tellRefusal({ message, offers }: TemplateRefusal): void {
  writeError(`duplicate-rules: ${printable(message)}\n`);
  for (const offer of offers) writeError(`  - ${printable(offer)}\n`);
}

function tellPlan(plan: TemplatePlan, impact: string, { format, dryRun }: NewRuleOptions, cwd: string): void {
  const isDry = dryRun === true;
  writeOut(
    format === 'json'
      ? formatJson(planJson(plan, impact, isDry, cwd))
      : planText(plan, impact, isDry, cwd, outputWidth()),
  );
}
