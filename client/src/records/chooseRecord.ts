import { l10n, type QuickPickItem, type TextEditor, window } from 'vscode';
import {
  type FileRange,
  type RecordDraft,
  readRecordsRequest,
  ruleObjectsRequest,
} from '../../../server/src/protocol.ts';
import { warn } from '../notifications.ts';
import type { Server } from '../server.ts';

export interface ChosenRecord {
  readonly object: string;
  readonly draft: RecordDraft | null;
}

interface DraftItem extends QuickPickItem {
  /** Null: a record that is typed in. */
  readonly draft: RecordDraft | null;
}

/** Longer documents are not sent to the server as a whole: a row of them can be selected. */
const longestText = 20_000_000;

/**
 * The record at the cursor or in the selection; of several the user chooses. Without any, an object is asked
 * for and the record is typed in. Undefined if the user thinks better of it.
 */
export async function chooseRecord(
  server: Server,
  editor: TextEditor | undefined,
  range?: FileRange['range'],
): Promise<ChosenRecord | undefined> {
  const { drafts, problems } = await draftsIn(server, editor, range);
  for (const problem of problems) warn(problem);
  const draft = drafts.length === 1 ? drafts[0]! : drafts.length === 0 ? null : await chooseDraft(drafts);
  if (draft === undefined) return undefined;
  const object = draft?.object ? draft.object : await chooseObject(server, editor);
  return object === undefined ? undefined : { object, draft };
}

async function draftsIn(
  server: Server,
  editor: TextEditor | undefined,
  range: FileRange['range'] | undefined,
): Promise<{ readonly drafts: readonly RecordDraft[]; readonly problems: readonly string[] }> {
  if (editor === undefined) return { drafts: [], problems: [] };
  const { document, selection } = editor;
  const text = document.getText();
  if (text.length > longestText) {
    const problem = l10n.t('The file is too large to look for a record in it; open a smaller part of it.');
    return { drafts: [], problems: [problem] };
  }
  const { start, end } = selection;
  return server.request(readRecordsRequest, {
    uri: document.uri.toString(),
    languageId: document.languageId,
    text,
    selection: range ?? {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  });
}

async function chooseDraft(drafts: readonly RecordDraft[]): Promise<RecordDraft | null | undefined> {
  const items: DraftItem[] = drafts.map((draft) => ({
    label: draft.origin,
    description: draft.object,
    detail: draft.fields.map(({ name, value }) => `${name}: ${value ?? ''}`).join(' · '),
    draft,
  }));
  items.push({ label: `$(edit) ${l10n.t('Type in a record')}`, draft: null });
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Record to test'),
    matchOnDetail: true,
  });
  return chosen?.draft;
}

async function chooseObject(server: Server, editor: TextEditor | undefined): Promise<string | undefined> {
  const uri = editor?.document.uri.scheme === 'file' ? editor.document.uri.toString() : null;
  const objects = await server.request(ruleObjectsRequest, { uri });
  const other = `$(edit) ${l10n.t('Another object')}`;
  const items: QuickPickItem[] = objects.map(({ object, rules }) => ({
    label: object,
    description:
      rules === 1 ? l10n.t('1 active duplicate rule') : l10n.t('{0} active duplicate rules', rules),
  }));
  const chosen = await window.showQuickPick([...items, { label: other }], {
    placeHolder: l10n.t('Object of the record'),
  });
  if (chosen?.label !== other) return chosen?.label;
  return window.showInputBox({
    prompt: l10n.t('API name of the object'),
    placeHolder: 'Candidate__c',
    validateInput: (text) =>
      /^\w+$/.test(text.trim()) ? null : l10n.t('An API name, such as Lead or Candidate__c'),
  });
}
