import type { DuplicateAnswer } from '../duplicateResults/model.ts';
import type { RecordDraft } from '../records/model.ts';

/** Where an error text came from, as far as its form tells. */
export type ErrorForm =
  | 'rest'
  | 'rest-collections'
  | 'rest-composite'
  | 'rest-tree'
  | 'rest-batch'
  | 'ui-api'
  | 'soap'
  | 'jsforce'
  | 'simple-salesforce'
  | 'apex'
  | 'flow'
  | 'debug-log'
  | 'bulk-results'
  | 'data-loader-results'
  | 'text';

/** What is found in a pasted or selected error text. */
export interface ErrorReading {
  readonly form: ErrorForm;
  readonly refusals: readonly Refusal[];
  /** Errors in it that are not a duplicate rule's, each once: DUPLICATE_VALUE among them, told apart. */
  readonly others: readonly OtherError[];
  /** Why nothing was found, or what was left out: sentences for a reader. */
  readonly problems: readonly string[];
}

/** One refusal by a duplicate rule, or rows refused with the same message. */
export interface Refusal {
  /** The rule's alert text, as the error gives it; '' if it gives none. */
  readonly message: string;
  /** The payload, where the error has one. */
  readonly answer: DuplicateAnswer | null;
  /** Rules named outside a payload (debug logs): developer names or ids. */
  readonly rules: readonly NamedRule[];
  /** Object, operation and rows as far as the error tells. */
  readonly object: string | null;
  readonly operation: 'insert' | 'update' | 'upsert' | 'convertLead' | null;
  /** How many records it stands for. */
  readonly count: number;
  /** Failed rows, at most a hundred, that hold the record's own values. */
  readonly rows: readonly RecordDraft[];
  /** "in the trigger CandidateHired, inside the insert of Candidate__c": where it is nested; '' if it is not. */
  readonly nested: string;
  /** Lines of code that the error names, innermost first; absent if it names none. */
  readonly places?: readonly CodePlace[];
  /**
   * True where the text gives no code, as an error file of Data Loader: it is a duplicate rule's only if the
   * message is some rule's alert text. `settle` in settle.ts decides.
   */
  readonly suspected?: boolean;
}

/** A line of a stack trace: `Class.LeadCapture.register: line 12, column 1`. */
export interface CodePlace {
  readonly kind: 'class' | 'trigger' | 'anonymous';
  /** `LeadCapture.register`, the trigger's name, '' for anonymous code. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface NamedRule {
  readonly id: string | null;
  readonly name: string | null;
  /** As the log says: `Allow_[Alert,Report]`; null if not said. */
  readonly action: string | null;
  readonly matchedIds: readonly string[];
}

export interface OtherError {
  /** `DUPLICATE_VALUE`, `REQUIRED_FIELD_MISSING`, … */
  readonly code: string;
  readonly message: string;
  readonly count: number;
  /** What it is, where it is easily mistaken for a duplicate rule's: DUPLICATE_VALUE comes from a unique field. */
  readonly explanation: string | null;
}
