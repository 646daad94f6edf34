import type { Span } from '../../../text.ts';
import type { BrokenExpression, Identifier, SyntaxError as Mistake } from '../syntax.ts';
import { isLineBreak, nameFrom } from './characters.ts';
import { Lexer } from './lexer.ts';
import { isNameLike, Kind } from './tokens.ts';

/** Beyond this nesting code is kept as broken: the parser recurses, and the stack is finite. */
const DEEPEST = 300;

/** More errors help nobody, and a file that is not Apex at all would make one per token. */
const MOST_ERRORS = 100;

/** A place in the tokens of a text, and the errors found on the way. */
export class Cursor {
  readonly text: string;
  readonly lexer: Lexer;
  readonly errors: Mistake[] = [];
  index = 0;
  depth = 0;
  /** Inside of `[SELECT …]`, where words such as `AND` end an expression. */
  inQuery = false;

  constructor(text: string) {
    this.text = text;
    this.lexer = new Lexer(text);
  }

  get kind(): Kind {
    return this.kindAt(this.index);
  }

  peek(ahead: number): Kind {
    return this.kindAt(this.index + ahead);
  }

  kindAt(index: number): Kind {
    return index < this.lexer.count ? this.lexer.kinds[index]! : this.lexer.fill(index);
  }

  get start(): number {
    return this.startAt(this.index);
  }

  get end(): number {
    return this.endAt(this.index);
  }

  startAt(index: number): number {
    if (index >= this.lexer.count) this.lexer.fill(index);
    return this.lexer.starts[index]!;
  }

  endAt(index: number): number {
    if (index >= this.lexer.count) this.lexer.fill(index);
    return this.lexer.ends[index]!;
  }

  /** Where the last token that was read ends; 0 at the beginning. */
  get previousEnd(): number {
    return this.index === 0 ? 0 : this.lexer.ends[this.index - 1]!;
  }

  /** The end of a node that began at `start`, which is never before it. */
  endFrom(start: number): number {
    return Math.max(start, this.previousEnd);
  }

  advance(): void {
    if (this.kind !== Kind.End) this.index++;
  }

  at(kind: Kind): boolean {
    return this.kind === kind;
  }

  eat(kind: Kind): boolean {
    if (this.kind !== kind) return false;
    this.index++;
    return true;
  }

  expect(kind: Kind, what: string): boolean {
    if (this.eat(kind)) return true;
    this.missing(what);
    return false;
  }

  /** The text of the token at `index`. */
  spelled(index: number = this.index): string {
    return this.text.slice(this.startAt(index), this.endAt(index));
  }

  /** Whether the token at `index` is this word, in any case; `word` is in lower case. */
  isWord(word: string, index: number = this.index): boolean {
    if (!isNameLike(this.kindAt(index))) return false;
    const start = this.startAt(index);
    if (this.endAt(index) - start !== word.length) return false;
    for (let i = 0; i < word.length; i++) {
      if ((this.text.charCodeAt(start + i) | 32) !== word.charCodeAt(i)) return false;
    }
    return true;
  }

  identifier(): Identifier {
    const { index } = this;
    this.index++;
    return { name: nameFrom(this.spelled(index)), start: this.startAt(index), end: this.endAt(index) };
  }

  /** An identifier, or an empty one where none stands. */
  identifierOrMissing(what: string): Identifier {
    if (isNameLike(this.kind)) return this.identifier();
    this.missing(what);
    const at = this.previousEnd;
    return { name: '', start: at, end: at };
  }

  /** Whether nothing but blanks stands before the token on its line. */
  startsLine(index: number = this.index): boolean {
    const { text } = this;
    let at = this.startAt(index) - 1;
    while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
    return at < 0 || isLineBreak(text.charCodeAt(at));
  }

  /** Whether the tokens at `index` and `index + 1` touch. */
  touchesNext(index: number): boolean {
    return this.endAt(index) === this.startAt(index + 1);
  }

  missing(what: string): void {
    const start = this.previousEnd;
    this.error(`${what} expected`, { start, end: start });
  }

  error(message: string, { start, end }: Span): void {
    if (!this.isFullOfErrors) this.errors.push({ message, start, end });
  }

  /** Adds an error as the object that it is. */
  addError(error: Mistake): void {
    if (!this.isFullOfErrors) this.errors.push(error);
  }

  get isFullOfErrors(): boolean {
    return this.errors.length >= MOST_ERRORS;
  }

  /** Reads something that may contain itself; null where it is nested too deeply. */
  nested<T>(read: () => T): T | null {
    if (this.depth >= DEEPEST) {
      this.error('nested too deeply', { start: this.start, end: this.end });
      return null;
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  /** The empty expression that stands for a missing one. */
  noExpression(): BrokenExpression {
    const at = this.previousEnd;
    return { kind: 'broken', parts: [], start: at, end: at };
  }

  /** Steps over a statement's rest: to `;` or an unmatched closing bracket, or over a block. */
  skipToStatementEnd(): void {
    let open = 0;
    for (;;) {
      const { kind } = this;
      if (kind === Kind.End) return;
      if (open === 0 && (kind === Kind.Semicolon || isClosing(kind))) return;
      if (isOpening(kind)) open++;
      else if (isClosing(kind)) open--;
      this.index++;
      if (open === 0 && kind === Kind.BraceClose) return;
    }
  }
}

export function isOpening(kind: Kind): boolean {
  return kind === Kind.BraceOpen || kind === Kind.ParenOpen || kind === Kind.BracketOpen;
}

export function isClosing(kind: Kind): boolean {
  return kind === Kind.BraceClose || kind === Kind.ParenClose || kind === Kind.BracketClose;
}
