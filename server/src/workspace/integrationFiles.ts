import { basename, dirname, relative, sep } from 'node:path';
import { isTooLarge, isWorthReading } from '../core/project.ts';
import { type ReadText, readTextUpTo } from './readText.ts';
import { isSkippedFolder } from './walk.ts';

/** Folders for what tools make of a project's source, and for the source of others. */
const outputFolders: ReadonlySet<string> = new Set([
  'build',
  'cdk.out',
  'coverage',
  'dist',
  'htmlcov',
  'out',
  'target',
  'third_party',
  'vendor',
  'vendors',
]);

/** Compilers of Java and C# write there; in other languages these are the scripts. */
const binaryFolders: ReadonlySet<string> = new Set(['bin', 'obj']);

/** Lightning components: the folders below have the names of components. */
const componentFolders: ReadonlySet<string> = new Set(['lwc', 'aura']);

/**
 * Whether a file with integration code stands where a project's own source stands, by its path below `root`.
 */
export function isOwnSource(root: string, path: string): boolean {
  if (/[.-](?:min|bundle|umd|iife)\.[cm]?js$/i.test(basename(path))) return false;
  const isCompiled = /\.(?:java|cs)$/i.test(path);
  for (const folder of relative(root, dirname(path)).split(sep)) {
    if (componentFolders.has(folder)) return true;
    const name = folder.toLowerCase();
    if (isSkippedFolder(folder) || outputFolders.has(name)) return false;
    if (isCompiled && binaryFolders.has(name)) return false;
  }
  return true;
}

/** In bytes; the core takes 1.5 million characters. */
export const largestIntegrationFile = 4_500_000;

export interface IntegrationText extends ReadText {
  /** The file is left out for its size alone. */
  readonly isTooLarge: boolean;
}

/**
 * Reads a file with integration code, if it mentions Salesforce. One that does not, and one that is too large
 * for code, has no text and is no problem.
 */
export function readIntegrationText(path: string): IntegrationText {
  const read = readTextUpTo(path, largestIntegrationFile);
  if (read === null) return { ...noText, isTooLarge: true };
  const { text } = read;
  if (text === null || isWorthReading(path, text))
    return { ...read, isTooLarge: text !== null && isTooLarge(path, text) };
  return { ...noText, isTooLarge: isTooLarge(path, text) };
}

const noText: ReadText = { text: null, problem: null };
