import { readLoose } from './looseValue.ts';

/** A value that stands in a text, with what surrounds it left out. */
export interface PrintedValue {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
  readonly elided: boolean;
  /** How its first key is written. */
  readonly style: 'json' | 'single-quoted' | 'bare';
}

export interface PrintedValues {
  readonly values: readonly PrintedValue[];
  /** False where the text held so many beginnings of values that the rest was not looked at. */
  readonly complete: boolean;
}

/** Names and codes that make a value worth reading. */
const anchor = /DUPLICATES_DETECTED|duplicateResu|duplicateRule|errorCode|statusCode|exceptionCode/gi;

/** What can begin a printed object or list of objects; `[main]` and `[2026-01-01]` do not. */
const beginning =
  /[[{]\s{0,200}(?:[[{]\s{0,200}){0,3}(?:\\{0,15}["'][\w:$-]{1,100}\\{0,15}["']\s{0,20}(?::|=>)|[A-Za-z_$][\w$]{0,100}\s{0,20}(?::\s|=[^=]|:['"{[]))/g;

/**
 * The values in a text that can tell of errors, wherever they stand: behind the prefix of a log line, in a string
 * of another value, cut off at the end. The work is linear: no more than a few times the text is read.
 */
export function printedValues(text: string, isFound: (value: unknown) => boolean): PrintedValues {
  const values: PrintedValue[] = [];
  let budget = text.length * 4 + 100_000;
  let at = 0;
  let next = -1;
  for (;;) {
    if (next < at) {
      anchor.lastIndex = at;
      next = anchor.exec(text)?.index ?? -1;
      if (next < 0) return { values, complete: true };
    }
    beginning.lastIndex = at;
    const start = beginning.exec(text)?.index;
    if (start === undefined) return { values, complete: true };
    if (budget <= 0) return { values, complete: false };
    const read = readAt(text, start);
    budget -= read.end - start;
    const isUseful = read.end > next && isFound(read.value);
    if (isUseful) values.push(read);
    // What is not closed may be no value at all: its inside is looked at again.
    at = isUseful || (read.closed && read.end <= next) ? Math.max(read.end, start + 1) : start + 1;
  }
}

function readAt(text: string, start: number): PrintedValue {
  const [, backslashes = '', quote = ''] =
    /^[[{\s]{1,400}(\\{0,20})(["']?)/.exec(text.slice(start, start + 420)) ?? [];
  const style = quote === '"' ? 'json' : quote === "'" ? 'single-quoted' : 'bare';
  if (backslashes === '' || quote === '') return { ...readLoose(text, start), start, style };
  const end = endOfQuoted(text, start, quote);
  const read = readLoose(withoutLevels(text.slice(start, end), backslashes.length), 0);
  return { ...read, start, end, style };
}

/** Where the string around ends that has this quote: at a quote without a backslash, or with the line. */
function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === quote || character === '\n') return at;
  }
  return text.length;
}

/** Takes away the backslashes of strings in strings: one before a quote stands for one level, three for two. */
function withoutLevels(text: string, backslashes: number): string {
  let read = text;
  for (let level = backslashes; level > 0; level >>= 1) {
    read = read.replace(/\\(["'\\nrt/])/g, (_, character: string) => controls[character] ?? character);
  }
  return read;
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
