import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const variable = 'DUPLICATE_RULES_TEST_BUILDS';

/** Vitest calls it once for a run: bundles that tests share are built below a folder of their own. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-builds-'));
  process.env[variable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Puts what `build` writes into a folder; it runs once for all test files of a run, in whichever comes first. */
export async function copyOfBuild(
  name: string,
  to: string,
  build: (folder: string) => Promise<unknown>,
): Promise<void> {
  const shared = path.join(process.env[variable]!, name);
  const done = `${shared}.done`;
  if (isFirst(shared)) {
    // The others must not wait for a build that fails.
    await build(shared).finally(() => writeFileSync(done, ''));
  }
  while (!existsSync(done)) await pause(50);
  cpSync(shared, to, { recursive: true });
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
