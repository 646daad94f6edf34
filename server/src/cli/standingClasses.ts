import { kindOf } from '../core/files.ts';
import { type Standing, standingIn } from '../core/standing/standing.ts';
import { uriOfPath } from './paths.ts';
import type { Snapshot } from './snapshot.ts';

/** Classes of the project that do what would be scaffolded otherwise, in the order of their files. */
export function standingClasses(files: Snapshot['files']): readonly Standing[] {
  return [...files].sort().flatMap(([file, text]) => {
    if (kindOf(file) !== 'apex') return [];
    return standingIn(uriOfPath(file), typeof text === 'function' ? (text() ?? '') : text) ?? [];
  });
}
