/** Runs the host tests in the desktop VS Code that @vscode/test-electron downloads: needs internet and a display. */
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from '../../esbuild.mjs';
import { copyProject } from '../vscode/project.mjs';
import { buildHostTests } from './build.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const [entry] = await Promise.all([buildHostTests(), build({ development: true })]);
const project = copyProject();
try {
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: entry,
    launchArgs: [project.folder, '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  console.error(
    `The host tests failed, or desktop VS Code could not be downloaded or started: ${error.message}`,
  );
  process.exitCode = 1;
} finally {
  project.remove();
}
