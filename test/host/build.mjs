import { rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { globSync } from 'tinyglobby';

const suite = path.join(import.meta.dirname, 'suite');
const out = path.resolve(import.meta.dirname, '../../out/host');

/**
 * Bundles the tests that run inside the extension host, one file each.
 * @returns {Promise<string>} absolute path of the entry that VS Code loads
 */
export async function buildHostTests() {
  const tests = globSync('**/*.test.ts', { cwd: suite }).sort();
  rmSync(out, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: ['index.ts', ...tests].map((file) => path.join(suite, file)),
    outbase: suite,
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    define: { HOST_TEST_FILES: JSON.stringify(tests.map((file) => file.replace(/\.ts$/, '.cjs'))) },
    logLevel: 'warning',
  });
  return path.join(out, 'index.cjs');
}
