import { l10n, type Memento, type QuickPickItem, Uri, window, workspace } from 'vscode';

/** Arguments that give the org its records. */
export type RecordArguments = readonly string[];

interface RecordsItem extends QuickPickItem {
  readonly kind_: 'made-up' | 'none' | 'files' | 'again';
}

const rememberedKey = 'embeddedOrgFiles';

/** Asks which records the org shall have. Undefined if the user thinks better of it. */
export async function chooseRecords(memory: Memento): Promise<RecordArguments | undefined> {
  const remembered = memory.get<readonly string[]>(rememberedKey, []);
  const names = remembered.map((file) => workspace.asRelativePath(file)).join(', ');
  const items: RecordsItem[] = [
    ...(remembered.length > 0
      ? [
          {
            label: `$(history) ${l10n.t('The same files as before')}`,
            description: names,
            kind_: 'again' as const,
          },
        ]
      : []),
    {
      label: `$(beaker) ${l10n.t('Made-up records')}`,
      description: l10n.t('some thousand, the same at every start'),
      kind_: 'made-up',
    },
    { label: `$(circle-slash) ${l10n.t('No records')}`, kind_: 'none' },
    {
      label: `$(folder-opened) ${l10n.t('Records from files…')}`,
      description: l10n.t('CSV, JSON, sf trees and plans'),
      kind_: 'files',
    },
  ];
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Records that the embedded org has when it starts'),
  });
  if (chosen === undefined) return undefined;
  if (chosen.kind_ === 'made-up') return [];
  if (chosen.kind_ === 'none') return ['--empty'];
  const files = chosen.kind_ === 'again' ? remembered : await lookForFiles();
  if (files === undefined) return undefined;
  await memory.update(rememberedKey, files);
  return files.flatMap((file) => ['--data', file]);
}

async function lookForFiles(): Promise<readonly string[] | undefined> {
  const files = await window.showOpenDialog({
    openLabel: l10n.t('Use as Records'),
    canSelectMany: true,
    filters: {
      [l10n.t('Records')]: ['csv', 'tsv', 'json', 'ndjson', 'jsonl'],
      [l10n.t('All Files')]: ['*'],
    },
  });
  return files?.map(({ fsPath }) => fsPath);
}

/** The project whose rules the org has: that of the active file, else the only one, else the one chosen. */
export async function chooseProject(): Promise<string | undefined> {
  const found = await workspace.findFiles('**/sfdx-project.json', '**/node_modules/**', 50);
  const folders = found
    .map((file) => Uri.joinPath(file, '..').fsPath)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const active = window.activeTextEditor?.document.uri.fsPath ?? '';
  const around = folders.find(
    (folder) => active.startsWith(`${folder}/`) || active.startsWith(`${folder}\\`),
  );
  if (around !== undefined) return around;
  if (folders.length === 0) return workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folders.length === 1) return folders[0];
  const items = folders.sort().map((folder) => ({ label: workspace.asRelativePath(folder), folder }));
  const placeHolder = l10n.t('Project whose rules, objects and fields the embedded org has');
  return (await window.showQuickPick(items, { placeHolder }))?.folder;
}
