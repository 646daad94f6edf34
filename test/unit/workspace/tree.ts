import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A value starting with `->` makes a symbolic link to what follows, relative to the folder of the link. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** Makes files in a new folder, which is removed after the test; gives its absolute path. */
export function makeTree(tree: Tree): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'duplicate-rules-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(tree)) {
    const absolute = join(root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    if (typeof content === 'string' && content.startsWith('->')) symlinkSync(content.slice(2), absolute);
    else writeFileSync(absolute, content);
  }
  return root;
}

export function projectJson(...paths: readonly string[]): string {
  return JSON.stringify({ packageDirectories: paths.map((path) => ({ path })) });
}
