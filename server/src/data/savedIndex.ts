import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { KeyIndexParts } from '../core/matching/index/keyIndex.ts';
import { keyIndexOf } from '../core/matching/index/keyIndex.ts';
import type { IndexedTable } from '../core/matching/index/tableSource.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import { type PartedTable, type TableParts, tableOf } from '../core/recordSets/table.ts';

/**
 * A file that holds a table and its match keys, so that the next run need not read the records again. It begins with
 * a line that names it, a line of JSON that says what is in it, and then has the arrays as they are in memory
 * (little-endian, each at a multiple of 8). It holds record data: it is written only where a person asks for it, and
 * for that person's eyes.
 */
const firstLine = 'duplicate-rules index 2';

/** What an index was made of: it holds as long as this is the same. */
export interface IndexInputs {
  /** SHA-256 of the data file, in hex. */
  readonly hash: string;
  readonly object: string;
  /** Of each rule, in their order: what its keys depend on. */
  readonly rules: readonly string[];
  /** Of the program: the next one may make other keys. */
  readonly version: string;
}

/** Of the data file; spares reading it where all is the same. */
export interface FileStamp {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  /** Of its inode: a copy that keeps the other time has another one. */
  readonly changed: number;
}

interface Header {
  readonly inputs: IndexInputs;
  readonly stamp: FileStamp;
  readonly fields: readonly string[];
  readonly size: number;
  readonly blocks: number;
  /** How many keys each rule has. */
  readonly keys: readonly number[];
  /** In bytes. */
  readonly sections: readonly number[];
}

export interface SavedIndex {
  readonly inputs: IndexInputs;
  readonly stamp: FileStamp;
  /** Reads the rest. @param rules those that the inputs name, in their order */
  load(rules: readonly CompiledRule[]): Promise<IndexedTable & { readonly table: PartedTable }>;
  close(): Promise<void>;
}

export async function saveIndex(
  path: string,
  { table, indexes }: IndexedTable & { readonly table: PartedTable },
  inputs: IndexInputs,
  stamp: FileStamp,
): Promise<void> {
  const { parts } = table;
  const arrays: Uint8Array[] = [
    ...[parts.blockOf, parts.placeIn, parts.rows, parts.lines].map(bytesOf),
    ...parts.blocks,
    ...indexes.flatMap(({ keys }) =>
      keys.flatMap(({ parts: { high, low, ordinals } }) => [high, low, ordinals].map(bytesOf)),
    ),
  ];
  const header: Header = {
    inputs,
    stamp,
    fields: parts.fields,
    size: parts.size,
    blocks: parts.blocks.length,
    keys: indexes.map(({ keys }) => keys.length),
    sections: arrays.map(({ length }) => length),
  };
  const start = Buffer.from(`${firstLine}\n${JSON.stringify(header)}\n`);
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for (const piece of [start, ...arrays]) await writePadded(file, piece);
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Null where there is no such file, or it is none that this program wrote. */
export async function openIndex(path: string): Promise<SavedIndex | null> {
  const mode = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, mode).catch(() => null);
  if (file === null) return null;
  const start = await readStart(file).catch(() => null);
  if (start === null) {
    await file.close();
    return null;
  }
  const { header, length } = start;
  return {
    inputs: header.inputs,
    stamp: header.stamp,
    close: () => file.close(),
    load: async (rules) => {
      const sections: Buffer[] = [];
      let at = padded(length);
      for (const bytes of header.sections) {
        sections.push(await readExactly(file, at, bytes));
        at += padded(bytes);
      }
      return fromSections(header, sections, rules);
    },
  };
}

function fromSections(
  { fields, size, inputs, blocks, keys }: Header,
  sections: readonly Buffer[],
  rules: readonly CompiledRule[],
): IndexedTable & { readonly table: PartedTable } {
  let next = 0;
  const numbers = () => numbersIn(sections[next++]!);
  const [blockOf, placeIn, rows, lines] = [numbers(), numbers(), numbers(), numbers()] as const;
  const texts = sections.slice(next, next + blocks);
  next += blocks;
  const parts: TableParts = {
    object: inputs.object,
    fields,
    size,
    blockOf,
    placeIn,
    rows,
    lines,
    blocks: texts,
  };
  if (!isTable(parts)) throw new Error('The file of the index is damaged.');
  const keyParts = (): KeyIndexParts => {
    const key = { high: numbers(), low: numbers(), ordinals: numbers() };
    if (!isKeyIndex(key, size)) throw new Error('The file of the index is damaged.');
    return key;
  };
  const indexes = keys.map((count, at) => ({
    rule: rules[at]!,
    keys: Array.from({ length: count }, () => keyIndexOf(keyParts())),
  }));
  return { table: tableOf(parts), indexes };
}

/** Whether every record begins in a block: what is damaged, or of a machine with another order of bytes, is not. */
function isTable({ size, blockOf, placeIn, rows, lines, blocks }: TableParts): boolean {
  if ([blockOf, placeIn, rows, lines].some(({ length }) => length !== size)) return false;
  for (let at = 0; at < size; at++) {
    const block = blocks[blockOf[at]!];
    if (block === undefined || placeIn[at]! >= block.length) return false;
  }
  return true;
}

function isKeyIndex({ high, low, ordinals }: KeyIndexParts, size: number): boolean {
  if (low.length !== high.length || ordinals.length !== high.length) return false;
  for (let at = 0; at < high.length; at++) {
    if (ordinals[at]! >= size || (at > 0 && high[at]! < high[at - 1]!)) return false;
  }
  return true;
}

/** A header lies within this much. */
const longestStart = 1 << 20;

async function readStart(file: FileHandle): Promise<{ header: Header; length: number }> {
  const buffer = Buffer.alloc(longestStart);
  const { bytesRead } = await file.read(buffer, 0, longestStart, 0);
  const text = buffer.subarray(0, bytesRead);
  const nameEnd = text.indexOf(10);
  const end = text.indexOf(10, nameEnd + 1);
  if (text.toString('utf8', 0, nameEnd) !== firstLine || end < 0) throw new Error('not an index');
  const header: Header = JSON.parse(text.toString('utf8', nameEnd + 1, end));
  if (!isHeader(header)) throw new Error('not an index');
  const { size } = await file.stat();
  const expected = header.sections.reduce((sum, bytes) => sum + padded(bytes), padded(end + 1));
  if (size !== expected) throw new Error('cut off');
  return { header, length: end + 1 };
}

/** Sizes are believed only as far as the file is long: what the header says may be anything. */
function isHeader(header: Header): boolean {
  const { inputs, stamp, fields, size, blocks, keys, sections } = header;
  const areCounts = (numbers: unknown) =>
    Array.isArray(numbers) && numbers.every((count) => Number.isSafeInteger(count) && count >= 0);
  return (
    typeof inputs.object === 'string' &&
    typeof stamp.size === 'number' &&
    Array.isArray(fields) &&
    fields.every((name) => typeof name === 'string') &&
    areCounts([size, blocks]) &&
    areCounts(keys) &&
    areCounts(sections) &&
    sections.length === 4 + blocks + 3 * keys.reduce((sum, count) => sum + count, 0)
  );
}

async function readExactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) throw new Error('The file of the index is cut off.');
    done += bytesRead;
  }
  return buffer;
}

async function writePadded(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    const { bytesWritten } = await file.write(piece, done, piece.length - done);
    done += bytesWritten;
  }
  const rest = padded(piece.length) - piece.length;
  if (rest > 0) await file.write(new Uint8Array(rest));
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function numbersIn({ buffer, byteOffset, byteLength }: Buffer): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}
