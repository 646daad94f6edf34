import { kindOf } from '../core/files.ts';
import { walk } from '../workspace/walk.ts';
import type { Target } from './targets.ts';

/** How long a project takes, roughly: how many files of it are analysed, by their names. */
export interface Weight {
  readonly apex: number;
  readonly code: number;
}

export function weightOf({ root, around, nested, isCodeOnly, readFolder }: Target): Weight {
  const counts = { apex: 0, code: 0 };
  walk(
    around ?? root,
    {
      enter: (folder) => !nested.includes(folder),
      file: (_, name) => {
        const kind = kindOf(name);
        if (kind === 'code' || (kind === 'apex' && !isCodeOnly)) counts[kind]++;
      },
    },
    readFolder,
  );
  return counts;
}
