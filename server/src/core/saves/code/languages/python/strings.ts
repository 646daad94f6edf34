import type { Expression, TextExpression } from '../../tree.ts';
import type { Scope } from './scope.ts';
import { fieldOf, type PythonNode } from './syntax.ts';

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

const escapes = /\\(?:([abfnrtv\\'"\n])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))/g;

/** What is not known as an escape stays as it is written, as in Python; so do names of characters: `\N{DASH}`. */
function unescaped(written: string): string {
  return written.replace(escapes, (whole, letter, short, four, eight, octal) => {
    if (letter !== undefined) return simple[letter as string]!;
    const code =
      octal === undefined ? Number.parseInt(short ?? four ?? eight, 16) : Number.parseInt(octal, 8);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const opening = /^([a-zA-Z]*)("""|'''|"|')/;

/** `'…'`, `b"…"`, `r'''…'''`, `f"…{x!r:>{width}}"`. Format specifications are left out. */
export function string(node: PythonNode, scope: Scope): TextExpression {
  return { kind: 'text', parts: partsOf(node, scope), ...scope.place(node) };
}

/** Strings that stand side by side are one. */
export function concatenatedString(node: PythonNode, scope: Scope): TextExpression {
  const parts: (string | Expression)[] = [];
  for (const child of node.children) {
    if (child.type !== 'string') continue;
    for (const part of partsOf(child, scope)) add(parts, part);
  }
  return { kind: 'text', parts, ...scope.place(node) };
}

function add(parts: (string | Expression)[], part: string | Expression): void {
  const last = parts[parts.length - 1];
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
  else if (part !== '') parts.push(part);
}

function partsOf(node: PythonNode, scope: Scope): (string | Expression)[] {
  const written = scope.textOf(node);
  const [start = '', prefix = '', quote = ''] = opening.exec(written) ?? [];
  const isRaw = /r/i.test(prefix);
  const isFormatted = /[ft]/i.test(prefix);
  // A string that is still being typed has no end.
  const isClosed = written.length >= start.length + quote.length && written.endsWith(quote);
  const end = node.endIndex - (isClosed ? quote.length : 0);
  const literal = (from: number, to: number): string => {
    let text = scope.textOf({ startIndex: from, endIndex: to });
    if (text.includes('\r')) text = text.replaceAll('\r\n', '\n');
    if (isFormatted) text = text.replaceAll('{{', '{').replaceAll('}}', '}');
    return !isRaw && text.includes('\\') ? unescaped(text) : text;
  };
  const parts: (string | Expression)[] = [];
  let at = node.startIndex + start.length;
  for (const child of node.children) {
    if (child.type !== 'interpolation') continue;
    add(parts, literal(at, child.startIndex));
    parts.push(scope.expression(fieldOf(child, 'expression') ?? child.children[0], child));
    at = child.endIndex;
  }
  add(parts, literal(at, Math.max(at, end)));
  return parts;
}
