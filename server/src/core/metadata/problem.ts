import type { Span } from '../text.ts';

/** Something wrong in a metadata file: the finding `invalid-rule-metadata`. */
export interface MetadataProblem {
  readonly span: Span;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The element that is missing or empty, for the fix that adds it. */
  readonly missing?: string;
  /** Of an element that is not known: the one that its name is a slip for, and that its parent lacks or may repeat. */
  readonly meant?: string;
}
