import { malformed } from './problems.ts';

export interface Token {
  readonly kind: 'name' | 'number' | 'date' | 'punctuation' | 'string';
  /** As it stands in the query; of a string, what stands between its quotes. */
  readonly text: string;
  readonly start: number;
}

const pattern =
  /\s+|(?<date>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)|(?<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)|(?<name>[A-Za-z_][\w.]*)|(?<string>'(?:[^'\\]|\\.)*')|(?<punctuation><=|>=|!=|<>|[(),=<>:])/gsy;

/** Of a query, in characters. */
const longest = 100_000;

/** @throws RestError MALFORMED_QUERY where a character belongs to no token */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > longest) throw malformed(`SOQL statements cannot be longer than ${longest} characters.`);
  const tokens: Token[] = [];
  let at = 0;
  pattern.lastIndex = 0;
  while (at < text.length) {
    const match = pattern.exec(text);
    if (!match) throw malformed(strange(text, at));
    const start = at;
    at = pattern.lastIndex;
    const { date, number, name, string, punctuation } = match.groups!;
    if (name !== undefined) tokens.push({ kind: 'name', text: name, start });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation, start });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string.slice(1, -1), start });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, start });
    else if (date !== undefined) tokens.push({ kind: 'date', text: date, start });
  }
  return tokens;
}

function strange(text: string, at: number): string {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  const place = `line ${before.length}:${before.at(-1)!.length}`;
  const char = text.charAt(at);
  if (char === "'") return `${place} mismatched character '<EOF>' expecting '''`;
  return `${place} no viable alternative at character '${char}'`;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
  _: '_',
  '%': '%',
};

/**
 * The value of a string, by what stands between its quotes.
 * @throws RestError MALFORMED_QUERY for an escape that is none
 */
export function stringValue(inner: string): string {
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (all, code: string | undefined, char: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const value = escapes[char];
    if (value === undefined) {
      throw malformed(
        `Invalid string literal '${inner}'. Illegal character sequence '${all}' in string literal.`,
      );
    }
    return value;
  });
}
