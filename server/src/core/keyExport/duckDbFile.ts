import type { RunnableRule } from '../matching/compiledRule.ts';
import { columnName, columnsOf } from './columns.ts';
import { Conditions, duckDb } from './conditions.ts';
import { differences } from './differences.ts';
import { fileNames, mostInGroup } from './files.ts';

/** SQL that finds the pairs of an export with DuckDB. */
export function duckDbFile(rule: RunnableRule): string {
  const { comparisons, holds } = new Conditions(
    rule,
    duckDb,
    (column) => `one.${column}`,
    (column) => `other.${column}`,
  ).equation();
  const read = (file: string) =>
    `read_csv('${file}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '\\N', max_line_size = 16000000)`;
  return `${head(rule)}
SET preserve_insertion_order = false;

CREATE OR REPLACE TABLE records AS FROM ${read(fileNames.records)};
CREATE OR REPLACE TABLE match_keys AS FROM ${read(fileNames.keys)};
${rule.names === null ? '' : `CREATE OR REPLACE TABLE transposed_keys AS FROM ${read(fileNames.transposed)};\n`}
-- Among more records than these behind one key not all pairs are compared.
CREATE OR REPLACE TABLE key_groups AS
SELECT key, value FROM match_keys GROUP BY key, value HAVING count(*) BETWEEN 2 AND ${mostInGroup};

CREATE OR REPLACE TABLE candidates AS
SELECT DISTINCT one.id AS one, other.id AS other
FROM key_groups
JOIN match_keys one USING (key, value)
JOIN match_keys other USING (key, value)
WHERE one.id < other.id${rule.names === null ? '' : `\n${transposedCandidates}`};

CREATE OR REPLACE TABLE pairs AS
SELECT one, other
FROM (
  SELECT
    candidates.one,
    candidates.other,
    ${comparisons.map(({ name, condition }) => `${condition} AS ${name}`).join(',\n    ')}
  FROM candidates
  JOIN records one ON one.id = candidates.one
  JOIN records other ON other.id = candidates.other
)
WHERE ${holds};

COPY (FROM pairs ORDER BY one, other) TO '${fileNames.pairs}' (HEADER);
SELECT count(*) AS pairs FROM pairs;
`;
}

/** Pairs that a key brings together only with the names of one transposed. */
const transposedCandidates = `UNION
SELECT least(one.id, other.id), greatest(one.id, other.id)
FROM transposed_keys one
JOIN match_keys other USING (key, value)
JOIN (
  SELECT key, value FROM match_keys GROUP BY key, value HAVING count(*) <= ${mostInGroup}
) few USING (key, value)
WHERE one.id <> other.id`;

function head(rule: RunnableRule): string {
  const { object, keys, items } = rule;
  const lines = [
    `Pairs of ${object} that match by ${rule.rule.fullName}, found by DuckDB.`,
    `In the folder of this file: duckdb pairs.duckdb < ${fileNames.sql}`,
    'Ids must be unique; records without one are named by their row.',
    '',
    'Match keys:',
    ...keys.map(({ notation, certainty }, index) => `  ${index + 1}  ${notation} (${certainty})`),
    '',
    'Fields, the columns that hold them, and where the comparison here may say something else:',
    ...columnsOf(rule).map(({ item }) => {
      const difference = differences[item.method.method];
      return `  ${columnName(item.number)}  ${item.field}, ${item.method.label}${difference === null ? '' : `: ${difference}`}`;
    }),
  ];
  if (items.some(({ matchBlanks }) => matchBlanks))
    lines.push('', "'' is blank; NULL: the data does not hold the field.");
  return lines.map((line) => `-- ${line.replace(/[^\x20-\x7e]+/g, ' ')}`.trimEnd()).join('\n');
}
