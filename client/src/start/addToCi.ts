import { l10n, Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { inform } from '../notifications.ts';
import { workflow } from './workflow.ts';

/** Opens a workflow for GitHub Actions as a new file of the first folder, which the user looks at and saves. */
export async function addToCi(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) return;
  const file = Uri.joinPath(folder.uri, '.github', 'workflows', 'duplicate-rules.yml');
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await window.showTextDocument(file);
    return;
  }
  const uri = file.with({ scheme: 'untitled' });
  const document = await workspace.openTextDocument(uri);
  if (document.getText() === '') {
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(0, 0), workflow);
    await workspace.applyEdit(edit);
  }
  await window.showTextDocument(document);
  inform(l10n.t('Look at the workflow and save it: its comments say where the command line comes from.'));
}
