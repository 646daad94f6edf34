import { type Extension, extensions, l10n, type QuickPickItem, Uri, window } from 'vscode';
import type { EarlierRules } from '../../../server/src/protocol.ts';
import { inform, warn } from '../notifications.ts';

/** What is needed of the built-in git extension's API (extensions/git/src/api/git.d.ts, version 1). */
interface GitRepository {
  readonly rootUri: Uri;
  readonly state: {
    readonly HEAD: { readonly name?: string } | undefined;
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges: readonly GitChange[];
  };
  getMergeBase(one: string, other: string): Promise<string | undefined>;
  diffWith(ref: string): Promise<readonly GitChange[]>;
  getRefs(query: { readonly sort?: 'committerdate' }): Promise<readonly { readonly name?: string }[]>;
  show(ref: string, path: string): Promise<string>;
}

interface GitChange {
  readonly uri: Uri;
  readonly originalUri: Uri;
  readonly renameUri: Uri | undefined;
  readonly status: number;
}

/** `Status.UNTRACKED`: git knows nothing of the file, and no diff holds it. */
const untracked = 7;

interface Git {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: Uri): GitRepository | null;
}

interface GitExtension {
  getAPI(version: 1): Git;
}

const ruleFile = /\.(?:duplicateRule|matchingRule)(?:-meta\.xml)?$|\/LeadConfig\.settings(?:-meta\.xml)?$/i;

/** Asks for a branch or HEAD, and reads the rule files that it has otherwise. Undefined where there is no git. */
export async function chooseBase(uri: string | null): Promise<EarlierRules | undefined> {
  const repository = await repositoryOf(uri);
  if (repository === null) {
    inform(l10n.t('Comparing with git needs a git repository, and the Git extension of VS Code.'));
    return undefined;
  }
  const refs = await repository.getRefs({ sort: 'committerdate' });
  const names = [...new Set(refs.flatMap(({ name }) => name ?? []))].filter((name) => name !== 'HEAD');
  const current = repository.state.HEAD?.name;
  const items: QuickPickItem[] = [
    { label: 'HEAD', description: l10n.t('the last commit') },
    ...names
      .filter((name) => name !== current)
      .map((name) => ({ label: name, description: l10n.t('since the last commit in common') })),
  ];
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Compare the rules with those of'),
  });
  if (chosen === undefined) return undefined;
  try {
    return await readRules(repository, chosen.label);
  } catch (error) {
    warn(
      l10n.t(
        'git could not tell the rules of {0}: {1}',
        chosen.label,
        error instanceof Error ? error.message : String(error),
      ),
    );
    return undefined;
  }
}

async function repositoryOf(uri: string | null): Promise<GitRepository | null> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return null;
  const git = await gitOf(extension);
  if (git === null) return null;
  const nearest = uri === null ? null : git.getRepository(Uri.parse(uri));
  return nearest ?? (git.repositories.length === 1 ? git.repositories[0]! : null);
}

/** Null where the user has switched git off. */
async function gitOf(extension: Extension<GitExtension>): Promise<Git | null> {
  try {
    return (await extension.activate()).getAPI(1);
  } catch {
    return null;
  }
}

async function readRules(repository: GitRepository, name: string): Promise<EarlierRules> {
  const commit = name === 'HEAD' ? name : ((await repository.getMergeBase(name, 'HEAD')) ?? name);
  const changes = (await repository.diffWith(commit)).filter(({ uri, originalUri }) =>
    [uri, originalUri].some(({ path }) => ruleFile.test(path)),
  );
  const files = new Map<string, string | null>();
  for (const { uri, originalUri, renameUri } of changes) {
    // A new file, or the new name of one, was not there.
    files.set((renameUri ?? uri).toString(), null);
    const text = await repository.show(commit, originalUri.fsPath).catch(() => null);
    if (text !== null) files.set(originalUri.toString(), text);
  }
  const { workingTreeChanges, untrackedChanges } = repository.state;
  for (const { uri, status } of [...workingTreeChanges, ...untrackedChanges]) {
    if (status === untracked && ruleFile.test(uri.path)) files.set(uri.toString(), null);
  }
  return { name, files: [...files].map(([uri, text]) => ({ uri, text })) };
}
