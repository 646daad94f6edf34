import {
  type KeyIndex,
  type KeyIndexParts,
  keyIndexOf,
  sameHigh,
  sameLow,
} from '../core/matching/index/keyIndex.ts';
import type { RecordTable } from '../core/recordSets/model.ts';
import { type RecordStore, tableOver } from '../core/recordSets/table.ts';
import { BytesInFile, DamagedIndex, type IndexFile, NumbersInFile, type Section } from './indexFile.ts';

/** Where the parts of a table stand in the file of an index. */
export interface TableSections {
  readonly object: string;
  readonly fields: readonly string[];
  readonly size: number;
  /** Ordinal of the first record of each block. */
  readonly firsts: readonly number[];
  readonly placeIn: Section;
  readonly rows: Section;
  readonly lines: Section;
  readonly blocks: readonly Section[];
}

/** A table of which records are read when they are asked for. Its methods throw DamagedIndex. */
export function tableInFile(file: IndexFile, sections: TableSections): RecordTable {
  const { size, blocks } = sections;
  const held = size * 12 + blocks.reduce((sum, { length }) => sum + length, 0);
  return tableOver({ ...sections, held }, new RecordsInFile(file, sections));
}

class RecordsInFile implements RecordStore {
  bytes: Buffer = Buffer.alloc(1024);
  at = 0;
  readonly #file: IndexFile;
  readonly #size: number;
  readonly #firsts: readonly number[];
  readonly #placeIn: NumbersInFile;
  readonly #rows: NumbersInFile;
  readonly #lines: NumbersInFile;
  readonly #blocks: readonly BytesInFile[];
  /** The record that `bytes` holds. */
  #sought = -1;
  #own = this.bytes;

  constructor(file: IndexFile, { size, firsts, placeIn, rows, lines, blocks }: TableSections) {
    this.#file = file;
    this.#size = size;
    this.#firsts = firsts;
    this.#placeIn = new NumbersInFile(file, placeIn);
    this.#rows = new NumbersInFile(file, rows);
    this.#lines = new NumbersInFile(file, lines);
    this.#blocks = blocks.map((section) => new BytesInFile(file, section));
  }

  seek(ordinal: number): void {
    if (this.#sought === ordinal) return;
    this.#sought = -1;
    const number = this.#blockOf(ordinal);
    const block = this.#blocks[number]!;
    const isLast = ordinal + 1 === (this.#firsts[number + 1] ?? this.#size);
    const places = isLast ? null : this.#placeIn.pair(ordinal);
    const from = places === null ? this.#placeIn.at(ordinal) : places[0]!;
    const to = places === null ? block.length : places[1]!;
    if (from >= to || to > block.length) throw new DamagedIndex(this.#file.path);
    const all = block.all();
    if (all !== null) {
      this.bytes = all;
      this.at = from;
    } else {
      const length = to - from;
      if (this.#own.length < length) this.#own = Buffer.allocUnsafeSlow(length * 2);
      block.read(this.#own, from, length);
      // What is behind belongs to no record.
      this.bytes = this.#own.subarray(0, length);
      this.at = 0;
    }
    this.#sought = ordinal;
  }

  /** The last block that begins with this record or an earlier one. */
  #blockOf(ordinal: number): number {
    let from = 0;
    let to = this.#firsts.length - 1;
    while (from < to) {
      const middle = (from + to + 1) >>> 1;
      if (this.#firsts[middle]! <= ordinal) from = middle;
      else to = middle - 1;
    }
    return from;
  }

  row(ordinal: number): number {
    return this.#rows.at(ordinal);
  }

  line(ordinal: number): number {
    return this.#lines.at(ordinal);
  }
}

/** Where the arrays of a match key stand. */
export interface KeySections {
  readonly high: Section;
  readonly low: Section;
  readonly ordinals: Section;
}

/** Every so manieth entry is checked to be in order. */
const stride = 256;

/** The records behind a match key, of which only what is looked up is read. Its methods throw DamagedIndex. */
export class KeyIndexInFile implements KeyIndex {
  readonly #file: IndexFile;
  readonly #size: number;
  readonly #high: NumbersInFile;
  readonly #low: NumbersInFile;
  readonly #ordinals: NumbersInFile;
  #whole: KeyIndex | null = null;
  #isChecked = false;

  /** @param size of the table */
  constructor(file: IndexFile, { high, low, ordinals }: KeySections, size: number) {
    this.#file = file;
    this.#size = size;
    this.#high = new NumbersInFile(file, high);
    this.#low = new NumbersInFile(file, low);
    this.#ordinals = new NumbersInFile(file, ordinals);
  }

  get parts(): KeyIndexParts {
    return { high: this.#hashes(), low: this.#low.all(), ordinals: this.#checked(this.#ordinals.all()) };
  }

  behind(key: string): Uint32Array {
    const [first, end] = sameHigh(this.#hashes(), key);
    if (first === end) return none;
    const low = this.#low.slice(first, end);
    const [from, to] = sameLow(low, 0, low.length);
    return from === to ? none : this.#checked(this.#ordinals.slice(first + from, first + to));
  }

  shared(): Iterable<Uint32Array> {
    this.#whole ??= keyIndexOf(this.parts);
    return this.#whole.shared();
  }

  #hashes(): Uint32Array {
    const high = this.#high.all();
    if (this.#isChecked) return high;
    for (let at = stride; at < high.length; at += stride) {
      if (high[at]! < high[at - stride]!) throw new DamagedIndex(this.#file.path);
    }
    this.#isChecked = true;
    return high;
  }

  #checked(ordinals: Uint32Array): Uint32Array {
    for (let at = 0; at < ordinals.length; at++) {
      if (ordinals[at]! >= this.#size) throw new DamagedIndex(this.#file.path);
    }
    return ordinals;
  }
}

const none = new Uint32Array(0);
