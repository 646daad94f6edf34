import { l10n, window } from 'vscode';
import { saveTableRequest } from '../../../server/src/protocol.ts';
import { activeUri } from '../documents.ts';
import type { Server } from '../server.ts';

/**
 * The project that is meant: that of a file or, where that does not tell, the one that the user chooses.
 *
 * @returns a URI in it; null: what is asked next tells that there is none; undefined: the user thinks better of it
 */
export async function whichProject(
  server: Server,
  file: string | null = activeUri(),
): Promise<string | null | undefined> {
  const { projects } = await server
    .request(saveTableRequest, { uri: file, object: null })
    .catch(() => ({ projects: [] }));
  if (projects.length === 0) return file;
  const items = projects.map((project) => ({ label: project.name, uri: project.uri }));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Project whose org is meant') });
  return chosen?.uri;
}
