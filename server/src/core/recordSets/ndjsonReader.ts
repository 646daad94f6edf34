import { flatRecords } from './jsonRecord.ts';
import { oneKindOfBreak } from './lineBreaks.ts';
import type { RecordReader, RecordSink } from './model.ts';
import { recordEmitter } from './recordEmitter.ts';

/** A line without an end may be a file of another kind. */
const longestLine = 16_000_000;

/** Reads JSON lines: each line a record. A line that cannot be read is told and left out. */
export function ndjsonReader(sink: RecordSink): RecordReader {
  const emit = recordEmitter(sink);
  const breaks = oneKindOfBreak();
  let pieces: string[] = [];
  let length = 0;
  let line = 0;
  let row = 0;
  let isSkipping = false;

  const problem = (message: string) =>
    sink.problem({ severity: 'error', position: { row, line }, column: null, message });

  const take = (text: string) => {
    line++;
    const written = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (written.trim() === '') return;
    row++;
    let value: unknown;
    try {
      value = JSON.parse(written);
    } catch {
      return problem('The line is no JSON document: it is left out.');
    }
    const records = flatRecords(value);
    if (records.length === 0) problem('The line holds no object: it is left out.');
    for (const record of records) emit.record(record, { row, line });
  };

  const tooLong = () => {
    line++;
    row++;
    problem(`The line is longer than ${longestLine.toLocaleString('en')} characters: it is left out.`);
  };

  const add = (text: string) => {
    const lines = text.split('\n');
    for (const [index, one] of lines.entries()) {
      length += one.length;
      isSkipping ||= length > longestLine;
      if (isSkipping) pieces = [];
      else pieces.push(one);
      if (index === lines.length - 1) continue;
      if (isSkipping) tooLong();
      else take(pieces.join(''));
      pieces = [];
      length = 0;
      isSkipping = false;
    }
  };

  return {
    push(piece) {
      add(breaks.next(piece));
    },
    end() {
      add(`${breaks.end()}\n`);
      emit.end();
    },
  };
}
