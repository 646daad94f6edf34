/** Runs test/e2e/screenshot.ts with a Node that takes TypeScript: the one that VS Code's server runs on. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { InstallError, installVsCode } from '../test/vscode/install.mjs';

try {
  const { node } = installVsCode();
  const script = path.resolve(import.meta.dirname, '../test/e2e/screenshot.ts');
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  const { status } = spawnSync(node, [...flags, script, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof InstallError ? error.message : error);
  process.exitCode = 1;
}
