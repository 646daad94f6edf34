import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../tree.ts';
import { numberOf, unescaped } from '../shared/escapes.ts';
import type { Lowering } from '../shared/lowering.ts';

export function stringLiteral(node: Node, at: Lowering): Expression {
  const written = at.textOf(node);
  if (written.startsWith('"""')) return at.string(node, unescaped(textBlock(written)));
  return at.string(node, unescaped(written.replace(/^["']|["']$/g, '')));
}

/** What a text block holds, without the indentation that all of its lines share (JLS 3.10.6). */
function textBlock(written: string): string {
  const lines = written
    .replace(/^"""[^\n]*\n?|"""$/g, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  const last = lines.length - 1;
  const indentations = lines
    .filter((line, index) => index === last || line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indentations);
  return lines.map((line) => line.slice(shared).trimEnd()).join('\n');
}

export function numberLiteral(node: Node, at: Lowering): Expression {
  const value = numberOf(at.textOf(node));
  return value === null ? at.other(node) : { kind: 'number', value, ...at.place(node) };
}
