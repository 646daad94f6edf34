import type { DataProblem, RecordPosition, RecordSink, RecordTable } from './model.ts';

/** Records are laid one behind the other in blocks of this size; a longer one has a block of its own. */
const blockBits = 24;
const blockSize = 1 << blockBits;

/** What a table is made of: plain arrays that can be written to a file and read back. */
export interface TableParts {
  readonly object: string;
  readonly fields: readonly string[];
  readonly size: number;
  /** Where each record begins: its block, never one before that of an earlier record, and its place in it. */
  readonly blockOf: Uint32Array;
  readonly placeIn: Uint32Array;
  readonly rows: Uint32Array;
  /** 0: none. */
  readonly lines: Uint32Array;
  readonly blocks: readonly Buffer[];
}

export interface TableBuilder extends RecordSink {
  /** What was wrong in the data so far. */
  readonly problems: readonly DataProblem[];
  build(): PartedTable;
}

export interface PartedTable extends RecordTable {
  readonly parts: TableParts;
}

export interface TableOptions {
  readonly object: string;
  /** Which fields are kept; all without it. `Id` is always kept. */
  readonly keeps?: (field: string) => boolean;
  /** False for a record that does not belong to the table: of another object. */
  readonly takes?: (object: string | null) => boolean;
  /**
   * Told of each record that the table takes, in the table's columns and as it will give it back, which spares reading
   * it again. The array is used again for the next record.
   */
  readonly taken?: (values: readonly (string | undefined)[], fields: readonly string[]) => void;
}

/** Problems beyond these are counted by the caller's own sink, if it has one. */
const mostProblems = 10_000;

export function tableBuilder({ object, keeps, takes, taken }: TableOptions): TableBuilder {
  const fields: string[] = [];
  /** Column of the table for each column of the source; -1: left out. */
  let columns: number[] = [];
  const columnOf = new Map<string, number>();
  const records = new GrowingRecords();
  const problems: DataProblem[] = [];
  let row: (string | undefined)[] = [];
  return {
    problems,
    fields(names) {
      const seen = new Set<string>();
      columns = names.map((name) => {
        const key = name.toLowerCase();
        if (name === '' || seen.has(key)) return -1;
        seen.add(key);
        if (key !== 'id' && keeps && !keeps(name)) return -1;
        const known = columnOf.get(key);
        if (known !== undefined) return known;
        columnOf.set(key, fields.length);
        return fields.push(name) - 1;
      });
      row = new Array(fields.length);
    },
    record(values, position, of) {
      if (takes && !takes(of)) return;
      row.fill(undefined);
      for (let at = 0; at < columns.length; at++) {
        const column = columns[at]!;
        if (column >= 0) row[column] = values[at];
      }
      records.add(row, position);
      taken?.(row, fields);
    },
    problem(problem) {
      if (problems.length < mostProblems) problems.push(problem);
    },
    build: () => tableOf({ object, fields, ...records.parts() }),
  };
}

/** A record: for each column a length and the text; columns behind the last one that it holds are not written. */
class GrowingRecords {
  #size = 0;
  #blockOf = new Uint32Array(1024);
  #placeIn = new Uint32Array(1024);
  #rows = new Uint32Array(1024);
  #lines = new Uint32Array(1024);
  readonly #blocks: Buffer[] = [];
  #used = blockSize;

  /** @param values in which texts that cannot be written as they are become what will be read back */
  add(values: (string | undefined)[], { row, line }: RecordPosition): void {
    const at = this.#size++;
    if (at === this.#rows.length) this.#grow();
    const most = mostBytes(values);
    if (this.#used + most > blockSize) {
      this.#endBlock();
      this.#blocks.push(Buffer.allocUnsafe(Math.max(blockSize, most)));
      this.#used = 0;
    }
    this.#blockOf[at] = this.#blocks.length - 1;
    this.#placeIn[at] = this.#used;
    this.#rows[at] = row;
    this.#lines[at] = line ?? 0;
    this.#used = write(values, this.#blocks[this.#blocks.length - 1]!, this.#used);
  }

  /** What was not written may be anything, and is no part of the table. */
  #endBlock(): void {
    const last = this.#blocks.length - 1;
    if (last >= 0) this.#blocks[last] = this.#blocks[last]!.subarray(0, this.#used);
  }

  #grow(): void {
    const length = this.#rows.length * 2;
    this.#blockOf = longer(this.#blockOf, length);
    this.#placeIn = longer(this.#placeIn, length);
    this.#rows = longer(this.#rows, length);
    this.#lines = longer(this.#lines, length);
  }

  parts(): Omit<TableParts, 'object' | 'fields'> {
    const last = this.#blocks.length - 1;
    return {
      size: this.#size,
      blockOf: this.#blockOf.slice(0, this.#size),
      placeIn: this.#placeIn.slice(0, this.#size),
      rows: this.#rows.slice(0, this.#size),
      lines: this.#lines.slice(0, this.#size),
      blocks: this.#blocks.map((block, at) => (at === last ? block.subarray(0, this.#used) : block)),
    };
  }
}

