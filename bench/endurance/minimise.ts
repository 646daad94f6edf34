import type { Workspace } from './generate.ts';

/** The smallest workspace that was found to fail still: without files, then without lines, then without characters. */
export async function minimise(
  files: Workspace,
  fails: (files: Workspace) => Promise<boolean>,
): Promise<Workspace> {
  let smallest = files;
  let tries = 600;
  const attempt = async (candidate: Workspace): Promise<boolean> => {
    if (tries-- <= 0 || !(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  for (const path of [...files.keys()]) {
    await attempt(new Map([...smallest].filter(([one]) => one !== path)));
  }
  for (const separator of ['\n', '']) {
    for (const path of [...smallest.keys()]) {
      for (let parts = 2; ; parts *= 2) {
        const pieces = smallest.get(path)!.split(separator);
        if (parts > pieces.length * 2) break;
        const size = Math.max(1, Math.ceil(pieces.length / parts));
        for (let start = 0; start < (smallest.get(path)?.split(separator).length ?? 0); ) {
          const now = smallest.get(path)!.split(separator);
          const rest = [...now.slice(0, start), ...now.slice(start + size)].join(separator);
          if (!(await attempt(new Map([...smallest, [path, rest]])))) start += size;
          if (tries <= 0) return smallest;
        }
        if (size === 1) break;
      }
    }
  }
  return smallest;
}
