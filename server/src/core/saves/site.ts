import type { Place } from '../text.ts';

/** What a save asks Salesforce to do. An upsert is judged as insert and as update. */
export type Operation = 'insert' | 'update' | 'upsert' | 'convertLead';

/** The way on which a save reaches Salesforce: section 1.2 of the facts has a row for each. */
export type Channel =
  | 'apex-statement'
  | 'apex-database'
  | 'apex-convert-lead'
  | 'rest-record'
  | 'rest-external-id'
  | 'rest-collections'
  | 'rest-composite'
  | 'rest-tree'
  | 'rest-batch'
  | 'soap'
  | 'soap-convert-lead'
  | 'bulk-1'
  | 'bulk-2'
  | 'ui-api'
  | 'lwc'
  | 'graphql'
  | 'cli'
  | 'data-loader-soap'
  | 'data-loader-bulk'
  | 'flow';

/**
 * The fact that the code saves something: neutral to the language, without judgement. Everything that is
 * said to a user about a save derives from a SaveSite, the rules and the outcome model.
 */
export interface SaveSite {
  readonly language: string;
  readonly operation: Operation;
  readonly channel: Channel;
  /** Where findings stand: the DML keyword or the name of the called method. */
  readonly place: Place;
  /** The whole statement or call. */
  readonly extent: Place;
  readonly target: SaveTarget;
  readonly options: SaveOptions;
  /**
   * Where an option is a parameter of the method around the save: the options as the calls in the code base
   * give them, one entry a call. A finding on such an option stands at the call.
   */
  readonly calledWith: readonly SaveOptions[];
  readonly refusal: Refusal;
  /** What the code writes to the records, as far as it is known. */
  readonly fields: WrittenFields;
  /** API version of the call or the class, in the form 66; null if unknown. */
  readonly apiVersion: number | null;
  /** The external-id field that an upsert names, in the code's spelling. */
  readonly externalId: string | null;
  /** A person sends the request and sees the answer: what it leaves out is no finding. */
  readonly isSentByHand?: true;
  /** True in a test class, a test method, or a file that the settings call a test. */
  readonly inTest: boolean;
  /** `Class.method` or the like, for messages and fingerprints. */
  readonly enclosing: string;
  /**
   * The way from the call to the save itself, outermost first, where the save happens in a wrapper and this
   * site is a caller that knows the type. Empty for a save that stands in the open.
   */
  readonly via: readonly Place[];
  /** Leads only: LeadConvert.setBypass…DedupeCheck(true) that reaches this conversion. */
  readonly dedupeChecksBypassed: readonly DedupeBypass[];
}

/** A call of setBypassAccountDedupeCheck(true) or setBypassContactDedupeCheck(true). */
export interface DedupeBypass {
  readonly object: 'Account' | 'Contact';
  readonly place: Place;
}

/** On which object a save works. Names are API names, spelled as the code or the metadata spells them. */
export type SaveTarget =
  /** One object, or several in a list or union. `evidence` says in a few words how that is known. */
  | { readonly kind: 'objects'; readonly names: readonly string[]; readonly evidence: string }
  /** The operand is an SObject: a generic wrapper, judged where callers know the type. */
  | { readonly kind: 'generic'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** The value of a boolean option where it reaches the save. */
export type OptionValue =
  | { readonly kind: 'unset' }
  | { readonly kind: 'known'; readonly value: boolean; readonly place: Place }
  /** Set to `value` only on some path; `when` is the condition as the code writes it, shortened. */
  | { readonly kind: 'conditional'; readonly value: boolean; readonly when: string; readonly place: Place }
  /** Passed in from outside: judged at the callers. */
  | { readonly kind: 'parameter'; readonly name: string; readonly place: Place }
  | { readonly kind: 'unknown'; readonly why: string; readonly place: Place };

/** How options travel to the save. */
export type OptionsForm =
  /** The save takes no options, or none are passed. */
  | 'none'
  /** An options object or a header goes with the call. */
  | 'passed'
  /** `record.setOptions(options)`: documented to work, reported not to. */
  | 'set-options';

export interface SaveOptions {
  readonly form: OptionsForm;
  readonly allowSave: OptionValue;
  readonly runAsCurrentUser: OptionValue;
  readonly includeRecordDetails: OptionValue;
  /** What the optAllOrNone member of the options says; 'unset' also where there are no options. */
  readonly optAllOrNone: OptionValue;
  /** What happens to the other rows when one is refused, all things considered. */
  readonly atomicity: 'all-or-none' | 'partial' | 'unknown';
  /** Where the options are passed or made; null if there are none. */
  readonly place: Place | null;
  /**
   * Why they do not reach the save although the channel could carry them: the header of an outer composite
   * request, a header that the library does not send. A sentence without its end.
   */
  readonly ineffective?: string;
}

/** What the code does when Salesforce refuses the save; findings.md, "One save, one finding". */
export type RefusalKind =
  /** Branches on DUPLICATES_DETECTED, Database.DuplicateError, duplicateResult… */
  | 'handles-duplicates'
  /** Nothing catches it: the caller gets it. */
  | 'propagates'
  /** Errors are handled in general and reach a caller, a user, a retry or a stored record. */
  | 'handles-errors'
  /** Only a log gets to know. */
  | 'logs'
  /** Nobody gets to know: an empty catch, results that nobody reads. */
  | 'drops'
  /** It cannot be told, for instance because results go to code that is not in the workspace. */
  | 'unknown';

export interface Refusal {
  readonly kind: RefusalKind;
  /** How that is known, in a few words that finish the sentence "The refusal …". */
  readonly how: string;
  /** The catch, the results variable, the logging call: shown as related information. */
  readonly evidence: readonly Place[];
  /** The save stands inside a branch that handles duplicates: it is part of the handling. */
  readonly insideHandling: boolean;
  /** A branch on DUPLICATE_VALUE (a unique field's error), if there is one. */
  readonly duplicateValueBranch: Place | null;
  /** Whether the code looks at the results of a save that reports refusals in results. */
  readonly resultsRead: boolean;
  /** Where callers of the code around the save decide what becomes of it. */
  readonly callers?: RefusalAtCallers;
}

/** What the callers of a save's code make of a refusal that the code leaves to them. */
export interface RefusalAtCallers {
  /** Those that do what the refusal's kind says. Empty: the code itself does, and other callers do better. */
  readonly deciding: readonly CallerOfSave[];
  /** How many others handle it, where those that decide do not. */
  readonly handling: number;
  /** What the code around the save does with it. */
  readonly own: RefusalKind;
  /** Those that lose it, where the refusal's kind is what the code itself does all the same. */
  readonly losing?: readonly CallerOfSave[];
}

export interface CallerOfSave {
  /** `Class.method` or the like. */
  readonly enclosing: string;
  /** The call. */
  readonly place: Place;
}

/** A value that the code gives to a field. */
export type FieldValue =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'unknown' };

export interface FieldWrite {
  /** API name as the code spells it. */
  readonly name: string;
  readonly value: FieldValue;
  readonly place: Place;
  /** Written on every way to the save. */
  readonly always: boolean;
}

export interface WrittenFields {
  /** True where the code makes the record in sight of the save, so that no other field can be set. */
  readonly complete: boolean;
  readonly writes: readonly FieldWrite[];
}
