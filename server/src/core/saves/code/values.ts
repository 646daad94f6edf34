import type { Place } from '../../text.ts';
import type { CallExpression, ClassStatement, FunctionSyntax } from './tree.ts';

/**
 * What is known of a value at a point of the code. The evaluation goes through the code once, without running
 * it: what it cannot tell is `unknown`, never guessed.
 */
export type Value =
  | UnknownValue
  | TextValue
  | ScalarValue
  | RecordValue
  | ListValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | LibraryValue
  | ParameterValue
  | ChoiceValue;

export interface UnknownValue {
  readonly kind: 'unknown';
  /** "read from the environment", "the result of loadLeads()": finishes "the object is …". */
  readonly why: string;
}

/** A string with holes: `/sobjects/${object}` is ['/sobjects/', parameter]. Never two strings in a row. */
export interface TextValue {
  readonly kind: 'text';
  readonly parts: readonly (string | Value)[];
  /** Where it is written: for findings on a header's text. */
  readonly place: Place;
}

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly value: number | boolean | null;
  readonly place: Place;
}

/** An object, dict, map, headers collection, set of named arguments. Mutable: identity counts. */
export interface RecordValue {
  readonly kind: 'record';
  /** In the order of setting, by the key as written. Later ones win; the library models compare keys as they need. */
  readonly entries: RecordFieldValue[];
  /** It may hold keys that are not known: a spread of something unknown, a computed key. */
  open: boolean;
  readonly place: Place;
  /** Of which type it is declared or made, where that is known: `Lead`, `SObject`. */
  readonly type: string | null;
}

export interface RecordFieldValue {
  readonly key: string;
  readonly value: Value;
  /** The entry or assignment. */
  readonly place: Place;
  /** Set on some ways only: the condition as the code writes it, shortened. */
  readonly when: string | null;
}

/** An array, list or stream: what is in it, without an order. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: Value[];
  /** It may hold what is not known. */
  open: boolean;
  readonly place: Place;
}

/** A function of the project's own code, with what its names mean. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly definition: FunctionSyntax;
  /** Known to the evaluation only. */
  readonly scope: unknown;
  /** The object it was taken from. */
  readonly self: Value | null;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly definition: ClassStatement;
  readonly scope: unknown;
}

/** An object of a class of the project's own code. */
export interface InstanceValue {
  readonly kind: 'instance';
  readonly of: ClassValue;
  readonly fields: RecordValue;
}

/**
 * Something of a library: a module, a class, a connection, an HTTP client, a response, what a save gave. `type`
 * is the model's own name for it (`jsforce.Connection`, `axios.Instance`, `requests.Response`), `state` what the
 * model remembers of it: headers, base address, version. State is mutable, as clients are.
 */
export interface LibraryValue {
  readonly kind: 'library';
  readonly type: string;
  readonly state: Map<string, Value>;
  readonly place: Place | null;
}

/** A parameter of the function that is looked at, or a part of one: `path` ['headers'] is `options.headers`. */
export interface ParameterValue {
  readonly kind: 'parameter';
  readonly definition: FunctionSyntax;
  /** Position in the signature. */
  readonly index: number;
  readonly name: string;
  readonly path: readonly string[];
  /** The declared type, without arguments; null if there is none. */
  readonly type: string | null;
  /** `List<Lead>` has ['Lead']; not set where there are none. */
  readonly typeArguments?: readonly string[];
}

/** One of several, each under a condition (as written, shortened; null: otherwise, or not told apart). */
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly options: readonly { readonly when: string | null; readonly value: Value }[];
}

/** Code that stands behind a value, for places: the call that made it. */
export interface Origin {
  readonly call: CallExpression;
}

/**
 * Key of an entry that stands for what was spread and is not known in full: a parameter, in `{ ...headers }` and in
 * the keywords of `f(**kwargs)`. The record is open all the same.
 */
export const spreadKey = '...';
