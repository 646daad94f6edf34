import type { FlatRecord } from './jsonRecord.ts';
import { longestValue, mostColumns } from './limits.ts';
import type { RecordPosition, RecordSink } from './model.ts';

/** Gives records with names to a sink that takes columns: a name that is new becomes a further column. */
export function recordEmitter(sink: RecordSink): {
  record(record: FlatRecord, position: RecordPosition): void;
  /** A source without records has no fields. */
  end(): void;
} {
  const names: string[] = [];
  const columns = new Map<string, number>();
  let isTold = false;
  const columnOf = (name: string): number | null => {
    const key = name.toLowerCase();
    const known = columns.get(key);
    if (known !== undefined) return known;
    if (names.length >= mostColumns) return null;
    columns.set(key, names.length);
    isTold = false;
    return names.push(name) - 1;
  };
  return {
    record({ object, fields, odd }, position) {
      const warn = (column: string, message: string) =>
        sink.problem({ severity: 'warning', position, column, message });
      for (const name of odd)
        warn(name, 'The value is no field value (a list, or nested too deep): it is left out.');
      const found: [number, string][] = [];
      for (const [name, value] of fields) {
        const column = columnOf(name);
        if (column === null)
          warn(name, `The file has more than ${mostColumns} fields: this one is left out.`);
        else if (value.length <= longestValue) found.push([column, value]);
        else {
          warn(
            name,
            `The value has ${value.length.toLocaleString('en')} characters, more than any field takes: only the first ${longestValue.toLocaleString('en')} are looked at.`,
          );
          found.push([column, value.slice(0, longestValue)]);
        }
      }
      if (!isTold) sink.fields([...names]);
      isTold = true;
      const values = new Array<string | undefined>(names.length);
      for (const [column, value] of found) values[column] = value;
      sink.record(values, position, object);
    },
    end() {
      if (!isTold && names.length === 0) sink.fields([]);
    },
  };
}
