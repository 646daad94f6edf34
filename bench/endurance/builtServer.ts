import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A copy of the server as it is shipped, so that nothing that is built meanwhile changes it. */
export interface BuiltServer {
  readonly folder: string;
  readonly bundle: string;
  remove(): void;
}

export function buildServer(): BuiltServer {
  const built = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The server could not be built.');
  const folder = mkdtempSync(join(tmpdir(), 'duplicate-rules-endurance-'));
  cpSync(resolve('dist'), join(folder, 'dist'), { recursive: true });
  cpSync(resolve('package.json'), join(folder, 'package.json'));
  return {
    folder,
    bundle: join(folder, 'dist', 'server.cjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
