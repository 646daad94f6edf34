import path from 'node:path';
import { type GitResult, ownedByAnother, runGit } from '../workspace/gitProcess.ts';
import { Problem } from './problem.ts';

/** A tree of files in a git repository, at the time when a change began. */
export interface Revision {
  /** The repository's folder. */
  readonly root: string;
  readonly commit: string;
  /** Object ids of the files below a folder, by path relative to the root, with forward slashes. */
  list(folder: string): ReadonlyMap<string, string>;
  /** Contents by object id. */
  read(ids: Iterable<string>): ReadonlyMap<string, Buffer>;
  /** What happened to the revision's files since, up to the work tree. Files that are new are not in it. */
  readonly changes: Changes;
}

export interface Changes {
  /** Paths of the revision whose content is another one now, or that are gone. */
  readonly changed: ReadonlySet<string>;
  /** New paths by old paths. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Which commit of the history is meant. */
export interface Wanted {
  readonly ref: string;
  /** The option that says so, for messages: `--since`. */
  readonly option: string;
  /** The last commit that `ref` has in common with this one; null: `ref` itself. */
  readonly commonWith: string | null;
}

/**
 * Opens what a change started from: the last common commit of `ref` and another one, or `ref` itself where the
 * repository knows of none, as in a shallow clone. Nothing is checked out or written.
 *
 * @throws Problem outside of a repository, for a `ref` that is none, without git
 */
export function openRevision(folder: string, wanted: Wanted): Revision {
  const { option } = wanted;
  const top = git(folder, ['rev-parse', '--show-toplevel'], option);
  if (top.failed) {
    throw new Problem(notOpened(top.message, folder, option));
  }
  const root = path.normalize(top.text.replace(/\r?\n$/, ''));
  const commit = commitOf(root, wanted);
  let changes: Changes | null = null;
  return {
    root,
    commit,
    list: (below) => listTree(root, commit, below, option),
    read: (ids) => readBlobs(root, ids, option),
    get changes() {
      changes ??= readChanges(root, commit, option);
      return changes;
    },
  };
}

function notOpened(message: string, folder: string, option: string): string {
  if (/not a git repository/i.test(message))
    return `${option} needs a git repository, and ${folder} is in none.`;
  const owned = ownedByAnother(message);
  if (owned === null)
    return `${option}: git could not open the repository of ${folder}. git says: ${firstLine(message)}`;
  return [
    `${option}: git does not read the repository of ${folder}, as its files belong to another user than the one who runs this command.`,
    `If you trust it, run: git config --global --add safe.directory ${JSON.stringify(owned || folder)}`,
    `git says: ${firstLine(message)}`,
  ].join('\n');
}

/** git goes on with hints of its own, which stand in ours. */
function firstLine(text: string): string {
  return text.split(/\r?\n/)[0]!.trim();
}

function commitOf(root: string, { ref, option, commonWith }: Wanted): string {
  const found = ref.startsWith('-')
    ? null
    : git(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], option);
  if (!found || found.failed) {
    const shallow = git(root, ['rev-parse', '--is-shallow-repository'], option).text.trim() === 'true';
    const hint = shallow ? ' The clone is shallow: fetch more of its history.' : '';
    throw new Problem(`${option}: there is no commit "${ref}" in ${root}.${hint}`);
  }
  const commit = found.text.trim();
  if (commonWith === null) return commit;
  const base = git(root, ['merge-base', commit, commonWith], option);
  return base.failed ? commit : base.text.trim();
}

function listTree(root: string, commit: string, folder: string, option: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const below = folder === '' ? [] : ['--', folder];
  for (const entry of must(root, ['ls-tree', '-r', '-z', '--full-tree', commit, ...below], option).text.split(
    '\0',
  )) {
    // Symbolic links (120000) and submodules (160000) hold no code of their own.
    const match = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(entry);
    if (match) files.set(match[2]!, match[1]!);
  }
  return files;
}

function readChanges(root: string, commit: string, option: string): Changes {
  const flags = [
    '--name-status',
    '-z',
    '--find-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=all',
  ];
  const fields = must(root, ['diff', ...flags, commit, '--'], option).text.split('\0');
  const changed = new Set<string>();
  const renamed = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; ) {
    const status = fields[at++]!;
    const before = fields[at++]!;
    if (!status.startsWith('A')) changed.add(before);
    if (status.startsWith('R') || status.startsWith('C')) {
      const after = fields[at++]!;
      if (status.startsWith('R')) renamed.set(before, after);
    }
  }
  return { changed, renamed };
}

function readBlobs(root: string, ids: Iterable<string>, option: string): ReadonlyMap<string, Buffer> {
  const wanted = [...new Set(ids)];
  const blobs = new Map<string, Buffer>();
  if (wanted.length === 0) return blobs;
  const { output } = must(root, ['cat-file', '--batch'], option, wanted.join('\n') + '\n');
  let at = 0;
  while (at < output.length) {
    const lineEnd = output.indexOf(10, at);
    const [id, kind, size] = output.toString('latin1', at, lineEnd).split(' ');
    at = lineEnd + 1;
    // A partial clone may lack a blob: "<id> missing" has no body.
    if (kind !== 'blob') continue;
    blobs.set(id!, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}

// ------------------------------------------------------------------------------------------------- processes

function must(folder: string, args: readonly string[], option: string, input?: string): GitResult {
  const result = git(folder, args, option, input);
  if (result.failed) throw new Problem(`${option}: git ${args[0]} failed: ${result.message}`);
  return result;
}

function git(folder: string, args: readonly string[], option: string, input?: string): GitResult {
  const result = runGit(folder, args, input);
  if (result.isMissing) throw new Problem(`${option} needs git, which was not found on the PATH.`);
  return result;
}
