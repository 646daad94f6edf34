import { closeSync, readSync } from 'node:fs';
import { DataFileProblem } from './dataFileProblem.ts';

/** After so many reads of single places all is read at once. */
const mostSingleReads = 1_000;

/** The file of an index is not what it was when it was opened. */
export class DamagedIndex extends DataFileProblem {
  constructor(path: string) {
    super(`the index "${path}" is damaged: delete it, and run this again`);
  }
}

/** Parts of an open file, read where they are asked for. The file stays open until it is closed. */
export class IndexFile {
  readonly path: string;
  readonly #file: number;
  #isOpen = true;

  constructor(path: string, file: number) {
    this.path = path;
    this.#file = file;
  }

  /** @throws DamagedIndex where the file ends before */
  read(at: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    this.readInto(bytes, at, length);
    return bytes;
  }

  /** @throws DamagedIndex where the file ends before */
  readInto(bytes: Uint8Array, at: number, length: number): void {
    for (let done = 0; done < length; ) {
      const read = readSync(this.#file, bytes, done, length - done, at + done);
      if (read === 0) throw new DamagedIndex(this.path);
      done += read;
    }
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}

/** Where an array stands in a file: in bytes. */
export interface Section {
  readonly at: number;
  readonly length: number;
}

/** Numbers of a file: single ones until many were asked for, then all. */
export class NumbersInFile {
  readonly length: number;
  readonly #file: IndexFile;
  readonly #section: Section;
  #all: Uint32Array | null = null;
  #singleReads = 0;
  readonly #few = new Uint32Array(2);
  readonly #fewBytes = new Uint8Array(this.#few.buffer);

  constructor(file: IndexFile, section: Section) {
    this.length = section.length / 4;
    this.#file = file;
    this.#section = section;
  }

  all(): Uint32Array {
    if (this.#all === null) {
      const { at, length } = this.#section;
      const { buffer, byteOffset } = this.#file.read(at, length);
      this.#all = new Uint32Array(buffer, byteOffset, this.length);
    }
    return this.#all;
  }

  at(index: number): number {
    return this.#some(index, 1)[0]!;
  }

  /** A number and the next one; views that the next call overwrites. */
  pair(index: number): Uint32Array {
    return this.#some(index, 2);
  }

  slice(from: number, to: number): Uint32Array {
    if (this.#all !== null || this.#isAskedOften()) return this.all().subarray(from, to);
    const { buffer, byteOffset } = this.#file.read(this.#section.at + from * 4, (to - from) * 4);
    return new Uint32Array(buffer, byteOffset, to - from);
  }

  #some(index: number, count: 1 | 2): Uint32Array {
    if (this.#all !== null || this.#isAskedOften()) return this.all().subarray(index, index + count);
    this.#file.readInto(this.#fewBytes, this.#section.at + index * 4, count * 4);
    return this.#few;
  }

  #isAskedOften(): boolean {
    return ++this.#singleReads > mostSingleReads;
  }
}

/** Bytes of a file, likewise. */
export class BytesInFile {
  readonly length: number;
  readonly #file: IndexFile;
  readonly #section: Section;
  #all: Buffer | null = null;
  #singleReads = 0;

  constructor(file: IndexFile, section: Section) {
    this.length = section.length;
    this.#file = file;
    this.#section = section;
  }

  /** Null while not so many were asked for. */
  all(): Buffer | null {
    if (this.#all === null && ++this.#singleReads > mostSingleReads)
      this.#all = this.#file.read(this.#section.at, this.length);
    return this.#all;
  }

  read(bytes: Uint8Array, from: number, length: number): void {
    this.#file.readInto(bytes, this.#section.at + from, length);
  }
}
