import type { LiteralExpression } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { Kind } from './tokens.ts';

export function parseLiteral(cursor: Cursor): LiteralExpression {
  const { kind, start, end } = cursor;
  cursor.advance();
  switch (kind) {
    case Kind.String:
      return literal('string', stringValue(cursor, start, end), start, end);
    case Kind.MultilineString:
      return literal('string', multilineValue(cursor.text.slice(start, end)), start, end);
    case Kind.Integer:
      return literal('integer', Number(cursor.text.slice(start, end)), start, end);
    case Kind.Long:
      return literal('long', Number.parseFloat(cursor.text.slice(start, end)), start, end);
    case Kind.Decimal:
      return literal('decimal', Number.parseFloat(cursor.text.slice(start, end)), start, end);
    case Kind.True:
      return literal('boolean', true, start, end);
    case Kind.False:
      return literal('boolean', false, start, end);
    default:
      return literal('null', null, start, end);
  }
}

function literal(
  type: LiteralExpression['type'],
  value: LiteralExpression['value'],
  start: number,
  end: number,
): LiteralExpression {
  return { kind: 'literal', value, type, start, end };
}

function stringValue(cursor: Cursor, start: number, end: number): string {
  const { text } = cursor;
  const isClosed = end - start > 1 && text.charCodeAt(end - 1) === 39 && !endsEscaped(text, start, end - 1);
  if (!isClosed) cursor.error('unclosed string', { start, end });
  const raw = text.slice(start + 1, isClosed ? end - 1 : end);
  return raw.includes('\\') ? unescaped(raw) : raw;
}

function endsEscaped(text: string, start: number, quote: number): boolean {
  let at = quote - 1;
  while (at > start && text.charCodeAt(at) === 92) at--;
  return (quote - 1 - at) % 2 === 1;
}

/** The lines between the marks, without the line break after the opening one. */
function multilineValue(raw: string): string {
  const inner = raw.slice(3, -3).replace(/^[ \t]*(\r\n|\r|\n)/, '');
  return inner.includes('\\') ? unescaped(inner) : inner;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function unescaped(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
