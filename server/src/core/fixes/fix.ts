import type { Finding } from '../findings.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { TextEdit } from '../text.ts';

/** A change that mends a finding, in one file or several. */
export interface Fix {
  /** Stable, kebab-case: for tests and telemetry-free statistics. */
  readonly id: string;
  /** Imperative, and honest: says what changes in behaviour. */
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly FileEdits[];
  /** The one that an editor should offer first. */
  readonly preferred: boolean;
  /** Part of source.fixAll.duplicateRules: never changes what is saved. */
  readonly safe: boolean;
}

export interface FileEdits {
  readonly uri: string;
  /** The file does not exist yet: the edits insert its whole text. */
  readonly create?: true;
  readonly edits: readonly TextEdit[];
}

/** What a fix writer is given: the finding, and the saves that it is about. */
export interface FixRequest {
  readonly finding: Finding;
  /** The save that the finding stands on, or the saves that the option reaches; empty for observations. */
  readonly saves: readonly JudgedSite[];
}

/** A fix before the finding is put to it. */
export type FixDraft = Pick<Fix, 'id' | 'title' | 'edits'> & { readonly safe?: boolean };
