import path from 'node:path';
import { explainError } from '../connected/explainError.ts';
import { explanationText } from '../connected/explanationText.ts';
import { statOrNull } from '../workspace/stat.ts';
import { EXIT_OK, EXIT_PROBLEM } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { readInput } from './inputText.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { Problem } from './problem.ts';
import { connectProject, openRuleProject } from './ruleProject.ts';

/** The options of `explain`, as the command line gives them. */
export interface ExplainOptions {
  /** Alias or username; true: the project's target-org; false, or nothing: no org is asked. */
  readonly org?: string | boolean;
  readonly project?: string;
  readonly format: 'text' | 'json';
}

/**
 * The `explain` command: which rules refused a save, and what the code could have done.
 *
 * @param file path, or `-` for standard input
 * @returns the exit code
 * @throws Problem where the text cannot be read
 */
export async function explain(file: string, options: ExplainOptions, run: OrgRun): Promise<number> {
  const { org = false } = options;
  if (file === '-' && typeof org === 'string') refuseFileAsOrg(org, run.cwd);
  const opened = openRuleProject({ ...options, ...(file !== '-' && { file }) }, run);
  const input = await readInput(file, 'the error', run);
  run.endInOrder();
  const explanation = await explainError({
    text: input.text,
    languageId: input.languageId,
    catalog: opened.project.catalog,
    connect: org === false ? null : () => connectForExplaining(opened, org === true ? null : org, run),
    signal: run.signal,
    progress: run.progress,
    now: () => new Date().toISOString(),
  });
  run.settle();
  writeOut(
    options.format === 'json'
      ? formatJson(explanation)
      : explanationText(explanation, {
          width: outputWidth(),
          file: input.file === null ? null : file,
          asksOrg: org !== false,
        }),
  );
  const found = explanation.refusals.length + explanation.others.length > 0;
  return found ? EXIT_OK : EXIT_PROBLEM;
}

/** `explain --org error.json` takes the file for the alias. */
function refuseFileAsOrg(org: string, cwd: string): void {
  if (!statOrNull(path.resolve(cwd, org))?.isFile()) return;
  throw new Problem(`--org "${org}" is a file: put the file before --org, as in explain ${org} --org.`);
}

async function connectForExplaining(
  opened: Parameters<typeof connectProject>[0],
  org: string | null,
  run: OrgRun,
) {
  const { session, reading } = await connectProject(opened, org, run);
  return { session, catalog: opened.project.catalog, problems: reading.problems };
}
