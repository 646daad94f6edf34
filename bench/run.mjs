// Bundles a TypeScript script and runs it: node bench/run.mjs bench/parser-oracle.ts FOLDER
// With --table instead, it runs all benches whose figures are in docs/performance.md: bench/table/main.ts
import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [first, ...rest] = process.argv.slice(2);
const script = first === '--table' ? 'bench/table/main.ts' : first;
if (script === undefined) {
  console.error('usage: node bench/run.mjs SCRIPT.ts [ARGUMENTS], or --table [--help]');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'node_modules', '.cache', 'bench');
mkdirSync(folder, { recursive: true });
const outfile = join(folder, `${basename(script, '.ts')}.mjs`);
await build({
  entryPoints: [resolve(script)],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [process.argv[0], script, ...rest];
await import(pathToFileURL(outfile).href);
