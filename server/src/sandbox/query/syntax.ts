/** A field, or one of a record it refers to: `['Account', 'Name']`. `at`: its offset in the query. */
export interface FieldPath {
  readonly names: readonly string[];
  readonly at: number;
}

export const aggregateNames = ['COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG'] as const;
export type AggregateName = (typeof aggregateNames)[number];

export interface Aggregate {
  readonly kind: 'aggregate';
  readonly name: AggregateName;
  readonly field: FieldPath;
  readonly at: number;
}

/** `CALENDAR_YEAR(CreatedDate)` */
export interface DateFunction {
  readonly kind: 'date-function';
  readonly name: string;
  readonly field: FieldPath;
  readonly at: number;
}

export interface FieldOperand {
  readonly kind: 'field';
  readonly field: FieldPath;
  readonly at: number;
}

/** What is compared, grouped and ordered by. */
export type Operand = FieldOperand | DateFunction | Aggregate;

export type Selected =
  | {
      readonly kind: 'value';
      readonly operand: Operand;
      readonly alias: string | null;
      /** Whether a function stands around it that leaves its value alone: `toLabel(Status)`. */
      readonly isWrapped: boolean;
    }
  /** `FIELDS(ALL)` */
  | { readonly kind: 'all'; readonly set: 'ALL' | 'STANDARD' | 'CUSTOM'; readonly at: number }
  /** `(SELECT Id FROM Contacts)` */
  | { readonly kind: 'children'; readonly query: Query };

export type Comparison =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'LIKE'
  | 'IN'
  | 'NOT IN'
  | 'INCLUDES'
  | 'EXCLUDES';

/** A value as it stands in a query. */
export type Literal =
  | { readonly kind: 'string'; readonly inner: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'null'; readonly at: number }
  /** `2026-01-31` or `2026-01-31T00:00:00Z` */
  | { readonly kind: 'date'; readonly text: string; readonly at: number }
  /** `TODAY`, `LAST_N_DAYS:30` */
  | { readonly kind: 'period'; readonly name: string; readonly count: number; readonly at: number };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | {
      readonly kind: 'compare';
      readonly operand: Operand;
      readonly operator: Comparison;
      /** A query whose only column has the values. */
      readonly values: readonly Literal[] | Query;
    };

export interface Ordering {
  readonly operand: Operand;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface Query {
  /** Null: COUNT(). */
  readonly selected: readonly Selected[] | null;
  /** Of an object; of a query within another's selection, a relationship. */
  readonly object: string;
  readonly objectAt: number;
  /** `FROM Account a` */
  readonly alias: string | null;
  /** `USING SCOPE mine` */
  readonly scope: string | null;
  readonly where: Condition | null;
  readonly groupBy: readonly (FieldOperand | DateFunction)[];
  readonly having: Condition | null;
  readonly orderBy: readonly Ordering[];
  readonly limit: number | null;
  readonly offset: number;
  readonly allRows: boolean;
}
