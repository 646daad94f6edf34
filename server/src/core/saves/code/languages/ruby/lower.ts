import type { Node } from 'web-tree-sitter';
import type { Units } from '../../language.ts';
import type { ImportStatement, Statement } from '../../tree.ts';
import { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { statement } from './statements.ts';

export function lowerRuby(root: Node, units: Units): readonly Statement[] {
  return inside(root).flatMap((node) => topLevel(node, units));
}

function topLevel(node: Node, units: Units): readonly Statement[] {
  if (node.type === 'heredoc_body' || node.type === 'empty_statement') return [];
  if (node.type === 'ERROR') return inside(node).flatMap((child) => topLevel(child, units));
  return [
    units.unit<Statement>(node, (anchor, base) => {
      const at = new Lowering(units, anchor, base);
      return required(node, at) ?? at.asOne(node, statement(node, at));
    }),
  ];
}

/** `require 'restforce'`, `require_relative '../client'`. */
function required(node: Node, at: Lowering): ImportStatement | null {
  const name = node.type === 'call' ? field(node, 'method') : null;
  const word = name ? at.textOf(name) : '';
  const list = field(node, 'arguments');
  const path = list && inside(list)[0];
  if ((word !== 'require' && word !== 'require_relative') || path?.type !== 'string') return null;
  const from = at.textOf(path).slice(1, -1);
  return {
    kind: 'import',
    from: word === 'require_relative' && !from.startsWith('.') ? `./${from}` : from,
    names: [{ imported: '*', local: null }],
    ...at.place(node),
  };
}
