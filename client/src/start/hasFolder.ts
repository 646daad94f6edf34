import { commands, l10n, workspace } from 'vscode';
import { commandIds } from '../commandIds.ts';
import { inform } from '../notifications.ts';

/** Whether a folder is open; where none is, says that one has to be, and opens one. */
export async function hasFolder(): Promise<boolean> {
  if ((workspace.workspaceFolders ?? []).length > 0) return true;
  const openFolder = l10n.t('Open Folder');
  const openSample = l10n.t('Open Sample Project');
  const text = l10n.t(
    'This needs a Salesforce project: open its folder first, or look at the sample project.',
  );
  // Nobody waits for the answer: the command has ended.
  void inform(text, openFolder, openSample).then((chosen) => {
    if (chosen === openFolder) return commands.executeCommand('vscode.openFolder');
    if (chosen === openSample) return commands.executeCommand(commandIds.openSample);
    return undefined;
  });
  return false;
}
