import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The sample project that `npm start`, the tests and the pictures open. */
export const sampleProject = path.resolve(import.meta.dirname, '../../samples/recruiting');

/**
 * A copy to write in, so that nothing that happens in VS Code ends up in the repository.
 * @param {string} [source] the folder to copy
 * @returns {{ folder: string, remove: () => void }}
 */
export function copyProject(source = sampleProject) {
  const parent = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'duplicate-rules-project-'));
  const folder = path.join(parent, path.basename(source));
  cpSync(source, folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