function longer(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(length);
  grown.set(array);
  return grown;
}

function mostBytes(values: readonly (string | undefined)[]): number {
  let bytes = 2;
  for (const value of values) bytes += 5 + (value === undefined ? 0 : value.length * 3);
  return bytes;
}

/** Lengths are written as `bytes * 2 + 1` for text beyond ASCII, `bytes * 2` for the rest, plus 1; 0: not held. */
function write(values: (string | undefined)[], block: Buffer, start: number): number {
  let count = values.length;
  while (count > 0 && values[count - 1] === undefined) count--;
  let at = writeNumber(count, block, start);
  for (let column = 0; column < count; column++) {
    const value = values[column];
    if (value === undefined) {
      block[at++] = 0;
      continue;
    }
    const end = writeAscii(value, block, at);
    if (end >= 0) at = end;
    else {
      const text = loneSurrogate.test(value) ? Buffer.from(value).toString() : value;
      values[column] = text;
      at = writeNumber(Buffer.byteLength(text) * 2 + 2, block, at);
      at += block.write(text, at, 'utf8');
    }
  }
  return at;
}

/** Half a character, of which UTF-8 has none. */
const loneSurrogate = /\p{Surrogate}/u;

/** -1 where the text is not all ASCII; what was written then is void. */
function writeAscii(text: string, block: Buffer, start: number): number {
  const { length } = text;
  const from = writeNumber(length * 2 + 1, block, start);
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return -1;
    block[from + index] = code;
  }
  return from + length;
}

/** Seven bits to a byte, the highest bit set where more follow. */
function writeNumber(value: number, block: Buffer, at: number): number {
  let rest = value;
  let next = at;
  while (rest > 127) {
    block[next++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  block[next++] = rest;
  return next;
}

/** A table over parts that were built. */
export function tableOf(parts: TableParts): PartedTable {
  const { blockOf, placeIn, rows, lines, blocks } = parts;
  const store: RecordStore = {
    bytes: Buffer.alloc(0),
    at: 0,
    seek(ordinal) {
      store.bytes = blocks[blockOf[ordinal]!]!;
      store.at = placeIn[ordinal]!;
    },
    row: (ordinal) => rows[ordinal]!,
    line: (ordinal) => lines[ordinal]!,
  };
  const held = parts.size * 16 + blocks.reduce((sum, { length }) => sum + length, 0);
  return { ...tableOver({ ...parts, held }, store), parts };
}

/** Where the records of a table are held. */
export interface RecordStore {
  /** What holds the record that was sought last, and where it begins there. */
  bytes: Buffer;
  at: number;
  seek(ordinal: number): void;
  row(ordinal: number): number;
  /** 0: none. */
  line(ordinal: number): number;
}

/** A table over records that are held somewhere. */
export function tableOver(
  {
    object,
    fields,
    size,
    held,
  }: Pick<TableParts, 'object' | 'fields' | 'size'> & {
    /** In bytes, about. */
    readonly held: number;
  },
  store: RecordStore,
): RecordTable {
  const columns = new Map<string, number>();
  for (const [column, name] of fields.entries()) {
    const key = name.toLowerCase();
    if (!columns.has(key)) columns.set(key, column);
  }
  const idColumn = columns.get('id') ?? -1;

  const value = (ordinal: number, column: number): string | undefined => {
    if (column < 0) return undefined;
    store.seek(ordinal);
    const block = store.bytes;
    let { at } = store;
    let number = 0;
    const read = () => {
      number = 0;
      let shift = 0;
      for (;;) {
        // Behind the end there is nothing: of a damaged block.
        const byte = block[at++] ?? 0;
        number |= (byte & 127) << shift;
        if (byte < 128) return;
        shift += 7;
      }
    };
    read();
    if (column >= number) return undefined;
    for (let before = 0; before < column; before++) {
      read();
      if (number > 0) at += (number - 1) >>> 1;
    }
    read();
    if (number === 0) return undefined;
    const end = at + ((number - 1) >>> 1);
    return block.toString(number & 1 ? 'latin1' : 'utf8', at, end);
  };

  return {
    object,
    fields,
    size,
    column: (field) => columns.get(field.toLowerCase()) ?? -1,
    value,
    id: (ordinal) => value(ordinal, idColumn)?.trim() || null,
    position: (ordinal) => ({ row: store.row(ordinal), line: store.line(ordinal) || null }),
    bytes: held,
  };
}
