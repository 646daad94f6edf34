import type { Span } from '../text.ts';

/** `1 AND (2 OR 3)`: items are numbered from 1. */
export type FilterExpression =
  | { readonly kind: 'item'; readonly number: number }
  | { readonly kind: 'not'; readonly operand: FilterExpression }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterExpression[] };

/** A word, number or bracket of a filter, with its place in the text. */
interface Token extends Span {
  readonly text: string;
}

interface FilterProblem {
  /** In the text of the filter. */
  readonly span: Span;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

const deepest = 100;

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/\d+|[A-Za-z]+|[()]|\S/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Reads the boolean filter of a duplicate rule's condition or of a matching rule; null if it cannot be read. */
export function parseBooleanFilter(text: string): FilterExpression | null {
  const reader = new FilterReader(tokensOf(text));
  const expression = reader.or();
  return expression !== null && reader.atEnd() ? expression : null;
}

class FilterReader {
  /** How many tokens were read: where it stops is what cannot stand there. */
  at = 0;
  readonly #tokens: readonly Token[];
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.at === this.#tokens.length;
  }

  or(): FilterExpression | null {
    return this.#chain('or', () => this.#chain('and', () => this.#unary()));
  }

  #chain(kind: 'and' | 'or', operand: () => FilterExpression | null): FilterExpression | null {
    const operands: FilterExpression[] = [];
    do {
      const next = operand();
      if (next === null) return null;
      operands.push(next);
    } while (this.#keyword(kind.toUpperCase()));
    return operands.length === 1 ? operands[0]! : { kind, operands };
  }

  #unary(): FilterExpression | null {
    if (++this.#depth > deepest) return null;
    const expression = this.#primary();
    this.#depth--;
    return expression;
  }

  #primary(): FilterExpression | null {
    if (this.#keyword('NOT')) {
      const operand = this.#unary();
      return operand === null ? null : { kind: 'not', operand };
    }
    if (this.#keyword('(')) {
      const inner = this.or();
      return inner !== null && this.#keyword(')') ? inner : null;
    }
    const token = this.#tokens[this.at];
    if (token === undefined || !/^\d+$/.test(token.text)) return null;
    this.at++;
    return { kind: 'item', number: Number(token.text) };
  }

  #keyword(word: string): boolean {
    if (this.#tokens[this.at]?.text.toUpperCase() !== word) return false;
    this.at++;
    return true;
  }
}

/** What is wrong with a boolean filter over items of these numbers, at its tokens. Empty: nothing. */
export function checkBooleanFilter(text: string, items: readonly number[], noun: string): FilterProblem[] {
  const tokens = tokensOf(text);
  const reader = new FilterReader(tokens);
  if (reader.or() === null || !reader.atEnd()) return [unreadable(text, tokens, reader.at)];
  const numbers = tokens.filter((token) => /^\d+$/.test(token.text));
  const there = new Set(items);
  const named = new Set(numbers.map((token) => Number(token.text)));
  const has = items.length === 1 ? `there is 1 ${noun}` : `there are ${items.length} ${noun}s`;
  const problems: FilterProblem[] = [];
  const told = new Set<number>();
  for (const { start, end, text: written } of numbers) {
    const number = Number(written);
    if (there.has(number) || told.has(number)) continue;
    told.add(number);
    const message = `The booleanFilter names ${noun} ${number}, but ${has}.`;
    problems.push({ span: { start, end }, severity: 'error', message });
  }
  for (const number of there) {
    if (named.has(number)) continue;
    const message = `The booleanFilter leaves out ${noun} ${number}.`;
    problems.push({ span: { start: 0, end: text.length }, severity: 'error', message });
  }
  return problems;
}

function unreadable(text: string, tokens: readonly Token[], at: number): FilterProblem {
  const token = tokens[at] ?? tokens.at(-1);
  const { start, end } = token ?? { start: 0, end: text.length };
  return {
    span: { start, end },
    severity: 'warning',
    message: `The booleanFilter "${text}" cannot be read: ${whyUnreadable(tokens, at)}.`,
  };
}

function whyUnreadable(tokens: readonly Token[], at: number): string {
  const before = tokens[at - 1]?.text;
  const expected =
    before === undefined || /^(?:and|or|not|\()$/i.test(before)
      ? 'the number of an item, NOT or ( is expected'
      : opened(tokens.slice(0, at)) > 0
        ? 'AND, OR or ) is expected'
        : 'AND or OR is expected';
  const after = before === undefined ? 'at its beginning' : `after "${before}"`;
  const found = tokens[at];
  if (found === undefined) return `${expected} ${after}, and it ends there`;
  return `${expected} ${after}, not "${found.text}"`;
}

function opened(tokens: readonly Token[]): number {
  return tokens.reduce((depth, { text }) => depth + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
}

/** Where the operands of the outermost OR stand in the text of a filter that can be read; all of it without OR. */
export function operandsOfOr(text: string): readonly Span[] {
  let tokens = tokensOf(text);
  for (let level = 0; level < deepest && isBracketed(tokens); level++) tokens = tokens.slice(1, -1);
  const operands: Span[] = [];
  let depth = 0;
  let from = 0;
  for (const [index, { text: word }] of tokens.entries()) {
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && word.toUpperCase() === 'OR') {
      operands.push(spanOf(tokens.slice(from, index)));
      from = index + 1;
    }
  }
  return [...operands, spanOf(tokens.slice(from))];
}

/** Whether the first bracket is closed by the last token. */
function isBracketed(tokens: readonly Token[]): boolean {
  if (tokens[0]?.text !== '(') return false;
  let depth = 0;
  const closing = tokens.findIndex(({ text }) => {
    if (text === '(') depth++;
    else if (text === ')') depth--;
    return depth === 0;
  });
  return closing === tokens.length - 1;
}

function spanOf(tokens: readonly Token[]): Span {
  return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
}
