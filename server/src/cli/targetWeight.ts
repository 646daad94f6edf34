import { kindOf } from '../core/files.ts';
import { walk } from '../workspace/walk.ts';
import type { Target } from './targets.ts';

/** How long a project takes, roughly: how many files of it are analysed, by their names. */
export function weightOf({ root, around, nested, isCodeOnly, readFolder }: Target): number {
  let count = 0;
  walk(
    around ?? root,
    {
      enter: (folder) => !nested.includes(folder),
      file: (_, name) => {
        const kind = kindOf(name);
        if (kind === 'code' || (kind === 'apex' && !isCodeOnly)) count++;
      },
    },
    readFolder,
  );
  return count;
}
