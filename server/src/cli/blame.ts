import path from 'node:path';
import type { AuditPlace, Authorship } from '../core/audit/model.ts';
import { blameLines, repositoryOf } from './git.ts';
import { pathOfUri } from './paths.ts';

/**
 * Who wrote the lines of places, file by file. Never throws: what git does not say is told as such.
 *
 * @param progress is told before each file, and may throw to end it
 */
export function authorsOf(
  places: readonly AuditPlace[],
  progress: (done: number, total: number) => void,
): (place: AuditPlace) => Authorship | null {
  const lines = new Map<string, Set<number>>();
  for (const { uri, line } of places) {
    if (line === null) continue;
    const known = lines.get(uri);
    if (known) known.add(line);
    else lines.set(uri, new Set([line]));
  }
  const authors = new Map<string, Authorship>();
  let done = 0;
  for (const [uri, wanted] of lines) {
    progress(done++, lines.size);
    const file = pathOfUri(uri);
    const repository = repositoryOf(path.dirname(file));
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
