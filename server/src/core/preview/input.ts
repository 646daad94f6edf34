import type { DuplicateAnswer, MatchResult } from '../duplicateResults/model.ts';
import type { NamedRule } from '../explain/model.ts';
import type { RuleRun } from '../matching/run/model.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import type { FieldReading, ObjectDescription } from '../orgData/model.ts';
import type { RuleCatalog, RuleOperation } from '../outcome/model.ts';
import type { SampleRecord } from '../records/model.ts';
import type { PreviewOrg } from './model.ts';

/** Near misses by one matching rule, as if they were matches. */
export interface NearMatch {
  readonly result: MatchResult;
  /** Of each record the fields that keep it from matching, by `fieldKey`. */
  readonly missing: readonly ReadonlySet<string>[];
}

export interface PreviewInput {
  /** Null where only the error is known, not the record. */
  readonly sample: SampleRecord | null;
  /** Object of the refused record, where there is no sample; null if not known either. */
  readonly object?: string | null;
  readonly operation: RuleOperation | null;
  /** How the answer came about. `error`: a save was refused; the others test without saving; `local`: without an org. */
  readonly by: 'findDuplicates' | 'predupe' | 'error' | 'local';
  /** Of `local`: what the answer was made of. */
  readonly local?: readonly RuleRun[];
  /** Of `local`: records that rules do not find, though little is missing. */
  readonly near?: ReadonlyMap<DuplicateRule, readonly NearMatch[]>;
  /** Of an error: it came from the conversion of a lead, which takes no options. */
  readonly isLeadConversion?: boolean;
  /** Of an error: the rule in `answer` is not named by it, but fits its text. */
  readonly isInferred?: boolean;
  /** Null where an error holds no payload. */
  readonly answer: DuplicateAnswer | null;
  /** Rules that an error names outside a payload: a debug log's. */
  readonly named?: readonly NamedRule[];
  /** For a reader; else made of `by`. */
  readonly testedBy?: string;
  readonly testedAt: string;
  readonly catalog: RuleCatalog;
  /** `recordUrl`: what an id is put behind to open the record. */
  readonly org: (PreviewOrg & { readonly recordUrl: string }) | null;
  /** Fields of matched records, and of the sample itself where it has an id. */
  readonly readings: readonly FieldReading[];
  /** For the labels and types of fields. */
  readonly descriptions: readonly ObjectDescription[];
  /** What went wrong or was cut off on the way: becomes part of the problems. */
  readonly notes: readonly string[];
}
