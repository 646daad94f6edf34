import type { Place } from '../../../text.ts';
import type { MalformedHeader } from '../../facts.ts';
import type { Channel, Operation, OptionValue } from '../../site.ts';
import type { CallExpression, Syntax } from '../tree.ts';
import type { LibraryValue, Value } from '../values.ts';

/**
 * What a library does, as far as saves depend on it: which calls make clients, which calls save, what they give
 * back and how they report a refusal. A model sees values and never follows names or flow: the evaluation does.
 */
export interface LibraryModel {
  readonly name: string;
  /** Text without which no file needs this model: the import's name, say. Null: always asked. */
  readonly marker: RegExp | null;
  /**
   * What a module is: the value of `import x from 'jsforce'`, `require('jsforce')`, `import requests`. Named
   * imports are members of it (`member`). Java and C#: asked with the full class name.
   */
  module?(specifier: string): LibraryValue | null;
  /** `receiver.name`, where the receiver is of the library. Undefined: not known to this model. */
  member?(receiver: LibraryValue, name: string, at: Syntax): Value | undefined;
  /**
   * A call. Undefined: not of this library. A model may take a call whose receiver is not known, by its shape
   * (`x.sobject('Lead').create(…)`), where that shape is the library's alone.
   */
  call?(call: ModelCall, evaluation: Evaluation): Value | undefined;
  /** `client.headers = …`, `client.headers['x'] = …` reaches `state` by itself; this is for setters with an effect. */
  assign?(receiver: LibraryValue, name: string, value: Value, evaluation: Evaluation): void;
  /** What a parameter, field or variable of a declared type is: `Connection`, `HttpClient`. Undefined: not known. */
  declared?(type: string, at: Place): Value | undefined;
}

export interface ModelCall {
  readonly syntax: CallExpression;
  /** The value before the dot; null for a plain call. */
  readonly receiver: Value | null;
  /** The name after the dot, or of the function called; '' if it has none. */
  readonly method: string;
  /** What is called, where that is a value of a library: `axios(…)`, `new Connection(…)`, a named import. */
  readonly callee: Value | null;
  readonly isNew: boolean;
  /** Positional arguments; spreads of unknown lists end them. */
  readonly arguments: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Receiver, then method names, as written: ['conn', 'sobject', 'create']; for shapes of unknown receivers. */
  readonly path: readonly string[];
  /** Imports of the file, as written: a model may ask for more than a shape. */
  readonly imports: readonly string[];
  /** The whole text of the file: for the rare model that must know what else stands in it. */
  mentions(pattern: RegExp): boolean;
  /** The text of a place in the file; '' for one in another file. */
  written(place: Place): string;
}

/** What a model may ask of the evaluation, and tell it. */
export interface Evaluation {
  /** A save happens here; gives what the call returns. */
  save(draft: SaveDraft): Value;
  /** Something that is no save but that a rule looks at. */
  observe(observation: ObservationDraft): void;
  /** Calls a function of the project's code, as `await client.with(callback)` does. */
  invoke(callback: Value, args: readonly Value[]): Value;
  unknown(why: string): Value;
  library(type: string, state?: Readonly<Record<string, Value>>): LibraryValue;
}

/** How a library tells its caller that Salesforce refused a save. */
export type RefusalReport =
  /** Throws, rejects, or hands an error to the callback. */
  | 'exception'
  /** Returns a response whose status somebody has to look at: fetch, requests, Java's HttpClient. */
  | 'response'
  /** Answers HTTP 200 whatever became of the rows in the body: collections, composite, batch by a plain request. */
  | 'answer'
  /** Returns results, a row each, of which some failed: collections, simple_salesforce's bulk, jsforce with arrays. */
  | 'rows'
  /** Throws for one record and returns rows for a list of them, where it is not known here which it is. */
  | 'exception-or-rows'
  /** Returns or updates a job, whose failed rows have to be fetched. */
  | 'job'
  /** Answers with a job by a plain request: whether rows failed, only a later request about the job tells. */
  | 'job-answer'
  /** Ends a process with an exit code: curl, sf. */
  | 'exit-code';

export interface SaveDraft {
  readonly operation: Operation;
  readonly channel: Channel;
  /** A text, a choice of texts, a parameter, unknown. Several for composite requests: one draft for each. */
  readonly object: Value;
  /**
   * Header values by name, or the options as the channel carries them. See `requests/header.ts` for reading
   * headers; null where none are passed.
   */
  readonly options: OptionsDraft | null;
  /** A text such as `v52.0`, `52.0`, or a number; null if not known. */
  readonly version: Value | null;
  /** External-id field of an upsert; null for none. */
  readonly externalId: Value | null;
  /** The record, or a list of them; null if not known. */
  readonly records: Value | null;
  readonly reports: RefusalReport;
  /** all-or-none of collections and composite; null: not known or one record. */
  readonly allOrNone: Value | null;
  /** The call, for `place` (its name) and `extent`. */
  readonly at: CallExpression;
  /**
   * What the call returns, so that the code's look at it can be recognised: `requests.Response`,
   * `fetch.Response`, `jsforce.SaveResult`. State may hold what its members are.
   */
  readonly returns: Value;
}

/** Options as they stand in the code, read but not judged. */
export interface OptionsDraft {
  readonly allowSave: OptionDraft;
  readonly runAsCurrentUser: OptionDraft;
  readonly includeRecordDetails: OptionDraft;
  /** Where the header is set or the options object is passed. */
  readonly place: Place | null;
  /**
   * Set where they do not reach the save: the header of an outer composite request, `sf.headers` before
   * `sf.Lead.create`. Finishes "allowSave=true: …".
   */
  readonly ineffective: string | null;
}

/** An option's value: as in a SaveSite, or still depending on a parameter's value. */
export type OptionDraft =
  | OptionValue
  | { readonly kind: 'value'; readonly value: Value; readonly place: Place };

export type ObservationDraft =
  /** A header or parameter that does not exist: `Sforce-Duplicate-Rules-Header`, `allowsave=yes`. */
  | { readonly kind: 'malformed-header'; readonly problem: MalformedHeader; readonly place: Place }
  | {
      readonly kind: 'rule-deactivation';
      readonly ruleKind: 'duplicate' | 'matching';
      readonly ruleName: string | null;
      readonly place: Place;
    };
