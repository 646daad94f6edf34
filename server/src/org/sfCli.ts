import { stat } from 'node:fs/promises';
import path from 'node:path';

/** Whether the sf CLI, or its predecessor sfdx, stands in a folder of the PATH. It is looked for, never run. */
export async function isSfInstalled(): Promise<boolean> {
  // Windows spells the variable in its own way.
  const folders = (process.env.PATH ?? process.env.Path ?? '').split(path.delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  const files = folders.flatMap((folder) =>
    ['sf', 'sfdx'].flatMap((name) => endings.map((ending) => path.join(folder, name + ending))),
  );
  for (const file of files) {
    const found = await stat(file).catch(() => null);
    if (found?.isFile()) return true;
  }
  return false;
}
