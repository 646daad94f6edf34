import { readProject } from '../../workspace/readProject.ts';
import { readText } from '../../workspace/readText.ts';

const kinds = new Set(['duplicate-rule', 'matching-rule', 'lead-settings', 'field', 'object']);

/** Reads the metadata of a Salesforce project on disk. */
export function readProjectFiles(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { path, kind } of readProject(folder).files) {
    if (!kinds.has(kind)) continue;
    const { text } = readText(path);
    if (text !== null) files.set(path, text);
  }
  return files;
}
