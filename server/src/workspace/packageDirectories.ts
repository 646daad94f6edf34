import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { readJson } from '../core/config/json.ts';
import type { WorkspaceProblem } from './problem.ts';
import { readText } from './readText.ts';
import { isWithin } from './within.ts';

export const projectFileName = 'sfdx-project.json';

const projectSchema = z.object({ packageDirectories: z.array(z.object({ path: z.string() })) });

/**
 * The package directories (absolute paths) of the project in a folder. Without a readable sfdx-project.json,
 * as in repositories in metadata format, the whole folder is one.
 */
export function readPackageDirectories(root: string, problems: WorkspaceProblem[]): readonly string[] {
  const path = join(root, projectFileName);
  if (!existsSync(path)) return [root];
  const { text, problem } = readText(path);
  if (problem !== null) problems.push(problem);
  if (text === null) return [root];
  const json = readJson(text);
  const project = projectSchema.safeParse(json.value);
  if (json.error !== null || !project.success) {
    const why = json.error?.message ?? 'it lists no packageDirectories';
    problems.push({ path, message: `The project file cannot be read (${why}); the whole folder is taken.` });
    return [root];
  }
  const directories = new Set<string>();
  for (const { path: given } of project.data.packageDirectories) {
    const directory = resolve(root, given);
    const refusal = whyNot(root, directory, given);
    if (refusal === null) directories.add(directory);
    else problems.push({ path, message: refusal });
  }
  return [...directories];
}

function whyNot(root: string, directory: string, given: string): string | null {
  if (!isWithin(directory, root))
    return `The package directory "${given}" lies outside the project; left out.`;
  try {
    if (!statSync(directory).isDirectory()) return `The package directory "${given}" is no folder; left out.`;
    if (isWithin(realpathSync(directory), realpathSync(root))) return null;
    return `The package directory "${given}" leads outside the project; left out.`;
  } catch {
    return `The package directory "${given}" does not exist.`;
  }
}
