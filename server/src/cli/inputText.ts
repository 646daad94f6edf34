import path from 'node:path';
import { addAbortSignal } from 'node:stream';
import { noText } from '../data/fileKind.ts';
import { reasonOf } from '../workspace/problem.ts';
import { decodeText } from '../workspace/readText.ts';
import type { OrgRun } from './orgRun.ts';
import { writeError } from './output.ts';
import { Problem } from './problem.ts';
import { largestRead, readWhole } from './readWhole.ts';

/** A text that a person gives: a file, or standard input. */
export interface InputText {
  readonly text: string;
  /** Absolute path; null for standard input. */
  readonly file: string | null;
  /** For messages. */
  readonly name: string;
  /** As VS Code calls it, by the file's name; null where that does not tell. */
  readonly languageId: string | null;
}

const tooLarge = (name: string) =>
  new Problem(`${name} is larger than 200 MB: give a part of it, with the header line of a CSV file.`);

/**
 * @param typed path, or `-` for standard input
 * @param what that is expected, for messages: `the error`
 * @throws Problem where it cannot be read, is empty or too large
 */
export async function readInput(typed: string, what: string, run: OrgRun): Promise<InputText> {
  const isFile = typed !== '-';
  const name = isFile ? `"${typed}"` : 'standard input';
  const bytes = isFile ? readBytes(path.resolve(run.cwd, typed), name) : await readStandardInput(what, run);
  const { text, isLatin1 } = decodeText(bytes);
  const isWide = !isLatin1 && /^(?:fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString('hex'));
  // Logs may be coloured, and are text all the same.
  const unreadable = isLatin1 || bytes.includes(0) ? noText(bytes, isWide) : null;
  if (unreadable !== null) throw new Problem(`${name} cannot be read: ${unreadable}.`);
  if (text.trim() === '') {
    throw new Problem(
      isFile
        ? `${name} is empty: name a file that holds ${what}.`
        : `standard input is empty: pipe ${what} into it, or name a FILE that holds it.`,
    );
  }
  if (isLatin1) run.warn(`${name} is not UTF-8; it is read as Latin-1.`);
  const file = isFile ? path.resolve(run.cwd, typed) : null;
  return { text, file, name, languageId: file === null ? null : languageOf(file) };
}

function readBytes(file: string, name: string): Uint8Array {
  try {
    const bytes = readWhole(file);
    if (bytes !== null) return bytes;
  } catch (error) {
    throw new Problem(`${name} cannot be read: ${reasonOf(error)}.`);
  }
  throw tooLarge(name);
}

async function readStandardInput(what: string, { signal }: OrgRun): Promise<Uint8Array> {
  const input = process.stdin;
  if (input.isTTY) {
    const end = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D';
    writeError(`Paste ${what} here; ${end} on a line of its own ends it.\n`);
  }
  addAbortSignal(signal, input);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > largestRead) throw tooLarge('standard input');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const languages: Readonly<Record<string, string>> = {
  cls: 'apex',
  trigger: 'apex',
  apex: 'apex',
  json: 'json',
  jsonc: 'jsonc',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  tsv: 'tsv',
  xml: 'xml',
  js: 'javascript',
  cjs: 'javascript',
  mjs: 'javascript',
  jsx: 'javascriptreact',
  ts: 'typescript',
  cts: 'typescript',
  mts: 'typescript',
  tsx: 'typescriptreact',
  py: 'python',
  java: 'java',
  cs: 'csharp',
  rb: 'ruby',
};

function languageOf(file: string): string | null {
  return languages[path.extname(file).slice(1).toLowerCase()] ?? null;
}
