import { fileNameOf } from '../files.ts';
import { shortPath } from '../outcome/words.ts';
import type { ScaffoldFile, ScaffoldProject } from './model.ts';

/** What is there under a name that the scaffold would take, wherever in the project: a sentence; null: nothing. */
export function taken(files: readonly ScaffoldFile[], project: ScaffoldProject): string | null {
  const nameOf = (uri: string) => decodeURIComponent(fileNameOf(uri)).toLowerCase();
  const there = new Map(project.files.map((uri) => [nameOf(uri), uri]));
  for (const { uri, what } of files) {
    // Fields and list views are called alike in all objects.
    if (what !== 'class' && what !== 'test-class' && !/\.object(?:-meta\.xml)?$/.test(uri)) continue;
    const found = there.get(nameOf(uri));
    if (found !== undefined) return `${fileNameOf(found)} is there already (${shortPath(found)}).`;
  }
  return null;
}
