import {
  type CodeAction,
  commands,
  type Disposable,
  Selection,
  type TextEdit,
  Uri,
  window,
  workspace,
} from 'vscode';

/** A text that a fix leaves for the user to replace. */
export interface Todo {
  readonly uri: string;
  readonly text: string;
  /** Where it stands after the edit, in UTF-16 units; line ends may move it a little. */
  readonly near: number;
}

/** Not in the manifest: only a fix leads to it. */
const fillInCommand = '_duplicateRules.fillIn';

const todo = /TODO: .*?(?=\s*(?:\*\/|-->|",?)?\s*(?:\r?\n|$))/;

/** A fix that leaves something to fill in selects it, once its edit is applied. */
export function leadingToTodo<Action extends CodeAction>(action: Action): Action {
  if (action.edit === undefined || action.command !== undefined) return action;
  for (const [uri, edits] of action.edit.entries()) {
    const document = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (document === undefined) continue;
    const found = todoOf(uri.toString(), edits, (edit) => ({
      start: document.offsetAt(edit.range.start),
      end: document.offsetAt(edit.range.end),
    }));
    if (found === null) continue;
    action.command = { title: '', command: fillInCommand, arguments: [found] };
    break;
  }
  return action;
}

/** The first text to fill in of the edits of a file; null if there is none. */
export function todoOf<Edit extends Pick<TextEdit, 'newText'>>(
  uri: string,
  edits: readonly Edit[],
  spanOf: (edit: Edit) => { readonly start: number; readonly end: number },
): Todo | null {
  let moved = 0;
  const placed = edits.map((edit) => ({ ...spanOf(edit), newText: edit.newText }));
  for (const { start, end, newText } of placed.sort((a, b) => a.start - b.start)) {
    const found = todo.exec(newText);
    if (found !== null) return { uri, text: found[0], near: start + moved + found.index };
    moved += newText.length - (end - start);
  }
  return null;
}

/** Where the text stands that is nearest to where it was to stand; -1 if it is not there. */
export function nearest(content: string, { text, near }: Pick<Todo, 'text' | 'near'>): number {
  const after = content.indexOf(text, near);
  const before = content.lastIndexOf(text, near);
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - near < near - before ? after : before;
}

export function registerFillIn(): Disposable {
  return commands.registerCommand(fillInCommand, (asked: Todo) => {
    const uri = Uri.parse(asked.uri).toString();
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    if (editor === undefined) return;
    const { document } = editor;
    const start = nearest(document.getText(), asked);
    if (start < 0) return;
    const selection = new Selection(
      document.positionAt(start),
      document.positionAt(start + asked.text.length),
    );
    editor.selection = selection;
    editor.revealRange(selection);
  });
}
