import type { Node } from 'web-tree-sitter';
import type { Handler, TryStatement, WithStatement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { declarations } from './declarations.ts';
import { expression } from './expressions.ts';
import { plain, typeName } from './names.ts';
import { blockOf } from './statements.ts';

export function tryStatement(node: Node, at: Lowering): TryStatement {
  const last = childOfType(node, 'finally_clause');
  const lastBlock = last && childOfType(last, 'block');
  return {
    kind: 'try',
    body: blockOf(field(node, 'body'), node, at),
    handlers: childrenOfType(node, 'catch_clause').map((clause) => handler(clause, at)),
    otherwise: null,
    finally: lastBlock && blockOf(lastBlock, node, at),
    ...at.place(node),
  };
}

/** `catch (A.B e) when (e.Code == 1)`. */
function handler(clause: Node, at: Lowering): Handler {
  const declaration = childOfType(clause, 'catch_declaration');
  const type = declaration && typeName(field(declaration, 'type'), at);
  const name = declaration && field(declaration, 'name');
  const filter = childOfType(clause, 'catch_filter_clause');
  const condition = filter && inside(filter)[0];
  return {
    types: type ? [type] : [],
    filter: condition ? expression(condition, at) : null,
    variable: name && plain(at.textOf(name)),
    body: blockOf(field(clause, 'body'), clause, at),
    ...at.place(clause),
  };
}

/** `using (var x = …)`, `using (x)`. */
export function usingStatement(node: Node, at: Lowering): WithStatement {
  const body = field(node, 'body');
  const resources = inside(node)
    .filter((child) => child.id !== body?.id)
    .flatMap((child): WithStatement['resources'][number][] => {
      if (child.type !== 'variable_declaration') return [{ target: null, value: expression(child, at) }];
      return declarations(child, true, at).flatMap(({ target, value }) => (value ? [{ target, value }] : []));
    });
  return { kind: 'with', resources, body: blockOf(body, node, at), ...at.place(node) };
}
