import path from 'node:path';
import { sourceApiVersion } from '../core/scaffold/apiVersion.ts';
import {
  type ScaffoldAnswers,
  type ScaffoldPlan,
  type ScaffoldProject,
  type ScaffoldQuestion,
  scaffoldPartIds,
} from '../core/scaffold/model.ts';
import { planScaffold } from '../core/scaffold/plan.ts';
import { projectFileName } from '../workspace/packageDirectories.ts';
import { readText } from '../workspace/readText.ts';
import { templateProject } from '../workspace/templateProject.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { scaffoldJson, scaffoldText } from './formats/scaffold.ts';
import { packageFolderTyped, tellRefusal } from './newRule.ts';
import { warnOutsideProject } from './noProject.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { pathOfUri, uriOfPath } from './paths.ts';
import { Problem } from './problem.ts';
import { openRuleProject } from './ruleProject.ts';
import { writePlan } from './writePlan.ts';

/** The options of `scaffold`, as the command line gives them. */
export interface ScaffoldOptions {
  readonly object: readonly string[];
  readonly rule: readonly string[];
  readonly prefix?: string;
  readonly packageDir?: string;
  readonly dryRun?: true;
  readonly project?: string;
  readonly format: 'text' | 'json';
}

/**
 * The `scaffold` command.
 *
 * @returns the exit code
 * @throws Problem where something is missing or wrong, or a file cannot be written
 */
export async function runScaffold(
  what: readonly string[],
  options: ScaffoldOptions,
  run: OrgRun,
): Promise<number> {
  if (what.length === 0) {
    throw new Problem(
      `name what to scaffold: ${scaffoldPartIds.join(', ')}, or all. duplicate-rules scaffold --help tells what each is.`,
    );
  }
  const { root, project } = openRuleProject(options, run);
  const there: ScaffoldProject = {
    ...templateProject(root, {
      catalog: project.catalog,
      schema: project.schema,
      text: (uri) => readText(pathOfUri(uri)).text,
      uriOf: uriOfPath,
    }),
    apiVersion: sourceApiVersion(readText(path.join(root, projectFileName)).text),
  };
  const result = planScaffold(answersOf(what, options, there, run.cwd), there);
  if (result.kind === 'question') throw new Problem(questionText(result));
  if (result.kind === 'refusal') {
    tellRefusal(result);
    return EXIT_FINDINGS;
  }
  warnOutsideProject(root, there, run);
  if (!options.dryRun) writePlan(result.files, root);
  run.settle();
  tell(result, options, run.cwd);
  return EXIT_OK;
}

function answersOf(
  parts: readonly string[],
  { object, rule, prefix, packageDir }: ScaffoldOptions,
  there: ScaffoldProject,
  cwd: string,
): ScaffoldAnswers {
  return {
    parts,
    objects: object,
    rules: rule,
    prefix: prefix ?? null,
    packageDirectory: packageDir === undefined ? null : packageFolderTyped(packageDir, there, cwd),
  };
}

/** The arguments and options by which the subjects of questions are given. */
const optionNames: Readonly<Record<ScaffoldQuestion['about'], string>> = {
  parts: 'WHAT',
  objects: '--object',
  prefix: '--prefix',
  packageDirectory: '--package-dir',
};

function questionText({ about, problem, title, explanation, choices }: ScaffoldQuestion): string {
  const option = optionNames[about];
  if (problem !== null) return `${option}: ${problem}`;
  const values = choices.map(({ value }) => value);
  const offered = values.length > 0 && values.length <= 40 ? ` There are: ${values.join(', ')}.` : '';
  return `${title}: give it with ${option}. ${explanation}${offered}`;
}

function tell(plan: ScaffoldPlan, { format, dryRun }: ScaffoldOptions, cwd: string): void {
  const isDry = dryRun === true;
  writeOut(
    format === 'json'
      ? formatJson(scaffoldJson(plan, isDry, cwd))
      : scaffoldText(plan, isDry, cwd, outputWidth()),
  );
}
