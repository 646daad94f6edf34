import type { LoadedProject } from '../loadedProject.ts';
import { canonicalUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';

/**
 * The project that a request is about: that of the file; without a file, or for one outside of all projects, the
 * only one that is open; where none is, what stands for the files that belong to none. Null where that leaves it
 * open: an org must not be guessed.
 */
export async function projectOf(workspace: Workspace, uri: string | null): Promise<LoadedProject | null> {
  await workspace.allReady();
  const nearest = uri === null ? null : workspace.projects.nearest(canonicalUri(uri));
  if (nearest !== null) return nearest;
  const all = workspace.projects.all.filter(({ root, isCodeOnly }) => root !== '' && !isCodeOnly);
  if (all.length === 0) return workspace.looseProject();
  return all.length === 1 ? all[0]! : null;
}
