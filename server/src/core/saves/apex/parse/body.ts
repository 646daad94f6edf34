import type { Anchor } from '../../../text.ts';
import type { Block, Body, Expression, SyntaxError as Mistake, Statement } from '../syntax.ts';
import { detached, fitted } from './characters.ts';
import { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseInto } from './statements.ts';
import { Kind } from './tokens.ts';

/** A body that parses its text when somebody asks for the tree. */
export class LazyBody<T extends Block | Expression> implements Body<T> {
  readonly anchor: Anchor;
  text: string;
  readonly #read: (cursor: Cursor) => T;
  #parsed: { readonly tree: T; readonly errors: readonly Mistake[] } | null = null;

  constructor(anchor: Anchor, text: string, read: (cursor: Cursor) => T) {
    this.anchor = anchor;
    this.text = text;
    this.#read = read;
  }

  get tree(): T {
    return this.#parse().tree;
  }

  get errors(): readonly Mistake[] {
    return this.#parse().errors;
  }

  /** Moves the body; `text` equals the old one and keeps the newer version of the file in memory, not the older. */
  move(offset: number, text: string): void {
    this.anchor.offset = offset;
    if (this.#parsed === null) this.text = text;
  }

  /** Lets go of the file's text. */
  detach(): void {
    if (this.#parsed === null) this.text = detached(this.text);
  }

  /** Goes back to holding no text of its own: a piece of the file's, which holds on to no other version of it. */
  attach(fileText: string): void {
    if (this.#parsed !== null) return;
    const { offset } = this.anchor;
    const piece = fileText.slice(offset, offset + this.text.length);
    if (piece === this.text) this.text = piece;
  }

  release(): void {
    this.#parsed = null;
  }

  #parse(): { readonly tree: T; readonly errors: readonly Mistake[] } {
    if (this.#parsed === null) {
      this.text = detached(this.text);
      const cursor = new Cursor(this.text);
      const tree = this.#read(cursor);
      this.#parsed = { tree, errors: cursor.errors };
    }
    return this.#parsed;
  }
}

/** The block of a method; code that lost its opening brace begins without one. */
export function readBlock(cursor: Cursor): Block {
  const statements: Statement[] = [];
  const hasBrace = cursor.eat(Kind.BraceOpen);
  while (!cursor.at(Kind.End)) {
    if (cursor.at(Kind.BraceClose)) {
      const isLast = cursor.peek(1) === Kind.End;
      if (!isLast) cursor.error("unexpected '}'", { start: cursor.start, end: cursor.end });
      cursor.advance();
      if (isLast) return rootBlock(cursor, statements);
    } else {
      parseInto(cursor, statements);
    }
  }
  if (hasBrace) cursor.missing("'}'");
  return rootBlock(cursor, statements);
}

function rootBlock(cursor: Cursor, statements: Statement[]): Block {
  return { kind: 'block', statements: fitted(statements), start: 0, end: cursor.text.length };
}

/** The expression of an initialiser; what stands after it is an error. */
export function readInitializer(cursor: Cursor): Expression {
  const expression = parseExpression(cursor);
  if (cursor.at(Kind.End)) return expression;
  cursor.error('unexpected text', { start: cursor.start, end: cursor.text.length });
  return expression;
}
