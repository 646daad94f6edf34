/** The files of an export. */
export const fileNames = {
  keys: 'keys.csv',
  /** Of rules that transpose first and last names. */
  transposed: 'transposed-keys.csv',
  records: 'records.csv',
  comparisons: 'comparisons.csv',
  sql: 'pairs.sql',
  /** What the SQL writes. */
  pairs: 'pairs.csv',
  splinkDuckDb: 'splink.duckdb.json',
  splinkSpark: 'splink.spark.json',
} as const;

/** Among more records than these behind one key not all pairs are compared, as `dedupe` does it with different ones. */
export const mostInGroup = 1_000;
