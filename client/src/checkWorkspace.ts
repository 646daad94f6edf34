import { commands, l10n, ProgressLocation, window } from 'vscode';
import { checkWorkspaceRequest, type WorkspaceSummary } from '../../server/src/protocol.ts';
import { inform } from './notifications.ts';
import type { Server } from './server.ts';

/** Has the server look at every file, then shows the problems of all of them. */
export async function checkWorkspace(server: Server): Promise<void> {
  const summary = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Duplicate Rules: checking the workspace') },
    () => server.request(checkWorkspaceRequest, null),
  );
  await commands.executeCommand('workbench.actions.view.problems');
  inform(describe(summary));
}

function describe({ files, filesWithFindings, findings, complete }: WorkspaceSummary): string {
  const all = files === 1 ? l10n.t('1 file') : l10n.t('{0} files', shown(files));
  if (!complete) return l10n.t('Duplicate Rules: stopped after {0}.', all);
  if (findings === 0) return l10n.t('Duplicate Rules: no findings in {0}.', all);
  const found = findings === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', shown(findings));
  return l10n.t('Duplicate Rules: {0} in {1} of {2}.', found, shown(filesWithFindings), all);
}

function shown(number: number): string {
  return number.toLocaleString('en');
}
