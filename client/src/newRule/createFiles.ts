import { Position, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { NewRuleFile } from '../../../server/src/protocol.ts';

const bytes = new TextEncoder();

/** Makes the files in one step that can be undone. False where VS Code did not. */
export async function createFiles(files: readonly NewRuleFile[]): Promise<boolean> {
  const edit = new WorkspaceEdit();
  for (const { uri, text, at } of files) {
    const target = Uri.parse(uri);
    if (at === null) edit.createFile(target, { contents: bytes.encode(text) });
    else edit.insert(target, new Position(at.start.line, at.start.character), text);
  }
  // As a refactoring, what is added to a file is saved with it (files.refactoring.autoSave).
  return workspace.applyEdit(edit, { isRefactoring: true });
}
