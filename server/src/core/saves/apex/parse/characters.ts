/** Classes of characters, and the ends of the tokens that contain arbitrary text. */

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 39;
const BACKSLASH = 92;

const IDENTIFIER = new Uint8Array(128);
for (let c = 48; c <= 57; c++) IDENTIFIER[c] = 1;
for (let c = 65; c <= 90; c++) IDENTIFIER[c] = IDENTIFIER[c + 32] = 1;
IDENTIFIER[95] = 1;
IDENTIFIER[36] = 1;

/** Letters beyond ASCII count as parts of names: refusing them would only cut a misspelt name in two. */
export function isIdentifierPart(code: number): boolean {
  return code < 128 ? IDENTIFIER[code] === 1 : !isWideSpace(code);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLineBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Spaces beyond ASCII, and the byte order mark. */
export function isWideSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200f) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x3000
  );
}

export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

/** The end of a block comment that begins at `start`; the end of the text if it is not closed. */
export function blockCommentEnd(text: string, start: number): number {
  const close = text.indexOf('*/', start + 2);
  return close < 0 ? text.length : close + 2;
}

/** Whether `'''` at `start` opens a string of several lines: a line break must follow. */
export function opensMultilineString(text: string, start: number): boolean {
  if (text.charCodeAt(start + 1) !== QUOTE || text.charCodeAt(start + 2) !== QUOTE) return false;
  let at = start + 3;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return isLineBreak(text.charCodeAt(at));
}

/** The end of the string of several lines at `start`, or -1 if it is not closed. */
export function multilineStringEnd(text: string, start: number): number {
  let at = text.indexOf("'''", start + 3);
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf("'''", at + 1);
  return at < 0 ? -1 : at + 3;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

/** The end of the string at `start`, which an unclosed one finds at the end of its line. */
export function stringEnd(text: string, start: number): number {
  const { length } = text;
  let at = start + 1;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
    at += code === BACKSLASH && at + 1 < length && !isLineBreak(text.charCodeAt(at + 1)) ? 2 : 1;
  }
  return length;
}

/**
 * The end of a namespace placeholder (`%%%NAMESPACE%%%Level__c`) at `start`, or -1. CumulusCI fills them in
 * before it deploys; until then they are read as blanks.
 */
export function placeholderEnd(text: string, start: number): number {
  if (!text.startsWith('%%%', start)) return -1;
  let at = start + 3;
  while (isIdentifierPart(text.charCodeAt(at))) at++;
  return at > start + 3 && text.startsWith('%%%', at) ? at + 3 : -1;
}

/** A copy that does not keep the text it was cut from alive, as slices do. */
export function detached(slice: string): string {
  // Engines copy short slices anyway.
  return slice.length < 13 ? slice : ` ${slice}`.slice(1);
}

/** Most places of a name are in one file; what is typed goes through many beginnings of names. */
const mostNames = 1_000;
let names = new Map<string, string>();

/** A name cut from a text, one object wherever it stands: the code of a project has many places and few names. */
export function nameFrom(slice: string): string {
  const known = names.get(slice);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names = new Map();
  const name = detached(slice);
  names.set(name, name);
  return name;
}

/** The same items without the room that engines leave for sixteen more when they are pushed one by one. */
export function fitted<T>(items: readonly T[]): T[] {
  return items.slice();
}
