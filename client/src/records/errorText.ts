import { env, l10n, type QuickPickItem, type TextEditor, type Uri, window, workspace } from 'vscode';
import { warn } from '../notifications.ts';

interface SourceItem extends QuickPickItem {
  read(): Promise<string | undefined>;
}

/** More than this is read by the command line. In bytes. */
const largestFile = 50_000_000;

/** The error to explain: the selection, or what the user chooses. Undefined if the user thinks better of it. */
export async function chooseErrorText(editor: TextEditor | undefined): Promise<string | undefined> {
  const selected = editor?.document.getText(editor.selection) ?? '';
  if (selected.trim() !== '') return selected;
  const clipboard = await clipboardText();
  const items: SourceItem[] = [];
  if (clipboard) {
    items.push({
      label: `$(clippy) ${l10n.t('Clipboard')}`,
      description: excerpt(clipboard),
      read: async () => clipboard,
    });
  } else if (clipboard === null) {
    items.push({ label: `$(clippy) ${l10n.t('Clipboard')}`, read: async () => env.clipboard.readText() });
  }
  items.push({ label: `$(edit) ${l10n.t('Type or paste the error')}`, read: ask });
  if (editor !== undefined) {
    const { document } = editor;
    const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
    items.push({
      label: `$(file) ${l10n.t('This file')}`,
      description: name,
      detail: l10n.t('a debug log, an answer, or the failed rows of a job'),
      read: async () => document.getText(),
    });
  }
  items.push({ label: `$(folder-opened) ${l10n.t('Another file')}`, read: readFile });
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Where is the error?') });
  const text = await chosen?.read();
  return text?.trim() === '' ? undefined : text;
}

/** Null where the clipboard does not answer: a browser may ask the user first, and the list does not wait. */
async function clipboardText(): Promise<string | null> {
  const slow = new Promise<null>((resolve) => setTimeout(() => resolve(null), 300));
  const text = Promise.resolve(env.clipboard.readText()).catch(() => null);
  return (await Promise.race([text, slow]))?.trim() ?? null;
}

function ask(): Promise<string | undefined> {
  const input = window.showInputBox({
    prompt: l10n.t('An error as REST, SOAP, jsforce, simple_salesforce, Apex, Flow or a bulk job gives it'),
    placeHolder: 'DUPLICATES_DETECTED, Use one of these records?',
    ignoreFocusOut: true,
  });
  return Promise.resolve(input);
}

async function readFile(): Promise<string | undefined> {
  const [file] = (await window.showOpenDialog({ openLabel: l10n.t('Explain'), canSelectMany: false })) ?? [];
  return file === undefined ? undefined : readText(file);
}

async function readText(file: Uri): Promise<string | undefined> {
  const { size } = await workspace.fs.stat(file);
  if (size > largestFile) {
    const command = `duplicate-rules explain ${file.fsPath}`;
    warn(l10n.t('The file is too large for the editor. On the command line: {0}', command));
    return undefined;
  }
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
