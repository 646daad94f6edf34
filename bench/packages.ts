/** Sizes of what is shipped: node bench/run.mjs bench/packages.ts */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'duplicate-rules-sizes-'));
try {
  const extension = join(folder, 'extension.vsix');
  run('scripts/release/packExtension.mjs', '--out', extension);
  console.log(`VSIX: ${megabytes(extension)} MB`);
  const packed = run('scripts/packCommandLine.mjs', folder).trim().split('\n').at(-1)!;
  console.log(`npm package: ${megabytes(packed)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  return stdout;
}

function megabytes(file: string): string {
  return (statSync(file).size / 1e6).toFixed(2);
}
