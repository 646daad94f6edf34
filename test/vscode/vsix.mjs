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
  const shell = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    execFile(
      'npm',
      ['run', 'package', '--', '--out', file],
      { cwd: root, shell },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`The extension could not be packaged:\n${stdout}${stderr}`));
        else resolve(file);
      },
    );
  });
}
