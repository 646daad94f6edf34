import { kindOf } from '../files.ts';
import type { TemplateProject } from './model.ts';

/** Where files of rules go. */
export interface RuleFolders {
  readonly duplicateRules: string;
  readonly matchingRules: string;
  /** `-meta.xml` in source format; nothing in metadata format. */
  readonly ending: string;
}

/** The folders of a package directory in which rules stand already, else those in which sf would put them. */
export function ruleFolders(packageDirectory: string, { files }: TemplateProject): RuleFolders {
  const own = files.filter((uri) => uri.startsWith(`${packageDirectory}/`));
  const rules = own.filter((uri) => /^(?:duplicate|matching)-rule$/.test(kindOf(uri) ?? ''));
  const base = `${packageDirectory}/main/default`;
  const isMetadataFormat = rules.length > 0 && rules.every((uri) => !/-meta\.xml$/i.test(uri));
  // Without files, what sf would make; with files elsewhere than there, beside them.
  const fallback =
    own.length === 0 || own.some((uri) => uri.startsWith(`${base}/`)) ? base : packageDirectory;
  return {
    duplicateRules:
      mostUsed(rules, 'duplicate-rule') ?? beside(rules, 'duplicateRules') ?? `${fallback}/duplicateRules`,
    matchingRules:
      mostUsed(rules, 'matching-rule') ?? beside(rules, 'matchingRules') ?? `${fallback}/matchingRules`,
    ending: isMetadataFormat ? '' : '-meta.xml',
  };
}

function mostUsed(rules: readonly string[], kind: string): string | null {
  return mostFrequent(rules.filter((uri) => kindOf(uri) === kind).map(folderOf));
}

/** Beside the folder of the other kind of rules. */
function beside(rules: readonly string[], folder: string): string | null {
  const parent = mostFrequent(rules.map(folderOf).map(folderOf));
  return parent === null ? null : `${parent}/${folder}`;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

function mostFrequent(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted[0]?.[0] ?? null;
}
