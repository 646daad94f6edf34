import { RestError } from '../errors.ts';

export type Token =
  | {
      readonly kind: 'name' | 'number' | 'date' | 'punctuation';
      readonly text: string;
      readonly start: number;
    }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly start: number };

const pattern =
  /\s+|(?<date>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?)|(?<number>[+-]?\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w.]*)|(?<string>'(?:[^'\\]|\\.)*')|(?<punctuation><=|>=|!=|<>|[(),=<>])/gy;

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** @throws RestError MALFORMED_QUERY where a character belongs to no token */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  pattern.lastIndex = 0;
  while (at < text.length) {
    const match = pattern.exec(text);
    if (!match)
      throw new RestError(400, 'MALFORMED_QUERY', `unexpected char: '${text.charAt(at)}' (column ${at + 1})`);
    const start = at;
    at = pattern.lastIndex;
    const [kind, token] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (kind === undefined || token === undefined) continue;
    if (kind === 'string') {
      // In a LIKE pattern `\%` and `\_` stay escaped: the comparison reads them.
      const value = token
        .slice(1, -1)
        .replace(/\\(.)/gs, (all, char: string) => (/[%_]/.test(char) ? all : (escapes[char] ?? char)));
      tokens.push({ kind, text: token, value, start });
    } else tokens.push({ kind: kind as 'name', text: token, start });
  }
  return tokens;
}
