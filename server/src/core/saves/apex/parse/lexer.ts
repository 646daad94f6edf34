import type { Comment } from '../syntax.ts';
import {
  blockCommentEnd,
  isDigit,
  isIdentifierPart,
  isWideSpace,
  lineEnd,
  multilineStringEnd,
  opensMultilineString,
  placeholderEnd,
  stringEnd,
} from './characters.ts';
import { punctuationAt } from './punctuation.ts';
import { Kind, kindOfName } from './tokens.ts';

/**
 * Cuts a text into tokens, as far as somebody asks for them: token `i` is at `kinds[i]`, `starts[i]`,
 * `ends[i]` once `fill(i)` has been called. The text ends in any number of `End` tokens.
 */
export class Lexer {
  readonly text: string;
  readonly comments: Comment[] = [];
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count = 0;
  #position = 0;
  #unclosedMultiline = false;
  #furthest = 0;

  constructor(text: string) {
    this.text = text;
    const capacity = Math.min(Math.max(text.length >> 2, 32), 4096);
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  /** Reads on until there is a token `index`; gives its kind. */
  fill(index: number): Kind {
    while (this.count <= index) this.#next();
    return this.kinds[index]!;
  }

  /** Up to where the text was looked at. */
  get furthest(): number {
    return Math.max(this.#furthest, this.count > 0 ? this.ends[this.count - 1]! : 0);
  }

  /** Notes that somebody else has looked at the text up to there. */
  lookedAt(position: number): void {
    this.#furthest = Math.max(this.furthest, position);
  }

  /** Takes what stands between the offsets as token `index`, without reading it, and reads on behind it. */
  stepOver(index: number, start: number, end: number): void {
    this.resume(index, start);
    this.#push(Kind.BraceClose, start, end);
  }

  /** Forgets the tokens and comments from `position` on, and reads on from there as token `index`. */
  resume(index: number, position: number): void {
    this.#furthest = this.furthest;
    this.count = index;
    this.#position = position;
    while (this.comments.length > 0 && this.comments.at(-1)!.start >= position) this.comments.pop();
  }

  /** Reads on from `position`; the last token ends there. */
  resumeAt(position: number): void {
    this.#position = position;
  }

  #push(kind: Kind, start: number, end: number): void {
    const index = this.count++;
    if (index >= this.kinds.length) this.#grow();
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.#position = end;
  }

  #grow(): void {
    const capacity = this.kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
  }

  #next(): void {
    const { text } = this;
    const { length } = text;
    let at = this.#position;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === 32 || (code >= 9 && code <= 13)) {
        at++;
        continue;
      }
      if (code === 47) {
        const next = text.charCodeAt(at + 1);
        if (next === 47) {
          const end = lineEnd(text, at);
          this.comments.push({ kind: 'line', start: at, end });
          at = end;
          continue;
        }
        if (next === 42) {
          const end = blockCommentEnd(text, at);
          this.comments.push({ kind: 'block', start: at, end });
          at = end;
          continue;
        }
      }
      const placeholder = code === 37 ? placeholderEnd(text, at) : -1;
      if (placeholder >= 0) {
        at = placeholder;
        continue;
      }
      if (code >= 128 && isWideSpace(code)) {
        at++;
        continue;
      }
      this.#token(code, at);
      return;
    }
    this.#push(Kind.End, length, length);
  }

  #token(code: number, start: number): void {
    if (isDigit(code)) this.#number(start);
    else if (isIdentifierPart(code)) this.#name(start);
    else if (code === 39) this.#string(start);
    else if (code === 46 && isDigit(this.text.charCodeAt(start + 1))) this.#fraction(start);
    else this.#punctuation(start);
  }

  #name(start: number): void {
    const { text } = this;
    let end = start + 1;
    while (end < text.length && isIdentifierPart(text.charCodeAt(end))) end++;
    this.#push(kindOfName(text, start, end), start, end);
  }

  #number(start: number): void {
    const { text } = this;
    let kind: Kind = Kind.Integer;
    let end = start;
    while (isDigit(text.charCodeAt(end))) end++;
    if (text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))) {
      kind = Kind.Decimal;
      end++;
      while (isDigit(text.charCodeAt(end))) end++;
    }
    const suffix = text.charCodeAt(end) | 32;
    if (suffix === 108 && kind === Kind.Integer) {
      kind = Kind.Long;
      end++;
    } else if (suffix === 100) {
      kind = Kind.Decimal;
      end++;
    }
    this.#push(kind, start, end);
  }

  #string(start: number): void {
    const { text } = this;
    if (!this.#unclosedMultiline && opensMultilineString(text, start)) {
      const end = multilineStringEnd(text, start);
      if (end >= 0) {
        this.#push(Kind.MultilineString, start, end);
        return;
      }
      this.#unclosedMultiline = true;
    }
    this.#push(Kind.String, start, stringEnd(text, start));
  }

  #punctuation(start: number): void {
    const found = punctuationAt(this.text, start);
    this.#push(found >> 2, start, start + (found & 3));
  }

  /** `.5`, but not the `.5` of `a.5`, which is a dot gone astray. */
  #fraction(start: number): void {
    const { text } = this;
    if (start > 0 && isIdentifierPart(text.charCodeAt(start - 1))) {
      this.#push(Kind.Dot, start, start + 1);
      return;
    }
    let end = start + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    if ((text.charCodeAt(end) | 32) === 100) end++;
    this.#push(Kind.Decimal, start, end);
  }
}
