import type { Span } from '../text.ts';

/** Something wrong in a metadata file: the finding `invalid-rule-metadata`. */
export interface MetadataProblem {
  readonly span: Span;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}
