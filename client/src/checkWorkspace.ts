import { commands, ProgressLocation, window } from 'vscode';
import { checkWorkspaceRequest, type WorkspaceSummary } from '../../server/src/protocol.ts';
import { inform } from './notifications.ts';
import type { Server } from './server.ts';

/** Has the server look at every file, then shows the problems of all of them. */
export async function checkWorkspace(server: Server): Promise<void> {
  const summary = await window.withProgress(
    { location: ProgressLocation.Window, title: 'Duplicate Rules: checking the workspace' },
    () => server.request(checkWorkspaceRequest, null),
  );
  await commands.executeCommand('workbench.actions.view.problems');
  inform(`Duplicate Rules: ${describe(summary)}`);
}

function describe({ files, filesWithFindings, findings, complete }: WorkspaceSummary): string {
  if (!complete) return `stopped after ${count(files, 'file')}.`;
  if (findings === 0) return `no findings in ${count(files, 'file')}.`;
  return `${count(findings, 'finding')} in ${filesWithFindings} of ${count(files, 'file')}.`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
