import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReportedRow } from '../core/preflight/report.ts';
import { removedAtExit } from '../data/unfinishedFiles.ts';
import { reasonOf } from '../workspace/problem.ts';
import { formatJson } from './formats/json.ts';
import { Problem } from './problem.ts';

const rowsAtOnce = 500;

/** In bytes of JSON: what is beyond that waits on the disk. */
const mostInMemory = 32_000_000;

const readAtOnce = 1 << 18;

/**
 * Rows of a report that come before its head: as JSON, each once. Many of them wait in a temporary file, for the eyes
 * of its owner; it is gone when the process ends.
 */
export class ToldRows {
  count = 0;
  readonly #most: number;
  #rows: ReportedRow[] = [];
  #pieces: Buffer[] = [];
  #held = 0;
  #file: number | null = null;
  #written = 0;

  /** @param most bytes that are kept in memory */
  constructor(most = mostInMemory) {
    this.#most = most;
  }

  /** @throws Problem where the temporary file cannot be written */
  add(row: ReportedRow): void {
    this.#rows.push(row);
    if (this.#rows.length >= rowsAtOnce) this.#flush();
  }

  /** The rows with commas between them, as they stand in a list of `formatJson`. */
  *json(): Generator<Uint8Array> {
    this.#flush();
    if (this.#file !== null) {
      const bytes = Buffer.allocUnsafe(readAtOnce);
      for (let at = 0; at < this.#written; ) {
        const read = readSync(this.#file, bytes, 0, readAtOnce, at);
        if (read === 0) throw new Problem('the temporary file with the rows of the report was cut off.');
        yield Buffer.from(bytes.subarray(0, read));
        at += read;
      }
    }
    yield* this.#pieces;
  }

  end(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #flush(): void {
    if (this.#rows.length === 0) return;
    const text = formatJson(this.#rows);
    const piece = Buffer.from((this.count === 0 ? '' : ',') + text.slice(1, text.lastIndexOf('\n]')));
    this.count += this.#rows.length;
    this.#rows = [];
    this.#pieces.push(piece);
    this.#held += piece.length;
    if (this.#held > this.#most) this.#spill();
  }

  #spill(): void {
    try {
      this.#file ??= openTemporary();
      for (const piece of this.#pieces) {
        for (let done = 0; done < piece.length; ) {
          const written = writeSync(this.#file, piece, done, piece.length - done, this.#written);
          done += written;
          this.#written += written;
        }
      }
    } catch (error) {
      throw new Problem(`the rows of the report do not fit into ${tmpdir()}: ${reasonOf(error)}.`);
    }
    this.#pieces = [];
    this.#held = 0;
  }
}

/** A file that is removed at once where an open file can be, else when the process ends. */
function openTemporary(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-'));
  const name = path.join(folder, 'rows.json');
  const file = openSync(name, 'wx+', 0o600);
  try {
    rmSync(name);
    rmdirSync(folder);
  } catch {
    removedAtExit(name);
  }
  return file;
}
