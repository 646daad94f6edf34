import type { AuditInput } from '../core/audit/input.ts';
import { findLeftOut } from '../workspace/leftOut.ts';
import { readProject } from '../workspace/readProject.ts';
import type { LoadedProject } from './loadedProject.ts';
import { inTurns } from './slices.ts';
import { pathOfUri, uriOfPath } from './uris.ts';

type LeftOutFiles = Pick<AuditInput, 'problems'> & Required<Pick<AuditInput, 'leftOut'>>;

/** What the project's files on disk hold that the analysis has not got. */
export async function filesLeftOut(
  { root, around, isCodeOnly }: LoadedProject,
  pathOf: (uri: string) => string,
  signal: AbortSignal,
): Promise<LeftOutFiles> {
  const folder = pathOfUri(root);
  if (root === '' || folder === null) return { problems: [], leftOut: [] };
  const found = readProject(folder, { around: around === null ? null : pathOfUri(around), isCodeOnly });
  const { files, problems } = await inTurns(findLeftOut(found, true), signal);
  const named = (path: string) => pathOf(uriOfPath(path));
  return {
    problems: problems.map(({ path, message }) => `${named(path)}: ${message}`),
    leftOut: files.map(({ path, why }) => ({ path: named(path), why })),
  };
}
