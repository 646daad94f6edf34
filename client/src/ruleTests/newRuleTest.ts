import { Position, type TextDocumentShowOptions, Uri, WorkspaceEdit, window, workspace } from 'vscode';

/**
 * Opens the text as a new file of rule tests in the folder of tests, which the user looks at and saves; where no
 * folder is open, as a document without a name.
 *
 * @param beside file whose project the tests belong to; null: the first folder
 */
export async function openNewRuleTest(
  text: string,
  name: string,
  beside: string | null,
  options: TextDocumentShowOptions,
): Promise<void> {
  const folder =
    (beside === null ? undefined : workspace.getWorkspaceFolder(Uri.parse(beside))) ??
    workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    const document = await workspace.openTextDocument({ language: 'yaml', content: text });
    await window.showTextDocument(document, options);
    return;
  }
  const uri = await unusedUri(folder.uri, name);
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.insert(uri, new Position(0, 0), text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document, options);
}

/** Neither on disk nor open. */
async function unusedUri(folder: Uri, name: string): Promise<Uri> {
  for (let number = 1; ; number++) {
    const file = `${name}${number === 1 ? '' : `-${number}`}.duptest.yaml`;
    const uri = Uri.joinPath(folder, 'tests', file).with({ scheme: 'untitled' });
    const isOpen = workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    const isThere = await workspace.fs.stat(uri.with({ scheme: folder.scheme })).then(
      () => true,
      () => false,
    );
    if (!isOpen && !isThere) return uri;
  }
}
