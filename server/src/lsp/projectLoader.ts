import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import type { LoadedProject } from './loadedProject.ts';
import { projectText } from './logTexts.ts';
import { startProgress } from './progress.ts';
import type { ProjectSource } from './projectSource.ts';
import { inSlices } from './slices.ts';
import { baseName } from './uris.ts';

/**
 * Reads a project's files into it, in slices, with progress that the user can cancel. Files that are gone
 * since an earlier reading are taken out. Sets the project's state; never rejects.
 */
export async function loadProject(
  project: LoadedProject,
  source: ProjectSource,
  connection: Connection,
  ownership: { isDropped(): boolean; owns(uri: string): boolean },
): Promise<void> {
  const progress = startProgress(connection, t('Duplicate Rules: reading {0}', baseName(project.root)));
  const token = {
    get isCancellationRequested() {
      return progress.isCancellationRequested || ownership.isDropped();
    },
  };
  const started = performance.now();
  const seen = new Set<string>();
  project.state = 'loading';
  project.problem = null;
  try {
    for await (const batch of source.readProject(project, (message) => connection.console.warn(message))) {
      const finished = await inSlices(
        batch,
        (file) => {
          if (!ownership.owns(file.uri)) return;
          seen.add(file.uri);
          project.setDiskText(file.uri, file.text);
        },
        token,
      );
      if (!finished) break;
      progress.report(seen.size, null);
    }
    if (token.isCancellationRequested) {
      project.state = 'cancelled';
      connection.console.info(`Reading ${project.root} was cancelled.`);
      return;
    }
    for (const uri of [...project.diskUris]) if (!seen.has(uri)) project.removeDiskText(uri);
    project.state = 'ready';
    connection.console.info(projectText(project, performance.now() - started));
  } catch (error) {
    project.state = 'failed';
    project.problem = error instanceof Error ? error.message : String(error);
    connection.console.error(`Reading ${project.root} failed: ${project.problem}`);
  } finally {
    progress.end();
  }
}
