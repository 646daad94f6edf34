import { l10n, type Memento, type QuickPickItem, Uri, window, workspace } from 'vscode';

/** A file of existing records that a sample is compared with. */
export interface DataFile {
  readonly uri: string;
  /** For a reader. */
  readonly name: string;
}

interface FileItem extends QuickPickItem {
  /** Undefined: the user looks for one. */
  readonly uri: Uri | undefined;
}

const rememberedKey = 'localDataFiles';
const mostRemembered = 5;
const mostListed = 50;
/** Any JSON file may hold records: those are listed that stand where sf data export tree is mostly told to write. */
const recordFiles = ['**/*.{csv,tsv,ndjson,jsonl}', '**/data/**/*.json'];
const elsewhere = '**/{node_modules,.git,.sf,.sfdx}/**';

/** The one that was used last stands first. Undefined if the user thinks better of it. */
export async function chooseDataFile(memory: Memento): Promise<DataFile | undefined> {
  const remembered = memory.get<readonly string[]>(rememberedKey, []);
  const found = await listedFiles();
  const items: FileItem[] = [
    ...remembered.map((uri) => itemOf(Uri.parse(uri), l10n.t('used before'))),
    ...found.filter((uri) => !remembered.includes(uri.toString())).map((uri) => itemOf(uri)),
    { label: `$(folder-opened) ${l10n.t('Another file')}`, uri: undefined },
  ];
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Existing records to compare with: CSV, JSON, or what sf data export tree writes'),
    matchOnDescription: true,
  });
  if (chosen === undefined) return undefined;
  const uri = chosen.uri ?? (await lookForFiles(false))[0];
  if (uri === undefined) return undefined;
  const others = remembered.filter((one) => one !== uri.toString());
  await memory.update(rememberedKey, [uri.toString(), ...others].slice(0, mostRemembered));
  return { uri: uri.toString(), name: nameOf(uri) };
}

/** Files of the workspace that may hold records, by path. */
export async function listedFiles(): Promise<readonly Uri[]> {
  const lists = recordFiles.map((glob) => workspace.findFiles(glob, elsewhere, mostListed));
  return (await Promise.all(lists)).flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

function itemOf(uri: Uri, detail?: string): FileItem {
  return { label: `$(table) ${nameOf(uri)}`, description: folderOf(uri), ...(detail && { detail }), uri };
}

/** Within the workspace. */
export function folderOf(uri: Uri): string {
  return workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');
}

export function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Empty if the user thinks better of it. */
export async function lookForFiles(several: boolean): Promise<readonly Uri[]> {
  const files = await window.showOpenDialog({
    openLabel: l10n.t('Compare With'),
    canSelectMany: several,
    filters: {
      [l10n.t('Records')]: ['csv', 'tsv', 'json', 'ndjson', 'jsonl'],
      [l10n.t('All Files')]: ['*'],
    },
  });
  return files ?? [];
}
