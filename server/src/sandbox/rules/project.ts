import { kindOf } from '../../core/files.ts';
import { RuleFiles } from '../../core/metadata/ruleFiles.ts';
import type { RuleCatalog } from '../../core/outcome/model.ts';
import { readProject } from '../../workspace/readProject.ts';
import { readText } from '../../workspace/readText.ts';

/** The metadata that an org is made of. */
export interface OrgMetadata {
  /** Texts of rules, settings, objects and fields by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly catalog: RuleCatalog;
}

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

/**
 * The org that holds these files and nothing else. Where they say nothing of an object, it has Salesforce's
 * standard rule, as a new org.
 */
export function metadataOf(files: ReadonlyMap<string, string>): OrgMetadata {
  const rules = new RuleFiles();
  for (const [path, text] of files) if (kindOf(path) !== null) rules.setFile(path, text);
  return { files, catalog: rules.catalog(null, []) };
}
