import { type Stats, statSync } from 'node:fs';

/** Null where there is nothing, or nothing that can be looked at, as behind symbolic links in a loop. */
export function statOrNull(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
