import type { Finding } from '../../findings.ts';
import type { Schema } from '../../metadata/objects.ts';
import type { RuleFileIndex, RuleFileReading } from '../../metadata/ruleIndex.ts';
import type { RuleCatalog } from '../../outcome/model.ts';

/** What a fix in a rule file may ask. */
export interface MetadataFixRequest {
  readonly finding: Finding;
  readonly reading: RuleFileReading;
  readonly ruleFiles: RuleFileIndex;
  readonly catalog: RuleCatalog;
  readonly schema: Schema;
  /** The text of a rule file; null for a file that is not there. */
  textOf(uri: string): string | null;
  /** The project's configuration file: its text is null where there is none; null where it is not known. */
  readonly configuration: { readonly uri: string; readonly text: string | null } | null;
  /** Relative to the project's root; null for a file outside of it. */
  readonly path: string | null;
}
