import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Builds the extension and packages it as `npm run package` does.
 * @returns {Promise<string>} absolute path of the VSIX
 * @throws {Error} with what the build or vsce said
 */
export function packageExtension() {
  const file = path.join(root, 'out', 'duplicate-rules.vsix');
  mkdirSync(path.dirname(file), { recursive: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const flags = ['package', '--no-dependencies', '--allow-missing-repository', '--out', file];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [vsce, ...flags], { cwd: root }, (error, stdout, stderr) => {
      if (error) reject(new Error(`The extension could not be packaged:\n${stdout}${stderr}`));
      else resolve(file);
    });
  });
}
