import type { LoadedProject } from '../loadedProject.ts';
import { canonicalUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';

/**
 * The project that a request is about: that of the file, or, without a file or for one outside of all projects,
 * the only one that is open. Null if that leaves it open.
 */
export async function projectOf(workspace: Workspace, uri: string | null): Promise<LoadedProject | null> {
  const all = (await workspace.allReady()).filter(({ root }) => root !== '');
  const nearest = uri === null ? null : workspace.projects.nearest(canonicalUri(uri));
  if (nearest !== null) return nearest;
  return all.length === 1 ? all[0]! : null;
}
