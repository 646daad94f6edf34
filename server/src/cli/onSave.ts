import { isCustomObjectName } from '../core/metadata/standardObjects.ts';
import type { Project } from '../core/project.ts';
import { saveTable } from '../core/saveTable/build.ts';
import { saveTableMarkdown } from '../core/saveTable/markdown.ts';
import type { SaveTable } from '../core/saveTable/model.ts';
import { objectNamed, objectsWithRules } from '../core/saveTable/objects.ts';
import { saveTableText } from '../core/saveTable/text.ts';
import { EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { refuseUnknown } from './knownObject.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { displayPath, pathOfUri } from './paths.ts';
import { Problem } from './problem.ts';
import { connectProject, openRuleProject } from './ruleProject.ts';

/** The options of `on-save`, as the command line gives them. */
export interface OnSaveOptions {
  readonly all?: true;
  /** Alias or username; true: the project's target-org. */
  readonly org?: string | true;
  readonly project?: string;
  readonly format: 'text' | 'markdown' | 'json';
}

/**
 * The `on-save` command: what the rules of an object do on every channel.
 *
 * @returns the exit code
 * @throws Problem, OrgProblem
 */
export async function onSave(object: string | null, options: OnSaveOptions, run: OrgRun): Promise<number> {
  if (object === null && !options.all)
    throw new Problem('name an object, such as on-save Lead, or say --all.');
  if (object !== null && options.all) throw new Problem('name an object or say --all, not both.');
  const opened = openRuleProject(options, run);
  if (options.org !== undefined) {
    const { reading } = await connectProject(opened, options.org === true ? null : options.org, run);
    for (const problem of reading.problems) run.warn(problem);
  }
  run.settle();
  const { project } = opened;
  const objects =
    object === null ? objectsWithRules(project.catalog) : [named(object, project, options.org !== undefined)];
  const tables = objects.map((one) => saveTable(one, project.catalog));
  writeOut(formatted(tables, options, run.cwd));
  return EXIT_OK;
}

/** An org was asked for its rules: of an object whose metadata is not here, they tell all the same. */
function named(object: string, project: Project, isOrgAsked: boolean): string {
  if (!isOrgAsked || !isCustomObjectName(object)) refuseUnknown(object, project);
  return objectNamed(object, project.catalog, project.schema) ?? object;
}

function formatted(tables: readonly SaveTable[], { format, all }: OnSaveOptions, cwd: string): string {
  switch (format) {
    case 'json': {
      const shown = tables.map((table) => withPaths(table, cwd));
      return formatJson(all ? shown : shown[0]);
    }
    case 'markdown':
      return tables.map(saveTableMarkdown).join('\n');
    case 'text':
      return tables.map((table) => saveTableText(table, outputWidth())).join('\n\n');
  }
}

/** Paths as the other commands give them, instead of addresses. */
function withPaths({ parts, ...table }: SaveTable, cwd: string) {
  return {
    ...table,
    parts: parts.map(({ rules, ...part }) => ({
      ...part,
      rules: rules.map(({ file, ...rule }) => ({
        ...rule,
        path: file === null ? null : displayPath(pathOfUri(file), cwd),
      })),
    })),
  };
}
