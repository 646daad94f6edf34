import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { RecordFormat, RecordSink } from '../core/recordSets/model.ts';
import { formatOfName, formatOfText, recordReader } from '../core/recordSets/read.ts';
import { reasonOf } from '../workspace/problem.ts';
import { DataFileProblem } from './dataFileProblem.ts';
import { type Encoding, encodingOfStart, utf8Check } from './encoding.ts';
import { noDataFile } from './fileKind.ts';

export interface DataFileOptions {
  /** Else by the file's name, or its first characters. */
  readonly format?: RecordFormat;
  readonly signal?: AbortSignal;
  /** Called for each piece. In bytes. */
  readonly progress?: (read: number, size: number) => void;
}

export interface DataFileInfo {
  readonly bytes: number;
  /** SHA-256, in hex. */
  readonly hash: string;
}

export { DataFileProblem };

/** Small enough for its records to be short-lived: larger ones cost more collecting of garbage. */
const pieceLength = 1 << 17;

/**
 * Reads the records of a file of any size into a sink: UTF-8, UTF-16, else Windows-1252, which is told.
 * @throws DataFileProblem; the signal's reason when it is cancelled
 */
export async function readDataFile(
  path: string,
  sink: RecordSink,
  options: DataFileOptions = {},
): Promise<DataFileInfo> {
  const file = await opened(path);
  try {
    const { size, mtimeMs } = await file.stat();
    const encoding = await encodingOf(file, options.signal);
    if (encoding === 'windows-1252') sink.problem(notUtf8);
    const decoder = new TextDecoder(encoding, { ignoreBOM: true });
    const hash = createHash('sha256');
    let reader: ReturnType<typeof recordReader> | null = null;
    let bytes = 0;
    const take = (text: string) => {
      reader ??= recordReader(options.format ?? formatOfName(path) ?? formatOfText(text), sink);
      reader.push(text);
    };
    for await (const piece of pieces(file, options.signal)) {
      hash.update(piece);
      bytes += piece.length;
      take(decoder.decode(piece, { stream: true }));
      options.progress?.(bytes, size);
    }
    take(decoder.decode());
    reader!.end();
    const after = await file.stat();
    if (after.size !== size || after.mtimeMs !== mtimeMs) sink.problem(changed);
    return { bytes, hash: hash.digest('hex') };
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof DataFileProblem || !isSystemError(error) ? error : unreadable(error);
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file, in hex. @throws as {@link readDataFile} */
export async function hashOfFile(path: string, signal?: AbortSignal): Promise<string> {
  const file = await opened(path);
  try {
    const hash = createHash('sha256');
    for await (const piece of pieces(file, signal)) hash.update(piece);
    return hash.digest('hex');
  } catch (error) {
    signal?.throwIfAborted();
    throw unreadable(error);
  } finally {
    await file.close();
  }
}

const notUtf8 = {
  severity: 'warning',
  position: null,
  column: null,
  message: 'The file is not UTF-8; it is read as Windows-1252. Save it as UTF-8 if letters look wrong.',
} as const;

const changed = {
  severity: 'warning',
  position: null,
  column: null,
  message: 'The file changed while it was read: run this again when nothing writes to it.',
} as const;

/** Does not wait for somebody to write into a pipe. */
const mode = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function opened(path: string): Promise<FileHandle> {
  let isFolder = false;
  try {
    const file = await open(path, mode);
    const stats = await file.stat();
    if (stats.isFile()) return file;
    isFolder = stats.isDirectory();
    await file.close();
  } catch (error) {
    throw unreadable(error);
  }
  throw new DataFileProblem(
    isFolder
      ? 'it is a folder'
      : 'it is no file on a disk: save what comes from a pipe or device to a file, which is read twice',
  );
}

function unreadable(error: unknown): DataFileProblem {
  return new DataFileProblem(reasonOf(error));
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function encodingOf(file: FileHandle, signal: AbortSignal | undefined): Promise<Encoding> {
  const isUtf8 = utf8Check();
  let isFirst = true;
  for await (const piece of pieces(file, signal)) {
    if (isFirst) {
      const encoding = encodingOfStart(piece);
      const why = noDataFile(piece, encoding !== null);
      if (why !== null) throw new DataFileProblem(why);
      if (encoding !== null) return encoding;
    }
    isFirst = false;
    if (!isUtf8(piece)) return 'windows-1252';
  }
  return 'utf-8';
}

/** From the start of the file; a piece is overwritten by the next one. */
async function* pieces(file: FileHandle, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(pieceLength);
  for (let at = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, pieceLength, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
