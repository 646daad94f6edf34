import type { DuplicateRule, MatchRuleReference } from '../../metadata/model.ts';
import type { RuleCatalog, RuleOperation } from '../../outcome/model.ts';
import type { FieldScalar } from '../../records/model.ts';
import type { Certainty } from '../certainty.ts';
import type { CompiledRule, NotCompiled, PreparedRecord, RecordValues } from '../model.ts';

/** A record that a sample may match. */
export interface Candidate {
  /** Stable within its source: of a table its ordinal. */
  readonly ordinal: number;
  readonly id: string | null;
  /** Fields by any spelling. */
  value(field: string): FieldScalar | undefined;
  /** As the rule that asked for candidates sees it; prepared at most once where the source keeps it. */
  readonly prepared: PreparedRecord;
  /** Where it stands for several records that are the same in all but their Id; left out: for itself alone. */
  readonly alike?: {
    readonly count: number;
    /** Itself first. */
    members(): Iterable<Candidate>;
  };
}

/** Existing records that a rule's keys find. */
export interface Candidates {
  /** Those behind the keys of the sample, and of the sample with names transposed; in the order of the data, each once. */
  readonly records: Iterable<Candidate>;
  /** How many there are behind each key of the sample, in the order of the rule's keys; null: it has no such key. */
  readonly behindKeys: readonly (number | null)[];
  /** `records` are all of the object: what keys do not bring up is compared too, to say what they hide. */
  readonly all?: boolean;
  /**
   * Whether a record that keys do not bring up may share one all the same: its values have a form of which no
   * documentation shows what key they make. Of no meaning with `all`.
   */
  readonly mayHide?: () => boolean;
}

/** Existing records of all objects. */
export interface CandidateSource {
  /** False where the source holds no records of the object: nothing can be said of a rule that compares with it. */
  has(object: string): boolean;
  /** Numbers of the rule's items that no record holds (`itemsLacking` of candidates.ts); left out: none is known to lack. */
  lacks?(rule: CompiledRule): readonly number[];
  candidates(rule: CompiledRule, sample: PreparedRecord): Candidates;
}

/** The user who saves, as far as given: for conditions on the running user, and for sharing. */
export interface RunningUser {
  /** By field of User in lower case: `username`, `profile.name`. */
  readonly values: ReadonlyMap<string, FieldScalar>;
  /** Whether the user may see a record; null where that is not known. */
  sees(candidate: Candidate): boolean | null;
}

export interface OfflineSave {
  readonly object: string;
  readonly operation: RuleOperation;
  /** Of an update: the record is no duplicate of itself. */
  readonly id: string | null;
  readonly values: RecordValues;
  /** Fields that an update changes, by `fieldKey`; null: not known, or an insert. */
  readonly changed: ReadonlySet<string> | null;
  readonly user: RunningUser | null;
  readonly catalog: RuleCatalog;
}

/** What one duplicate rule finds. */
export interface RuleRun {
  readonly rule: DuplicateRule;
  /** Whether Salesforce runs the rule on this save; null: not known. */
  readonly runs: boolean | null;
  /** Why not, or why it is not known: a sentence; '' if it runs. */
  readonly why: string;
  /** Empty where it does not run. */
  readonly parts: readonly RulePartRun[];
  /** Whether it finds a duplicate if it runs, all parts together; null: not known. False where it does not run. */
  readonly finds: boolean | null;
  readonly certainty: Certainty;
}

/** One matching rule of a duplicate rule. */
export interface RulePartRun {
  readonly reference: MatchRuleReference;
  readonly compiled: CompiledRule | NotCompiled;
  /** Null: it could not look; a note says why. */
  readonly matches: readonly OfflineMatch[] | null;
  /** As in {@link RuleRun}, of this part alone. */
  readonly finds: boolean | null;
  readonly certainty: Certainty;
  /** How many records keys brought up and the equation was evaluated on. */
  readonly compared: number;
  /** Sentences: the inactive matching rule, no data of the object, more than 100 candidates, sharing. */
  readonly notes: readonly string[];
}

export interface OfflineMatch {
  readonly candidate: Candidate;
  readonly certainty: Certainty;
  readonly confidence: number;
  /** Whether the rule gets to see the match. False ones are no duplicates to Salesforce. Null: not known. */
  readonly visible: boolean | null;
  /**
   * What hides it, or may: Salesforce's keys that do not bring the two together, or the user's access. Null: nothing;
   * where `visible` is null too, it is not known whether Salesforce takes such values for a match.
   */
  readonly hiddenBy: 'keys' | 'sharing' | null;
}
