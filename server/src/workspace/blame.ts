import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuditPlace, Authorship } from '../core/audit/model.ts';
import { ownedByAnother, runGit } from './gitProcess.ts';

/**
 * Who wrote the lines of places, file by file. Never throws: what git does not say is told as such.
 *
 * A generator, as git takes its time over each file: it yields before each, and gives the answer at its end.
 */
export function* authorsOf(
  places: readonly AuditPlace[],
): Generator<{ readonly done: number; readonly total: number }, (place: AuditPlace) => Authorship | null> {
  const lines = new Map<string, Set<number>>();
  for (const { uri, line } of places) {
    if (line === null) continue;
    const known = lines.get(uri);
    if (known) known.add(line);
    else lines.set(uri, new Set([line]));
  }
  const repositories = new Map<string, FoundRepository>();
  const authors = new Map<string, Authorship>();
  let done = 0;
  for (const [uri, wanted] of lines) {
    yield { done: done++, total: lines.size };
    if (!uri.startsWith('file:')) continue;
    const file = fileURLToPath(uri);
    const folder = path.dirname(file);
    const repository = repositories.get(folder) ?? findRepository(folder);
    repositories.set(folder, repository);
    for (const [line, written] of repository.kind === 'found'
      ? blameLines(repository, file, [...wanted])
      : [...wanted].map((line) => [line, withoutRepository(repository)] as const)) {
      authors.set(`${uri} ${line}`, written);
    }
  }
  return ({ uri, line }) => authors.get(`${uri} ${line}`) ?? null;
}

function withoutRepository({
  kind,
  why,
}: {
  readonly kind: 'none' | 'unknown';
  readonly why: string;
}): Authorship {
  return kind === 'none' ? { kind: 'no-repository' } : { kind: 'unknown', why };
}

type FoundRepository =
  | { readonly kind: 'found'; readonly root: string; readonly isShallow: boolean }
  | { readonly kind: 'none' | 'unknown'; readonly why: string };

/** The repository that a folder is in. Never throws. */
function findRepository(folder: string): FoundRepository {
  const top = runGit(folder, ['rev-parse', '--show-toplevel', '--is-shallow-repository']);
  if (top.isMissing) return { kind: 'unknown', why: 'git was not found' };
  if (top.failed) {
    if (ownedByAnother(top.message) !== null) {
      return {
        kind: 'unknown',
        why: 'git does not read a repository of another user, unless safe.directory names it',
      };
    }
    return /not a git repository/i.test(top.message)
      ? { kind: 'none', why: '' }
      : { kind: 'unknown', why: firstLine(top.message) };
  }
  const [root = '', shallow = ''] = top.text.split(/\r?\n/);
  return { kind: 'found', root: path.normalize(root), isShallow: shallow === 'true' };
}

/** Who wrote lines (from 1) of a file last. Never throws. */
function blameLines(
  { root, isShallow }: FoundRepository & { readonly kind: 'found' },
  file: string,
  lines: readonly number[],
): ReadonlyMap<number, Authorship> {
  const all = (written: Authorship) => new Map(lines.map((line) => [line, written]));
  const ranges = lines.flatMap((line) => ['-L', `${line},${line}`]);
  const result = runGit(root, ['blame', '--line-porcelain', ...ranges, '--', file]);
  if (!result.failed) return readBlame(result.text, isShallow);
  if (/no such (?:path|ref)/i.test(result.message)) return all({ kind: 'not-tracked' });
  return all({ kind: 'unknown', why: firstLine(result.message) });
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

/** Of a path that git quotes the last name only: a report holds no folder of the machine. */
function firstLine(text: string): string {
  return text
    .split('\n')[0]!
    .replace(/'[^']*[\\/]([^'\\/]+)'/g, "'$1'")
    .replace(/^fatal: /, '')
    .replace(/\.$/, '');
}
