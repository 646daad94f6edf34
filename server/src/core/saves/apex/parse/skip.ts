import type { Comment } from '../syntax.ts';
import {
  blockCommentEnd,
  isIdentifierPart,
  isLineBreak,
  lineEnd,
  multilineStringEnd,
  opensMultilineString,
  stringEnd,
} from './characters.ts';
import { isMemberModifier, kindOfName } from './tokens.ts';

const PLAIN = 0;
const OPEN = 1;
const CLOSE = 2;
const QUOTE = 3;
const SLASH = 4;
const LINE = 5;

const CLASS_OF = new Uint8Array(128);
CLASS_OF[123] = OPEN;
CLASS_OF[125] = CLOSE;
CLASS_OF[39] = QUOTE;
CLASS_OF[47] = SLASH;
CLASS_OF[10] = LINE;
CLASS_OF[13] = LINE;

export interface SkippedBody {
  /** After the closing brace, or where an unclosed body was given up. */
  readonly end: number;
  readonly closed: boolean;
}

/**
 * Finds the end of a body by its braces, without reading its tokens; `from` is after the opening brace. A
 * line that begins like a member ends a body whose closing brace is missing.
 */
export function skipBody(text: string, from: number, comments: Comment[]): SkippedBody {
  const { length } = text;
  let depth = 1;
  let multilineAllowed = true;
  let at = from;
  while (at < length) {
    const code = text.charCodeAt(at);
    const what = code < 128 ? CLASS_OF[code]! : PLAIN;
    switch (what) {
      case PLAIN:
        at++;
        break;
      case OPEN:
        depth++;
        at++;
        break;
      case CLOSE:
        depth--;
        at++;
        if (depth === 0) return { end: at, closed: true };
        break;
      case QUOTE: {
        let end = -1;
        if (multilineAllowed && opensMultilineString(text, at)) {
          end = multilineStringEnd(text, at);
          multilineAllowed = end >= 0;
        }
        at = end >= 0 ? end : stringEnd(text, at);
        break;
      }
      case SLASH: {
        const next = text.charCodeAt(at + 1);
        if (next === 47) {
          const end = lineEnd(text, at);
          comments.push({ kind: 'line', start: at, end });
          at = end;
        } else if (next === 42) {
          const end = blockCommentEnd(text, at);
          comments.push({ kind: 'block', start: at, end });
          at = end;
        } else {
          at++;
        }
        break;
      }
      default: {
        const lineStart = skipBlanks(text, at + 1);
        if (beginsMember(text, lineStart)) return { end: trimmedEnd(text, from, at), closed: false };
        at = lineStart;
      }
    }
  }
  return { end: length, closed: false };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
}

function trimmedEnd(text: string, from: number, until: number): number {
  let end = until;
  while (end > from && (isLineBreak(text.charCodeAt(end - 1)) || text.charCodeAt(end - 1) === 32)) end--;
  return end;
}

/** `public void …`, `@IsTest static …`: a modifier that no statement begins with, and a name after it. */
export function beginsMember(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first === 64) return beginsMember(text, afterAnnotation(text, at));
  // Lower and upper case a, g, o, p, s, t, v, w: the first letters of the modifiers.
  if (!isModifierLetter(first | 32)) return false;
  const end = nameEnd(text, at);
  if (!isMemberModifier(kindOfName(text, at, end))) return false;
  const next = skipBlanks(text, end);
  return next > end && isIdentifierPart(text.charCodeAt(next));
}

function isModifierLetter(letter: number): boolean {
  switch (letter) {
    case 97:
    case 103:
    case 111:
    case 112:
    case 115:
    case 116:
    case 118:
    case 119:
      return true;
    default:
      return false;
  }
}

function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isIdentifierPart(text.charCodeAt(at))) at++;
  return at;
}

/** After `@Name(…)` and the blanks and line breaks behind it; annotations often have a line of their own. */
function afterAnnotation(text: string, start: number): number {
  let at = skipBlanks(text, nameEnd(text, start + 1));
  if (text.charCodeAt(at) === 40) {
    const end = lineEnd(text, at);
    const close = text.lastIndexOf(')', end);
    if (close > at) at = close + 1;
  }
  at = skipBlanks(text, at);
  while (isLineBreak(text.charCodeAt(at))) at = skipBlanks(text, at + 1);
  return at;
}
