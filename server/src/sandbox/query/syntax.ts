import type { FieldScalar } from '../../core/records/model.ts';

/** A field, or one of a record it refers to: `['Account', 'Name']`. `at`: its offset in the query. */
export interface FieldPath {
  readonly names: readonly string[];
  readonly at: number;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | {
      readonly kind: 'compare';
      readonly field: FieldPath;
      readonly operator: Comparison;
      readonly values: readonly FieldScalar[];
    };

export interface Ordering {
  readonly field: FieldPath;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface Query {
  /** Null: COUNT(). */
  readonly fields: readonly FieldPath[] | null;
  readonly object: string;
  readonly objectAt: number;
  readonly where: Condition | null;
  readonly orderBy: readonly Ordering[];
  readonly limit: number | null;
  readonly offset: number;
}
