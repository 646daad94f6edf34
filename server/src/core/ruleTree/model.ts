import type { Severity } from '../findings.ts';
import type { SaveEffect } from '../usage/model.ts';

export type RuleTreeKind =
  | 'object'
  | 'duplicate-rule'
  | 'create'
  | 'edit'
  | 'alert-text'
  | 'sharing'
  | 'condition'
  | 'matching-rule'
  | 'field'
  | 'mapping'
  | 'filter-logic'
  | 'problem'
  | 'org-difference'
  | 'note'
  | 'saves'
  | 'save';

/** Which saves a node of kind `saves` holds: they are asked for when it is expanded. */
export interface SavesOf {
  /** Null: those whose object is not known. */
  readonly object: string | null;
  /** Developer name of a duplicate rule of the object; null: the saves of all its rules. */
  readonly rule: string | null;
}

/**
 * An entry of the rules' tree, in words: what shows it decides nothing but looks.
 *
 * @typeParam Place how a place in a file is said: offsets in the core, lines and columns to clients
 */
export interface RuleTreeNode<Place> {
  /** The same for the same thing after a change; unique among siblings. */
  readonly id: string;
  readonly kind: RuleTreeKind;
  readonly label: string;
  /** Shown after the label, less prominent; ''. */
  readonly description: string;
  /** Markdown, names in it escaped; ''. */
  readonly tooltip: string;
  /** Label and description for a screen reader, in words. */
  readonly spoken: string;
  readonly place: Place | null;
  /** False for a rule that does not run, and what belongs to it. */
  readonly active: boolean;
  /** Of duplicate and matching rules: where they are known from. */
  readonly origin: 'file' | 'org' | 'assumed' | null;
  /** Findings on a rule and what belongs to it, those that are information left out. */
  readonly problems: { readonly count: number; readonly severity: Severity } | null;
  /** Of a problem. */
  readonly severity: Severity | null;
  /** Of a save. */
  readonly effect: SaveEffect | null;
  /** Of an object, its name; of a duplicate rule, its full name. */
  readonly name: string | null;
  readonly saves: SavesOf | null;
  readonly children: readonly RuleTreeNode<Place>[];
}
