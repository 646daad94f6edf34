import type { Certainty } from '../matching/certainty.ts';
import type { RunningUser } from '../matching/run/model.ts';
import type { RuleCatalog, RuleOperation } from '../outcome/model.ts';
import type { TableChannel, TableResult } from '../outcome/tableModel.ts';
import type { RecordPosition } from '../recordSets/model.ts';

/** How a file is going to be loaded. */
export interface LoadPlan {
  /** API name. */
  readonly object: string;
  readonly operation: 'insert' | 'update' | 'upsert';
  /** Field by which an upsert finds the record to update; `Id` without one. */
  readonly externalId: string | null;
  readonly channel: TableChannel;
  /** Rows that are saved in one go, which Salesforce does not compare with each other (facts, section 1.1). */
  readonly batchSize: number;
  readonly allowSave: boolean;
  readonly user: RunningUser | null;
  readonly catalog: RuleCatalog;
}

/** What becomes of a row. `unknown`: what decides it is not known offline. */
export type RowFate = 'refused' | 'refused-unless-allow-save' | 'unknown' | 'saved-and-reported' | 'saved';

export interface RowVerdict {
  /** From 0. */
  readonly ordinal: number;
  readonly position: RecordPosition;
  /** From 0. */
  readonly batch: number;
  readonly operation: RuleOperation;
  readonly fate: RowFate;
  /** Why Salesforce refuses the row though no duplicate rule does: a sentence; null if that is not so. */
  readonly fails: string | null;
  /** It can be loaded as it is: it is saved, or would be but for another row that takes it along. */
  readonly isClean: boolean;
  readonly certainty: Certainty;
  /** Active rules that find something, or of which it is not known; in their order. */
  readonly rules: readonly RowRule[];
  readonly action: RowAction;
  /** Earlier rows of the same batch that this row duplicates: Salesforce saves both, and reports them where a rule does. Ordinals. */
  readonly escapes: readonly number[];
  /** Those of them for which a rule reports it. Another rule may be the one that matches the rest, and report none. */
  readonly reportedFor: readonly number[];
  /** Later rows of the same batch by which it is reported, where nothing else reports it: the first of them. Ordinals. */
  readonly reportedBy: readonly number[];
  readonly hints: readonly RowHint[];
}

/** What one duplicate rule does with a row. */
export interface RowRule {
  /** `Lead.Email_Exact`. */
  readonly rule: string;
  readonly result: TableResult;
  readonly finds: boolean | null;
  readonly certainty: Certainty;
  readonly matches: readonly RowMatch[];
  /** How many it finds; `matches` holds the first of them. */
  readonly count: number;
  /** Why it is not known whether the rule runs, or finds something: sentences. */
  readonly notes: readonly string[];
}

export interface RowMatch {
  readonly object: string;
  /** Null for a row of the file, and for an existing record without one. */
  readonly id: string | null;
  /** Of the file, from 0; null for an existing record. */
  readonly row: number | null;
  /** Of the existing record in its data, from 0; null for a row of the file. */
  readonly ordinal: number | null;
  readonly matchingRule: string;
  readonly certainty: Certainty;
  readonly confidence: number;
}

export type RowAction =
  | { readonly kind: 'insert' }
  | { readonly kind: 'update' }
  /** Update the matched record instead of inserting another one. */
  | { readonly kind: 'update-match'; readonly id: string }
  | { readonly kind: 'review'; readonly why: string };

/** A value that, written in another way, would change the verdict. */
export interface RowHint {
  readonly field: string;
  /** What is changed: "without spaces at its ends", "as digits with country code". */
  readonly change: string;
  /** What the row would be with all hints of the row together. */
  readonly fate: RowFate;
}

/** Sums over all rows. */
export interface PreflightSummary {
  readonly rows: number;
  readonly fates: Readonly<Record<RowFate, number>>;
  readonly actions: Readonly<Record<RowAction['kind'], number>>;
  /** By full name of the rule, in the order of the catalogue. */
  readonly rules: readonly RuleSum[];
  /** Rows that duplicate an earlier row of their batch and are saved with it. */
  readonly escaping: number;
  /** Rows whose match is an earlier row of the file. */
  readonly withinFile: number;
  readonly hinted: number;
  /** Rows that Salesforce refuses though no duplicate rule does. */
  readonly failing: number;
  /** Rows that are saved, of which duplicates may be there that cannot be told offline. */
  readonly savedUnsure: number;
  /** What a reader must know of the whole: sentences. */
  readonly notes: readonly string[];
}

export interface RuleSum {
  readonly rule: string;
  /** Rows by what this rule alone does with them. */
  readonly results: Readonly<Partial<Record<TableResult, number>>>;
  /** Of those rows the ones whose verdict is approximate or not known. */
  readonly unsure: number;
  /** Objects with which alone it compares, and of which no records were given: it could find nothing. */
  readonly unasked: readonly string[];
}
