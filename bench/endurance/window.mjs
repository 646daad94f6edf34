/** Runs window.ts with a Node that takes TypeScript: the one that VS Code's server runs on. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { installVsCode } from '../../test/vscode/install.mjs';

const { node } = installVsCode();
const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
const script = path.resolve(import.meta.dirname, 'window.ts');
process.exitCode =
  spawnSync(node, [...flags, script, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
