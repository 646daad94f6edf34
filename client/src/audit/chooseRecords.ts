import { l10n, type Uri, window, workspace } from 'vscode';
import type { AuditedRecords } from '../../../server/src/protocol.ts';
import { inform } from '../notifications.ts';

/**
 * Asks for files of exported records, and for the object of each. Undefined where the user goes no further.
 *
 * @param objects with active duplicate rules
 */
export async function chooseRecords(
  objects: readonly string[],
): Promise<readonly AuditedRecords[] | undefined> {
  if (objects.length === 0) {
    inform(l10n.t('No object has an active duplicate rule by which records could be compared.'));
    return undefined;
  }
  const files = await window.showOpenDialog({
    title: l10n.t('Exported records to look for duplicates in'),
    openLabel: l10n.t('Look for Duplicates'),
    canSelectMany: true,
    filters: { [l10n.t('Records')]: ['csv', 'json', 'jsonl'], '*': ['*'] },
  });
  const chosen: AuditedRecords[] = [];
  for (const file of files ?? []) {
    const name = nameOf(file);
    const object = await window.showQuickPick([...inOrder(objects, name)], {
      title: l10n.t('Records of which object are in {0}?', name),
      placeHolder: l10n.t('Objects with active duplicate rules'),
    });
    if (object === undefined) return undefined;
    chosen.push({ uri: file.toString(), name, object });
  }
  return chosen.length === 0 ? undefined : chosen;
}

/** A report holds no folder of the machine. */
function nameOf(file: Uri): string {
  if (workspace.getWorkspaceFolder(file) !== undefined) return workspace.asRelativePath(file);
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}

/** Those that the file's name mentions first: `contacts-2026.csv`. */
function inOrder(objects: readonly string[], name: string): readonly string[] {
  const lower = name.toLowerCase();
  const isMentioned = (object: string) => (lower.includes(object.toLowerCase().replace(/__c$/, '')) ? 0 : 1);
  return [...objects].sort((a, b) => isMentioned(a) - isMentioned(b) || (a < b ? -1 : 1));
}
