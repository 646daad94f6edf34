import { isIntegration } from '../core/files.ts';
import { type LeftOut, whyLeftOut } from '../core/project.ts';
import { largestIntegrationFile } from './integrationFiles.ts';
import type { WorkspaceProblem } from './problem.ts';
import { type DiscoveredProject, isReadLater } from './readProject.ts';
import { readText, readTextUpTo } from './readText.ts';

export interface FilesLeftOut {
  readonly files: readonly { readonly path: string; readonly why: LeftOut }[];
  /** What could not be read, or not as it was meant. */
  readonly problems: readonly WorkspaceProblem[];
}

/**
 * Code of a project that nothing is said of although it mentions Salesforce, and why; it reads the files anew, one between
 * two steps. Only an audit asks.
 *
 * @param alsoOthers whether the other files of the project are tried as well
 */
export function* findLeftOut(
  { files: all }: Pick<DiscoveredProject, 'files'>,
  alsoOthers: boolean,
): Generator<void, FilesLeftOut> {
  const files: FilesLeftOut['files'][number][] = [];
  const problems: WorkspaceProblem[] = [];
  for (const { path, kind } of all) {
    if (isIntegration(kind)) {
      const read = readTextUpTo(path, largestIntegrationFile);
      const why = read === null ? 'too-large' : read.text === null ? null : whyLeftOut(path, read.text);
      if (why !== null) files.push({ path, why });
      if (read?.problem) problems.push(read.problem);
    } else if (alsoOthers && !isReadLater(kind)) {
      const { problem } = readText(path);
      if (problem !== null) problems.push(problem);
    } else continue;
    yield;
  }
  return { files, problems };
}
