import { Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { NewRuleFile } from '../../../server/src/protocol.ts';

/** A file that is new, or is added to. */
type File = Pick<NewRuleFile, 'uri' | 'text' | 'at'>;

const bytes = new TextEncoder();

/**
 * Makes the files in one step that can be undone. False where VS Code did not. What is added to comes first, and is
 * shown: VS Code cannot undo a change of a document that is not open, and stops there.
 */
export async function createFiles(files: readonly File[]): Promise<boolean> {
  const edit = new WorkspaceEdit();
  for (const { uri, text, at } of files) {
    if (at === null) continue;
    const target = Uri.parse(uri);
    await window.showTextDocument(target, { preview: false });
    edit.insert(target, new Position(at.start.line, at.start.character), text);
  }
  for (const { uri, text, at } of files) {
    if (at === null) edit.createFile(Uri.parse(uri), { contents: bytes.encode(text) });
  }
  // As a refactoring, what is added to a file is saved with it (files.refactoring.autoSave).
  return workspace.applyEdit(edit, { isRefactoring: true });
}
