import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { reasonOf, type WorkspaceProblem } from './problem.ts';

export interface ReadText {
  /** Null where the file cannot be read. A byte order mark is left out. */
  readonly text: string | null;
  readonly problem: WorkspaceProblem | null;
}

/** Larger than any class (1 MB in Salesforce) or metadata file that an org accepts or gives out. */
const largestFile = 32 * 1024 * 1024;

/** Reads a text file: UTF-8, UTF-16 of either order with a byte order mark, else Latin-1, which is told. Never throws. */
export function readText(path: string): ReadText {
  return readTextUpTo(path, largestFile) ?? failed(path, 'The file is too large to be read.');
}

/** The same; null for a file of more bytes. */
export function readTextUpTo(path: string, mostBytes: number): ReadText | null {
  try {
    const status = statSync(path);
    if (status.size > mostBytes) return null;
    // A pipe or device would be waited for without end.
    if (!status.isFile() && !status.isDirectory()) return failed(path, 'It is no file that can be read.');
    return decode(path, readBytes(path, status.size));
  } catch (error) {
    return failed(path, `The file cannot be read: ${reasonOf(error)}.`);
  }
}

/** Most files fit in: making room for each of thousands takes as long as reading them. */
const room = Buffer.allocUnsafeSlow(64 * 1024);

/** @returns bytes that hold until the next call */
function readBytes(path: string, size: number): Uint8Array {
  // What tells no size may hold something all the same.
  if (size === 0 || size > room.length) return readFileSync(path);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    while (length < size) {
      const count = readSync(file, room, length, size - length, null);
      if (count === 0) break;
      length += count;
    }
    return room.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function decode(path: string, bytes: Uint8Array): ReadText {
  const { text, isLatin1 } = decodeText(bytes);
  return {
    text,
    problem: isLatin1 ? { path, message: 'The file is not UTF-8; it is read as Latin-1.' } : null,
  };
}

/** UTF-8, UTF-16 of either order with a byte order mark, else Latin-1. */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly isLatin1: boolean } {
  if (isAscii(bytes)) return { text: ascii(bytes), isLatin1: false };
  if (isUtf8(bytes)) return { text: withoutMark(utf8.decode(bytes)), isLatin1: false };
  const [first, second] = bytes;
  try {
    if (first === 0xff && second === 0xfe) return { text: utf16.decode(bytes), isLatin1: false };
    if (first === 0xfe && second === 0xff) return { text: utf16Swapped.decode(bytes), isLatin1: false };
  } catch {
    // Half a character at the end, say.
  }
  return { text: new TextDecoder('latin1').decode(bytes), isLatin1: true };
}

/** Nearly all files are. */
function ascii({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

/** Without checks of their own, and kept: a decoder for each file takes longer than what it decodes. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf16 = new TextDecoder('utf-16le', { fatal: true });
const utf16Swapped = new TextDecoder('utf-16be', { fatal: true });

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function failed(path: string, message: string): ReadText {
  return { text: null, problem: { path, message } };
}
