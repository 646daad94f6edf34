import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../tree.ts';
import { numberOf, unescaped } from '../shared/escapes.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childrenOfType } from '../shared/nodes.ts';
import { expression } from './expressions.ts';

export function stringLiteral(node: Node, at: Lowering): Expression {
  const written = at.textOf(node).replace(/u8$/i, '');
  return at.string(node, unescaped(written.replace(/^["']|["']$/g, '')));
}

export function verbatimString(node: Node, at: Lowering): Expression {
  const written = at.textOf(node).replace(/u8$/i, '');
  return at.string(node, written.replace(/^@"|"$/g, '').replaceAll('""', '"'));
}

export function rawString(node: Node, at: Lowering): Expression {
  const content = childrenOfType(node, 'raw_string_content')
    .map((part) => at.textOf(part))
    .join('');
  return at.string(node, withoutMargin([content])[0]!);
}

/**
 * The strings of a raw string literal, between which values may stand, without the line breaks at both ends and
 * the indentation of the last line.
 */
function withoutMargin(parts: readonly string[]): readonly string[] {
  const whole = parts.join('');
  if (!/^[ \t]*\r?\n/.test(whole)) return parts;
  const margin = /\n([ \t]*)$/.exec(parts.at(-1) ?? '')?.[1] ?? '';
  return parts.map((part, index) => {
    let inner = part;
    if (index === parts.length - 1) inner = inner.replace(/\r?\n[ \t]*$/, '');
    inner = inner.replaceAll('\n' + margin, '\n');
    return index === 0 ? inner.replace(/^[ \t]*\r?\n/, '') : inner;
  });
}

/** `$"…"`, `$@"…"`, `$"""…"""`, `$$"""…"""`. */
export function interpolatedString(node: Node, at: Lowering): Expression {
  const start = childrenOfType(node, 'interpolation_start')[0];
  const opening = start ? at.textOf(start) : '$';
  const isRaw = childrenOfType(node, 'interpolation_quote').length > 0;
  const isVerbatim = opening.includes('@');
  const parts: (string | Expression)[] = [];
  const add = (text: string) => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else if (text !== '') parts.push(text);
  };
  for (const part of node.namedChildren) {
    if (part.type === 'interpolation') {
      const value = part.namedChildren.find(({ type }) => !/^interpolation_|^comment$/.test(type));
      parts.push(value ? expression(value, at) : at.other(part));
    } else if (part.type === 'escape_sequence') add(unescaped(at.textOf(part)));
    else if (part.type === 'string_content') add(content(at.textOf(part), isRaw, isVerbatim));
  }
  return { kind: 'text', parts: isRaw ? dedented(parts) : parts, ...at.place(node) };
}

function content(written: string, isRaw: boolean, isVerbatim: boolean): string {
  if (isRaw) return written;
  const text = written.replaceAll('{{', '{').replaceAll('}}', '}');
  return isVerbatim ? text.replaceAll('""', '"') : text;
}

function dedented(parts: readonly (string | Expression)[]): (string | Expression)[] {
  const strings = withoutMargin(parts.map((part) => (typeof part === 'string' ? part : '')));
  return parts
    .map((part, index) => (typeof part === 'string' ? strings[index]! : part))
    .filter((part) => part !== '');
}

export function numberLiteral(node: Node, at: Lowering): Expression {
  const value = numberOf(at.textOf(node));
  return value === null ? at.other(node) : { kind: 'number', value, ...at.place(node) };
}
