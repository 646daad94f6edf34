import type { TextValue, Value } from '../../values.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import type { Scope } from '../state/scope.ts';
import { plainText, scalar, textOf, unknown } from '../values/build.ts';
import { joined } from './lists.ts';

/** Methods of texts, in all languages. */
export function textMethod(
  { method, passed, syntax }: Called,
  text: TextValue,
  _scope: Scope,
  _interpreter: Interpreter,
): Value | null {
  const { positional, keywords } = passed;
  const [first, second] = positional;
  const plain = plainText(text);
  switch (method) {
    case 'toString':
    case 'ToString':
    case 'valueOf':
    case 'strip':
    case 'trim':
    case 'Trim':
    case 'strip_edges':
    case 'encode':
    case 'decode':
    case 'getBytes':
    case 'normalize':
    case 'rstrip':
    case 'lstrip':
    case 'TrimEnd':
    case 'TrimStart':
      return plain !== null && /strip|trim/i.test(method) && positional.length === 0
        ? textOf([plain.trim()], text.place)
        : stripped(text, method, first ?? null);
    case 'toLowerCase':
    case 'lower':
    case 'ToLower':
    case 'ToLowerInvariant':
      return mapped(text, (part) => part.toLowerCase());
    case 'toUpperCase':
    case 'upper':
    case 'ToUpper':
    case 'ToUpperInvariant':
      return mapped(text, (part) => part.toUpperCase());
    case 'concat':
      return textOf([text, ...positional], syntax);
    case 'join':
      return first ? joined(first, text, syntax) : null;
    case 'format':
    case 'formatted':
      return formatted(text, positional, keywords, syntax);
    case 'replace':
    case 'replaceAll':
    case 'Replace': {
      const [from, to] = [first ? plainText(first) : null, second ? plainText(second) : null];
      if (plain !== null && from !== null && to !== null && from !== '') {
        return textOf([plain.split(from).join(to)], text.place);
      }
      if (from !== null && from !== '' && second) return textOf(replacedIn(text, from, second), text.place);
      // A pattern that takes slashes away, say: what is left is much the same.
      return text.parts.length > 1 || plain === null
        ? text
        : unknown('a text in which something is replaced');
    }
    case 'startsWith':
    case 'startswith':
    case 'StartsWith': {
      const [start] = text.parts;
      const prefix = first ? plainText(first) : null;
      if (prefix === null || typeof start !== 'string') return unknown('a comparison');
      if (start.startsWith(prefix)) return scalar(true, syntax);
      return prefix.startsWith(start) && text.parts.length > 1
        ? unknown('a comparison')
        : scalar(false, syntax);
    }
    case 'endsWith':
    case 'endswith':
    case 'EndsWith': {
      const end = text.parts.at(-1);
      const suffix = first ? plainText(first) : null;
      if (suffix === null || typeof end !== 'string') return unknown('a comparison');
      if (end.endsWith(suffix)) return scalar(true, syntax);
      return suffix.endsWith(end) && text.parts.length > 1 ? unknown('a comparison') : scalar(false, syntax);
    }
    case 'includes':
    case 'contains':
    case 'Contains': {
      const part = first ? plainText(first) : null;
      if (part === null) return unknown('a comparison');
      if (text.parts.some((one) => typeof one === 'string' && one.includes(part)))
        return scalar(true, syntax);
      return plain === null ? unknown('a comparison') : scalar(false, syntax);
    }
    case 'equals':
    case 'equalsIgnoreCase':
    case 'Equals': {
      const other = first ? plainText(first) : null;
      return plain === null || other === null ? unknown('a comparison') : scalar(plain === other, syntax);
    }
    case 'split':
    case 'Split': {
      const separator = first ? plainText(first) : null;
      if (plain === null || separator === null || separator === '') return unknown('a part of a text');
      const items = plain.split(separator).map((piece) => textOf([piece], text.place));
      return { kind: 'list', items, open: false, place: syntax };
    }
    default:
      return null;
  }
}

function stripped(text: TextValue, method: string, what: Value | null): Value {
  const characters = what ? plainText(what) : null;
  const last = text.parts.at(-1);
  if (/^(?:rstrip|TrimEnd)$/.test(method) && characters && typeof last === 'string') {
    let end = last.length;
    while (end > 0 && characters.includes(last[end - 1]!)) end--;
    return textOf([...text.parts.slice(0, -1), last.slice(0, end)], text.place);
  }
  const [start] = text.parts;
  if (/^(?:lstrip|TrimStart)$/.test(method) && characters && typeof start === 'string') {
    let from = 0;
    while (from < start.length && characters.includes(start[from]!)) from++;
    return textOf([start.slice(from), ...text.parts.slice(1)], text.place);
  }
  return text;
}

function mapped(text: TextValue, change: (part: string) => string): Value {
  return textOf(
    text.parts.map((part) => (typeof part === 'string' ? change(part) : part)),
    text.place,
  );
}

function replacedIn(text: TextValue, from: string, to: Value): (string | Value)[] {
  return text.parts.flatMap((part): (string | Value)[] => {
    if (typeof part !== 'string') return [part];
    return part.split(from).flatMap((piece, index) => (index === 0 ? [piece] : [to, piece]));
  });
}

/** Python's `'…{}…{name}'.format(…)`, Java's `'…%s…'.formatted(…)`. */
export function formatted(
  template: TextValue,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  at: Called['syntax'],
): Value {
  let next = 0;
  const missing = unknown('a value that is put into a text');
  const parts = template.parts.flatMap((part): (string | Value)[] => {
    if (typeof part !== 'string') return [part];
    return part.split(/(\{\{|\}\}|\{[^{}]*\}|%(?:\d+\$)?[-+,0 ]*\d*(?:\.\d+)?[sdf])/).map((piece, index) => {
      if (index % 2 === 0) return piece;
      if (piece === '{{' || piece === '}}') return piece[0]!;
      const name = piece.startsWith('{') ? /^[^:!.[]*/.exec(piece.slice(1, -1))![0].trim() : '';
      if (/^\d+$/.test(name)) return positional[Number(name)] ?? missing;
      if (name !== '') return keywords.get(name) ?? missing;
      return positional[next++] ?? missing;
    });
  });
  return textOf(parts, at);
}
