import { type ExtensionContext, Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { tellOfCommandLine } from './commandLineForCi.ts';
import { hasFolder } from './hasFolder.ts';
import { workflow } from './workflow.ts';

/**
 * Opens a workflow for GitHub Actions as a new file of the first folder, which the user looks at and saves.
 *
 * @returns whether there is a folder
 */
export async function addToCi(context: Pick<ExtensionContext, 'extensionUri'>): Promise<boolean> {
  if (!(await hasFolder())) return false;
  const folder = workspace.workspaceFolders![0]!;
  const file = Uri.joinPath(folder.uri, '.github', 'workflows', 'duplicate-rules.yml');
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await window.showTextDocument(file);
    return true;
  }
  const uri = file.with({ scheme: 'untitled' });
  const document = await workspace.openTextDocument(uri);
  if (document.getText() === '') {
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(0, 0), workflow);
    await workspace.applyEdit(edit);
  }
  await window.showTextDocument(document);
  tellOfCommandLine(context);
  return true;
}
