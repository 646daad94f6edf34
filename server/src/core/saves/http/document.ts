import type { Span } from '../../text.ts';

/** Requests that a person keeps in a file and sends by hand. Spans are of the file. */
export interface HttpDocument {
  readonly requests: readonly HandRequest[];
  /** Empty where the format has none. */
  readonly comments: readonly Comment[];
}

export interface HandRequest extends Span {
  /** '' where it has none. */
  readonly name: string;
  readonly method: Piece;
  readonly url: Piece;
  readonly headers: readonly { readonly name: Piece; readonly value: Piece }[];
  readonly body: Body;
  /** What the document itself gives variables: they stand in pieces as `{{name}}`. */
  readonly variables: ReadonlyMap<string, string>;
}

export type Body = Piece | 'none' | 'from-a-file';

/** A text as it is sent, but for its variables, and where it is written. */
export interface Piece extends Span {
  readonly text: string;
}

/** With its marks; `text` is without them. */
export interface Comment extends Span {
  readonly text: string;
}
