import {
  type ExtensionContext,
  l10n,
  Position,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { inform } from '../notifications.ts';
import { tellOfCommandLine } from './commandLineForCi.ts';
import { hasFolder } from './hasFolder.ts';
import { type Pipeline, pipelines } from './pipelines/index.ts';

/**
 * Opens the check as a new file of the pipeline that the folder has, or that the user chooses; the user looks at it
 * and saves it. A file that is there is never changed: what could be added stands beside it.
 *
 * @returns whether something is shown
 */
export async function addToCi(context: Pick<ExtensionContext, 'extensionUri'>): Promise<boolean> {
  if (!(await hasFolder())) return false;
  const folder = await chooseFolder();
  const pipeline = folder && (await choosePipeline(folder.uri));
  if (!folder || !pipeline) return false;
  const file = Uri.joinPath(folder.uri, ...pipeline.file.split('/'));
  if (!(await isThere(file))) await openNew(file, pipeline);
  else if (await hasCheck(file)) return true;
  else await openBeside(pipeline);
  tellOfCommandLine(context, pipeline.file);
  return true;
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 1 ? window.showWorkspaceFolderPick() : folders[0];
}

async function choosePipeline(folder: Uri): Promise<Pipeline | undefined> {
  const signs = await Promise.all(
    pipelines.map(({ sign }) => isThere(Uri.joinPath(folder, ...sign.split('/')))),
  );
  const found = pipelines.filter((_, at) => signs[at]);
  if (found.length === 1) return found[0];
  const items = [...found, ...pipelines.filter((one) => !found.includes(one))].map((pipeline) => ({
    label: pipeline.name,
    description: pipeline.file,
    ...(found.includes(pipeline) ? { detail: l10n.t('used in this folder') } : {}),
    pipeline,
  }));
  const placeHolder = l10n.t('Where the check is to run');
  return (await window.showQuickPick(items, { placeHolder }))?.pipeline;
}

function isThere(file: Uri): Promise<boolean> {
  return Promise.resolve(workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );
}

async function openNew(file: Uri, { text }: Pipeline): Promise<void> {
  const uri = file.with({ scheme: 'untitled' });
  const document = await workspace.openTextDocument(uri);
  if (document.getText() === '') {
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(0, 0), text);
    await workspace.applyEdit(edit);
  }
  await window.showTextDocument(document);
}

/** Shows the file; false where it does not mention the check. */
async function hasCheck(file: Uri): Promise<boolean> {
  const editor = await window.showTextDocument(file);
  return editor.document.getText().includes('duplicate-rules');
}

async function openBeside({ file, language, text }: Pipeline): Promise<void> {
  const document = await workspace.openTextDocument({ language, content: text });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside });
  inform(l10n.t('{0} stays as it is: take over from the text beside it what it lacks.', file));
}
