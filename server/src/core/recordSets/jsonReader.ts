import { JSONParser } from '@streamparser/json';
import { flatRecords } from './jsonRecord.ts';
import type { RecordReader, RecordSink } from './model.ts';
import { recordEmitter } from './recordEmitter.ts';

/** A document without a list of records is one record, if it is no longer than this. */
const longestRecord = 2_000_000;

const expected = 'an array of records is expected, or an object with "records".';
const emptyFile = `The file is empty: ${expected}`;

/** Of a document in which there may be none: `[]` is what a query of an empty object gives. */
export const noRecord = `There is no record in the file: ${expected}`;

/**
 * Reads a JSON document: an array of records, `{"records": […]}` as `sf data export tree` writes it, a query
 * result, `{"result": {"records": […]}}` as `sf data query --json` prints it, or one record. Children in a record
 * are records of their own. Where the document breaks off or breaks, what stands before it was read.
 */
export function jsonReader(sink: RecordSink): RecordReader {
  return new JsonReader(sink);
}

class JsonReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #emit: ReturnType<typeof recordEmitter>;
  #parser: JSONParser | null = null;
  #kept: string | null = '';
  #row = 0;
  #line = 1;
  #isOver = false;

  constructor(sink: RecordSink) {
    this.#sink = sink;
    this.#emit = recordEmitter(sink);
  }

  push(piece: string): void {
    if (this.#isOver) return;
    if (this.#kept !== null) this.#kept = this.#kept.length > longestRecord ? null : this.#kept + piece;
    const parser = this.#parser ?? this.#open(piece);
    if (parser === null) return;
    try {
      parser.write(this.#parser === null ? piece.replace(/^\uFEFF/, '') : piece);
      this.#parser = parser;
    } catch (error) {
      this.#fail(error);
    }
    this.#line += breaksIn(piece);
  }

  end(): void {
    if (!this.#isOver && this.#parser && !this.#parser.isEnded) this.#fail(null);
    if (this.#row === 0 && this.#kept) this.#readWhole(this.#kept);
    this.#isOver = true;
    this.#emit.end();
    if (this.#row === 0) {
      this.#sink.problem({
        severity: 'error',
        position: null,
        column: null,
        message: this.#parser === null ? emptyFile : noRecord,
      });
    }
  }

  /** Null as long as there is nothing but space. */
  #open(piece: string): JSONParser | null {
    const first = /[^\s\uFEFF]/.exec(piece)?.[0];
    if (first === undefined) return null;
    const paths = first === '[' ? ['$.*'] : ['$.records.*', '$.result.records.*'];
    const parser = new JSONParser({ paths, keepStack: false });
    parser.onValue = ({ value }) => this.#take(value);
    // Errors are thrown by write.
    parser.onError = (error) => {
      throw error;
    };
    return parser;
  }

  #take(value: unknown): void {
    this.#row++;
    const position = { row: this.#row, line: null };
    const records = flatRecords(value);
    for (const record of records) this.#emit.record(record, position);
    if (records.length > 0) return;
    const message = 'There is no object where a record is expected: it is left out.';
    this.#sink.problem({ severity: 'error', position, column: null, message });
  }

  /** A document that is one record, or holds none. */
  #readWhole(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    if (!('records' in value) && !('result' in value)) this.#take(value);
  }

  #fail(error: unknown): void {
    this.#isOver = true;
    const read =
      this.#row === 1
        ? 'the record before it is'
        : `the ${this.#row.toLocaleString('en')} records before it are`;
    const what =
      error === null ? 'The JSON document ends before it is complete' : 'The JSON document is broken';
    const kept = this.#row === 0 ? 'nothing was read' : `${read} read`;
    this.#sink.problem({
      severity: 'error',
      position: error === null ? null : { row: this.#row + 1, line: this.#line },
      column: null,
      message: `${what}: ${kept}.`,
    });
  }
}

function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
