import type { Certainty } from '../matching/certainty.ts';
import type { PairTrace } from '../matching/model.ts';
import type { RuleOperation } from '../outcome/model.ts';
import type { SampleRecord } from '../records/model.ts';

/** What the rules of a project say of a record and of existing ones, without an org: plain data. It holds record values. */
export interface MatchReport {
  readonly sample: SampleRecord;
  readonly operation: RuleOperation;
  /** Files of existing records, each with its object and number of records. */
  readonly existing: readonly { readonly file: string; readonly object: string; readonly records: number }[];
  /** Whether some rule finds a duplicate; null: not known. */
  readonly finds: boolean | null;
  /** Active and inactive rules of the object, in their order. */
  readonly rules: readonly MatchReportRule[];
  /** Sentences for a reader. */
  readonly notes: readonly string[];
}

export interface MatchReportRule {
  readonly fullName: string;
  readonly label: string;
  /** "force-app/…", "assumed standard rule". */
  readonly source: string;
  readonly active: boolean;
  readonly runs: boolean | null;
  readonly why: string;
  readonly finds: boolean | null;
  readonly certainty: Certainty;
  /** "refused with DUPLICATES_DETECTED …" by the action on this operation: of a plain save over an API. */
  readonly action: string;
  readonly parts: readonly MatchReportPart[];
}

/** One matching rule. */
export interface MatchReportPart {
  readonly matchingRule: string;
  readonly object: string;
  /** Match keys of the rule as the documentation writes them; with the sample's own. */
  readonly keys: readonly {
    readonly notation: string;
    readonly sample: string | null;
    readonly behind: number | null;
  }[];
  readonly notes: readonly string[];
  /** Records that match, or that were asked for; null: it could not look. */
  readonly pairs: readonly MatchReportPair[] | null;
  /** How many match; `pairs` holds the first of them. */
  readonly count: number;
}

export interface MatchReportPair {
  readonly id: string | null;
  readonly file: string;
  /** From 1. */
  readonly row: number;
  /** Whether the rule gets to see it as a match; false: it does not match, or something hides it. */
  readonly visible: boolean | null;
  readonly hiddenBy: 'keys' | 'sharing' | null;
  readonly trace: PairTrace;
}
