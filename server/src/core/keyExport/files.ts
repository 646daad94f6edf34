/** The files of an export. */
export const fileNames = {
  keys: 'keys.csv',
  records: 'records.csv',
  comparisons: 'comparisons.csv',
  sql: 'pairs.sql',
  /** What the SQL writes. */
  pairs: 'pairs.csv',
  splinkDuckDb: 'splink.duckdb.json',
  splinkSpark: 'splink.spark.json',
} as const;

/** As `dedupe` has it: among more records than these behind one key not all pairs are compared. */
export const mostInGroup = 1_000;
