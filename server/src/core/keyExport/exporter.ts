import type { RunnableRule } from '../matching/compiledRule.ts';
import { columnsByKey } from '../matching/index/tableIndex.ts';
import type { RecordValues } from '../matching/model.ts';
import type { DataProblem, RecordSink } from '../recordSets/model.ts';
import { columnsOf } from './columns.ts';
import { differences } from './differences.ts';
import { keyColumn } from './splinkSettings.ts';

/** Takes rows of the files as they come. */
export interface ExportWriter {
  /** Id, number of the key, value. */
  key(row: readonly string[]): void;
  /** The same of names transposed, where that makes another key: to look for records with it. */
  transposed(row: readonly string[]): void;
  record(row: readonly string[]): void;
}

export interface KeyExporter extends RecordSink {
  readonly records: number;
  readonly keys: number;
  readonly problems: readonly DataProblem[];
  /** Names of the rule's fields that no record held. */
  lacking(): readonly string[];
}

/** Not held, which is not the same as blank. */
const notHeld = '\\N';

const mostProblems = 10_000;

export const keyHeader = ['id', 'key', 'value'] as const;

export function recordHeader(rule: RunnableRule): readonly string[] {
  return [
    'id',
    'row',
    ...rule.keys.map((_, index) => keyColumn(index)),
    ...columnsOf(rule).flatMap(({ names }) => names),
  ];
}

/** What is compared, as a table for a reader. */
export function comparisonRows(rule: RunnableRule): readonly (readonly string[])[] {
  return [
    ['number', 'field', 'method', 'threshold', 'match_blanks', 'columns', 'difference'],
    ...columnsOf(rule).map(({ item: { number, field, method, matchBlanks }, names }) => [
      String(number),
      field,
      method.label,
      String(method.threshold),
      String(matchBlanks),
      names.join(' '),
      differences[method.method] ?? '',
    ]),
  ];
}

/** Writes match keys and compared values of records as they are read; keeps none of them. */
export function keyExporter(rule: RunnableRule, object: string, writer: ExportWriter): KeyExporter {
  const columns = columnsOf(rule);
  const problems: DataProblem[] = [];
  const held = rule.items.map(() => false);
  let byKey: ReadonlyMap<string, number> = new Map();
  let idColumn = -1;
  let current: readonly (string | undefined)[] = [];
  let records = 0;
  let keys = 0;
  const values: RecordValues = (key) => {
    const column = byKey.get(key);
    return column === undefined ? undefined : current[column];
  };
  return {
    problems,
    get records() {
      return records;
    },
    get keys() {
      return keys;
    },
    lacking: () => rule.items.filter((_, item) => !held[item]).map(({ field }) => field),
    fields(names) {
      byKey = columnsByKey(names);
      idColumn = names.findIndex((name) => name.toLowerCase() === 'id');
    },
    record(row, { row: number }, of) {
      if (of !== null && of.toLowerCase() !== object.toLowerCase()) return;
      current = row;
      const prepared = rule.prepare(values);
      const made = rule.keysOf(prepared);
      const id = row[idColumn]?.trim() || `row ${number}`;
      for (const [index, key] of made.entries()) {
        if (key === null) continue;
        writer.key([id, String(index + 1), key]);
        keys++;
      }
      const transposed = rule.transposed(prepared);
      if (transposed !== null) {
        for (const [index, key] of rule.keysOf(transposed).entries()) {
          if (key !== null && key !== made[index]) writer.transposed([id, String(index + 1), key]);
        }
      }
      const cells = columns.flatMap((column, item) => {
        const value = prepared.slot(item);
        if (value !== 'absent') held[item] = true;
        return column.of(value).map((text) => text ?? notHeld);
      });
      writer.record([id, String(number), ...made.map((key) => key ?? notHeld), ...cells]);
      records++;
    },
    problem(problem) {
      if (problems.length < mostProblems) problems.push(problem);
    },
  };
}
