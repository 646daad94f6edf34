import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../tree.ts';
import { unescaped } from '../shared/escapes.ts';
import type { Lowering } from '../shared/lowering.ts';
import { inside } from '../shared/nodes.ts';
import { expressionOr } from './expressions.ts';

/** Strings and symbols, which are the same as keys and names of objects. */
export function stringValue(node: Node, at: Lowering): Expression {
  if (node.type === 'simple_symbol') return at.string(node, at.textOf(node).replace(/^:/, ''));
  if (node.type === 'hash_key_symbol') return at.string(node, at.textOf(node));
  const parts: (string | Expression)[] = [];
  collect(node, parts, at);
  return { kind: 'text', parts, ...at.place(node) };
}

function collect(node: Node, parts: (string | Expression)[], at: Lowering): void {
  const isPlain = node.children[0]?.type === "'";
  for (const child of node.namedChildren) {
    if (child.type === 'interpolation') parts.push(expressionOr(inside(child)[0], child, at));
    else if (child.type === 'string') collect(child, parts, at);
    else {
      const written = at.textOf(child);
      const text = child.type === 'escape_sequence' && !isPlain ? unescaped(written) : written;
      const last = parts.at(-1);
      if (typeof last === 'string') parts[parts.length - 1] = last + text;
      else if (text !== '') parts.push(text);
    }
  }
}
