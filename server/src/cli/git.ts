import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Authorship } from '../core/audit/model.ts';
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
    throw new Problem(
      /not a git repository/i.test(top.message)
        ? `${option} needs a git repository, and ${folder} is in none.`
        : `${option}: ${top.message}`,
    );
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

// ---------------------------------------------------------------------------------------------------- authors

export type FoundRepository =
  | { readonly kind: 'found'; readonly root: string; readonly isShallow: boolean }
  | { readonly kind: 'none' | 'unknown'; readonly why: string };

const repositories = new Map<string, FoundRepository>();

/** The repository that a folder is in. Never throws. */
export function repositoryOf(folder: string): FoundRepository {
  const known = repositories.get(folder);
  if (known !== undefined) return known;
  const found = findRepository(folder);
  repositories.set(folder, found);
  return found;
}

function findRepository(folder: string): FoundRepository {
  try {
    const top = git(folder, ['rev-parse', '--show-toplevel', '--is-shallow-repository'], 'audit');
    if (top.failed) {
      return /not a git repository/i.test(top.message)
        ? { kind: 'none', why: '' }
        : { kind: 'unknown', why: firstLine(top.message) };
    }
    const [root = '', shallow = ''] = top.text.split(/\r?\n/);
    return { kind: 'found', root: path.normalize(root), isShallow: shallow === 'true' };
  } catch (error) {
    return { kind: 'unknown', why: firstLine((error as Error).message) };
  }
}

/** Who wrote lines (from 1) of a file last. Never throws. */
export function blameLines(
  { root, isShallow }: FoundRepository & { readonly kind: 'found' },
  file: string,
  lines: readonly number[],
): ReadonlyMap<number, Authorship> {
  const all = (written: Authorship) => new Map(lines.map((line) => [line, written]));
  try {
    const ranges = lines.flatMap((line) => ['-L', `${line},${line}`]);
    const result = git(root, ['blame', '--line-porcelain', ...ranges, '--', file], 'audit');
    if (!result.failed) return readBlame(result.text, isShallow);
    if (/no such (?:path|ref)/i.test(result.message)) return all({ kind: 'not-tracked' });
    return all({ kind: 'unknown', why: firstLine(result.message) });
  } catch (error) {
    return all({ kind: 'unknown', why: firstLine((error as Error).message) });
  }
}

function readBlame(text: string, isShallow: boolean): ReadonlyMap<number, Authorship> {
  const authors = new Map<number, Authorship>();
  for (const entry of text.split(/^(?=[0-9a-f]{40,64} \d+ \d+)/m)) {
    const head = /^([0-9a-f]+) \d+ (\d+)/.exec(entry);
    if (head === null) continue;
    // The line itself comes last, after a tab, and may hold anything.
    const said = entry.slice(0, entry.indexOf('\n\t'));
    const value = (key: string) => new RegExp(`^${key} (.*)$`, 'm').exec(said)?.[1] ?? '';
    const line = Number(head[2]);
    const commit = head[1]!;
    if (/^0+$/.test(commit)) authors.set(line, { kind: 'not-committed' });
    else if (isShallow && /^boundary$/m.test(said)) {
      authors.set(line, {
        kind: 'unknown',
        why: 'the clone is shallow, and the line is older than its history',
      });
    } else {
      const date = dateOf(Number(value('author-time')), value('author-tz'));
      authors.set(line, { kind: 'known', author: value('author'), date, commit });
    }
  }
  return authors;
}

/** The day where the author was. */
function dateOf(seconds: number, zone: string): string {
  const parts = /^([+-])(\d\d)(\d\d)$/.exec(zone);
  const minutes = parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) : 0;
  return new Date((seconds + minutes * 60) * 1000).toISOString().slice(0, 10);
}

function firstLine(text: string): string {
  return text
    .split('\n')[0]!
    .replace(/^fatal: /, '')
    .replace(/\.$/, '');
}

// ------------------------------------------------------------------------------------------------- processes

interface GitResult {
  readonly failed: boolean;
  readonly output: Buffer;
  readonly text: string;
  readonly message: string;
}

function must(folder: string, args: readonly string[], option: string, input?: string): GitResult {
  const result = git(folder, args, option, input);
  if (result.failed) throw new Problem(`${option}: git ${args[0]} failed: ${result.message}`);
  return result;
}

function git(folder: string, args: readonly string[], option: string, input?: string): GitResult {
  return run(folder, args, environment(programsOff(folder, option)), option, input);
}

function run(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  option: string,
  input = '',
): GitResult {
  const options = { cwd: folder, input, maxBuffer: 2 ** 30, windowsHide: true, env };
  const { status, error, stdout, stderr } = spawnSync('git', args, options);
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') {
    throw new Problem(`${option} needs git, which was not found on the PATH.`);
  }
  const message = error?.message ?? (stderr.toString().trim() || `exit code ${status}`);
  return { failed: status !== 0, output: stdout ?? Buffer.alloc(0), text: stdout?.toString() ?? '', message };
}

type Setting = readonly [key: string, value: string];

/** A repository's own configuration must not make a check run programs. */
const fixedSettings: readonly Setting[] = [
  ['core.fsmonitor', 'false'],
  ['core.quotePath', 'false'],
  ['core.hooksPath', '/dev/null'],
];

const programsOffIn = new Map<string, readonly Setting[]>();

/** Comparing a changed file passes it through the filters that the configuration names: they are taken out. */
function programsOff(folder: string, option: string): readonly Setting[] {
  const known = programsOffIn.get(folder);
  if (known !== undefined) return known;
  const listed = run(
    folder,
    ['config', '--null', '--name-only', '--get-regexp', String.raw`^filter\.`],
    environment(fixedSettings),
    option,
  );
  const filters = new Set(listed.text.split('\0').flatMap((key) => /^(filter\..*)\./s.exec(key)?.[1] ?? []));
  const settings = [
    ...fixedSettings,
    ...[...filters].flatMap((filter): Setting[] => [
      [`${filter}.clean`, ''],
      [`${filter}.smudge`, ''],
      [`${filter}.process`, ''],
      [`${filter}.required`, 'false'],
    ]),
  ];
  programsOffIn.set(folder, settings);
  return settings;
}

/**
 * In a hook git names its own folder and index, relative to a folder that need not be the project's. Nothing
 * is fetched, though the repository be a partial clone. Paths are no patterns.
 */
function environment(settings: readonly Setting[]): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_INDEX_FILE, GIT_WORK_TREE, GIT_PREFIX, GIT_CONFIG_COUNT, ...others } = process.env;
  const given = Number.parseInt(GIT_CONFIG_COUNT ?? '0', 10) || 0;
  const numbered = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${given + index}`, key],
    [`GIT_CONFIG_VALUE_${given + index}`, value],
  ]);
  return {
    ...others,
    ...Object.fromEntries(numbered),
    GIT_CONFIG_COUNT: String(given + settings.length),
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}
