import { createHash, randomBytes } from 'node:crypto';
import { constants, fstatSync, openSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { KeyIndex } from '../core/matching/index/keyIndex.ts';
import type { RuleIndex } from '../core/matching/index/tableIndex.ts';
import type { IndexedTable } from '../core/matching/index/tableSource.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import type { PartedTable, TableParts } from '../core/recordSets/table.ts';
import { IndexFile, type Section } from './indexFile.ts';
import { KeyIndexInFile, tableInFile } from './indexInFile.ts';
import { removedAtExit } from './unfinishedFiles.ts';

/**
 * A file that holds a table and its match keys, so that the next run need not read the records again. It begins with
 * a line that names it, a line of JSON that says what is in it, and then has the arrays as they are in memory (each at a
 * multiple of 8), of which a run reads what it needs. It holds record data: it is written only where a person asks for it, and
 * for that person's eyes.
 */
const firstLine = 'duplicate-rules index 4';

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
  /** Ordinal of the first record of each block. */
  readonly firsts: readonly number[];
  /** Per rule and key the masks of its loose keys. */
  readonly masks: readonly (readonly (readonly number[])[])[];
  /** In bytes. */
  readonly sections: readonly number[];
  /** Order of bytes of the machine that wrote it. */
  readonly endianness: string;
  /** Of both ends of each section, in hex: to read all of it would take as long as what it spares. */
  readonly check: string;
}

export interface SavedIndex {
  readonly inputs: IndexInputs;
  readonly stamp: FileStamp;
  /**
   * The records, of which those are read that are asked for, as long as the file is open. Their methods throw
   * DamagedIndex. @param rules those that the inputs name, in their order
   */
  records(rules: readonly CompiledRule[]): IndexedTable;
  close(): void;
}

export async function saveIndex(
  path: string,
  { table, indexes }: IndexedTable & { readonly table: PartedTable },
  inputs: IndexInputs,
  stamp: FileStamp,
): Promise<void> {
  const { parts } = table;
  const arrays: Uint8Array[] = [
    ...[parts.placeIn, parts.rows, parts.lines].map(bytesOf),
    ...parts.blocks,
    ...indexes.flatMap(({ keys, loose }) =>
      keys.flatMap((key, at) => [key, loose[at]!.index].flatMap(arraysOf).map(bytesOf)),
    ),
  ];
  const header: Header = {
    inputs,
    stamp,
    fields: parts.fields,
    size: parts.size,
    firsts: firstsOf(parts),
    masks: indexes.map(({ loose }) => loose.map(({ masks }) => masks)),
    sections: arrays.map(({ length }) => length),
    endianness: endianness(),
    check: checkOf(
      arrays.map((array) => ({ length: array.length, read: (from, to) => array.subarray(from, to) })),
    ),
  };
  const start = Buffer.from(`${firstLine}\n${JSON.stringify(header)}\n`);
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.part`;
  const settled = removedAtExit(unfinished);
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
  } finally {
    settled();
  }
}

function arraysOf({ parts: { high, low, ordinals } }: KeyIndex): readonly Uint32Array[] {
  return [high, low, ordinals];
}

function firstsOf({ blocks, blockOf }: TableParts): readonly number[] {
  const firsts = blocks.map(() => -1);
  for (let ordinal = blockOf.length - 1; ordinal >= 0; ordinal--) firsts[blockOf[ordinal]!] = ordinal;
  return firsts;
}

/** Null where there is no such file, or it is none that this program wrote. */
export function openIndex(path: string): SavedIndex | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    return null;
  }
  const file = new IndexFile(path, descriptor);
  try {
    const { header, sections } = readStart(file, descriptor);
    return {
      inputs: header.inputs,
      stamp: header.stamp,
      close: () => file.close(),
      records: (rules) => recordsIn(file, header, sections, rules),
    };
  } catch {
    file.close();
    return null;
  }
}

function recordsIn(
  file: IndexFile,
  { fields, size, inputs, firsts, masks }: Header,
  sections: readonly Section[],
  rules: readonly CompiledRule[],
): IndexedTable {
  let taken = 0;
  const next = () => sections[taken++]!;
  const [placeIn, rows, lines] = [next(), next(), next()] as const;
  const blocks = firsts.map(next);
  const table = tableInFile(file, {
    object: inputs.object,
    fields,
    size,
    firsts,
    placeIn,
    rows,
    lines,
    blocks,
  });
  const keyIndex = () => new KeyIndexInFile(file, { high: next(), low: next(), ordinals: next() }, size);
  const indexes = masks.map((ofKeys, at): RuleIndex => {
    const both = ofKeys.map((ofKey) => ({ key: keyIndex(), loose: { masks: ofKey, index: keyIndex() } }));
    return { rule: rules[at]!, keys: both.map(({ key }) => key), loose: both.map(({ loose }) => loose) };
  });
  return { table, indexes };
}

/** A header lies within this much. */
const longestStart = 1 << 20;

/** @throws where it is no index, or not whole */
function readStart(file: IndexFile, descriptor: number): { header: Header; sections: readonly Section[] } {
  const { size } = fstatSync(descriptor);
  const text = file.read(0, Math.min(size, longestStart));
  const nameEnd = text.indexOf(10);
  const end = text.indexOf(10, nameEnd + 1);
  if (text.toString('utf8', 0, nameEnd) !== firstLine || end < 0) throw new Error('not an index');
  const header: Header = JSON.parse(text.toString('utf8', nameEnd + 1, end));
  if (!isHeader(header)) throw new Error('not an index');
  const sections: Section[] = [];
  let at = padded(end + 1);
  for (const length of header.sections) {
    sections.push({ at, length });
    at += padded(length);
  }
  if (size !== at) throw new Error('cut off');
  const check = checkOf(
    sections.map((section) => ({
      length: section.length,
      read: (from, to) => file.read(section.at + from, to - from),
    })),
  );
  if (check !== header.check) throw new Error('damaged');
  return { header, sections };
}

/** Sizes are believed only as far as the file is long: what the header says may be anything. */
function isHeader(header: Header): boolean {
  const { inputs, stamp, fields, size, firsts, masks, sections } = header;
  const areCounts = (numbers: unknown) =>
    Array.isArray(numbers) && numbers.every((count) => Number.isSafeInteger(count) && count >= 0);
  return (
    header.endianness === endianness() &&
    typeof inputs.object === 'string' &&
    typeof stamp.size === 'number' &&
    Array.isArray(fields) &&
    fields.every((name) => typeof name === 'string') &&
    areCounts([size]) &&
    areCounts(firsts) &&
    firsts.every((first, at) => (at === 0 ? first === 0 : first > firsts[at - 1]!) && first < size) &&
    Array.isArray(masks) &&
    masks.every((ofKeys) => Array.isArray(ofKeys) && ofKeys.every(areCounts)) &&
    areCounts(sections) &&
    sections.length === 3 + firsts.length + 6 * masks.reduce((sum, { length }) => sum + length, 0) &&
    sections.slice(0, 3).every((bytes) => bytes === size * 4) &&
    sections
      .slice(3 + firsts.length)
      .every((bytes, at, all) => bytes === all[at - (at % 3)]! && bytes % 4 === 0)
  );
}

const checkedAtEnds = 256;

function checkOf(
  sections: readonly { readonly length: number; read(from: number, to: number): Uint8Array }[],
): string {
  const hash = createHash('sha256');
  for (const { length, read } of sections) {
    hash.update(read(0, Math.min(length, checkedAtEnds)));
    hash.update(read(Math.max(0, length - checkedAtEnds), length));
  }
  return hash.digest('hex');
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
