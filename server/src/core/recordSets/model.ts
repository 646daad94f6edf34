/**
 * Records by the thousand or million, read from files. Values are text as in the file; '' is blank. Nothing here
 * knows a matching rule.
 */

/** Where a record stands, for a reader: both count from 1; a CSV's header is row 0 and line 1. */
export interface RecordPosition {
  readonly row: number;
  /** Line of the file on which the record begins; null where lines say nothing (JSON on one line). */
  readonly line: number | null;
}

/** Something wrong in the data, told with its place; reading goes on. No value is quoted. */
export interface DataProblem {
  readonly severity: 'error' | 'warning';
  /** Null: of the whole file. */
  readonly position: RecordPosition | null;
  /** Name of the column or field; null: of the whole row. */
  readonly column: string | null;
  /** A sentence: what is wrong, and what was done or is to do. */
  readonly message: string;
}

/** Takes records as they are read. */
export interface RecordSink {
  /** Once, before the first record: API names of the fields as the file spells them. JSON: again when new ones come. */
  fields(names: readonly string[]): void;
  /**
   * @param values in the order of the names last given to {@link fields}; undefined: the record does not hold it.
   *   The array is used again for the next record.
   * @param object what the record itself says (`attributes.type` of a tree file); null where it says nothing
   */
  record(values: readonly (string | undefined)[], position: RecordPosition, object: string | null): void;
  problem(problem: DataProblem): void;
}

export type RecordFormat = 'csv' | 'tsv' | 'json' | 'ndjson' | 'tree';

/** Reads text that comes in pieces; pure. Never throws. */
export interface RecordReader {
  /** @param piece any length, cut anywhere */
  push(piece: string): void;
  end(): void;
}

/** Records of one object in memory, compact; built through a {@link RecordSink}, by ordinal from 0. */
export interface RecordTable {
  /** API name; '' where the data does not tell. */
  readonly object: string;
  /** As spelled first. */
  readonly fields: readonly string[];
  readonly size: number;
  /** Column of a field in any case; -1 where the data has no such field. */
  column(field: string): number;
  /** Undefined: the record does not hold the field; '' is blank. */
  value(ordinal: number, column: number): string | undefined;
  /** Column `Id`; null where there is none or it is blank. */
  id(ordinal: number): string | null;
  position(ordinal: number): RecordPosition;
  /** Bytes held, about. */
  readonly bytes: number;
}
