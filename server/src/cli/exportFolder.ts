import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { makeFolder } from '../data/makeFolder.ts';
import { removedAtExit } from '../data/unfinishedFiles.ts';

export interface CsvOutput {
  add(row: readonly string[]): void;
}

const rowsAtOnce = 2_000;

/**
 * Files that come to be together: each is written beside its place and moved there when all are complete. They are for
 * the eyes of their owner.
 */
export class ExportFolder {
  readonly #folder: string;
  readonly #open = new Map<string, { readonly file: number; flush(): void; settled(): void }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  csv(name: string, header?: readonly string[]): CsvOutput {
    makeFolder(this.#folder, 0o700);
    const file = openSync(this.#unfinished(name), 'w', 0o600);
    let rows: (readonly string[])[] = header ? [header] : [];
    const flush = () => {
      if (rows.length > 0) writeAll(file, `${Papa.unparse(rows as string[][], { newline: '\n' })}\n`);
      rows = [];
    };
    this.#open.set(name, { file, flush, settled: removedAtExit(this.#unfinished(name)) });
    return {
      add(row) {
        rows.push(row);
        if (rows.length >= rowsAtOnce) flush();
      },
    };
  }

  text(name: string, text: string): void {
    const file = openSync(this.#unfinished(name), 'w', 0o600);
    this.#open.set(name, { file, flush: () => {}, settled: removedAtExit(this.#unfinished(name)) });
    writeAll(file, text);
  }

  complete(): void {
    for (const { file, flush } of this.#open.values()) {
      flush();
      closeSync(file);
    }
    for (const [name, { settled }] of this.#open) {
      renameSync(this.#unfinished(name), path.join(this.#folder, name));
      settled();
    }
    this.#open.clear();
  }

  /** Leaves nothing behind that is not complete. */
  discard(): void {
    for (const [name, { file, settled }] of this.#open) {
      try {
        closeSync(file);
      } catch {
        // It was closed before what failed.
      }
      rmSync(this.#unfinished(name), { force: true });
      settled();
    }
    this.#open.clear();
  }

  #unfinished(name: string): string {
    return path.join(this.#folder, `${name}.part`);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
