import type { Node } from 'web-tree-sitter';
import type { BlockStatement, Handler, Statement, WithStatement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { expression } from './expressions.ts';
import { typeName } from './names.ts';
import { blockOf } from './statements.ts';

/** `try`; with resources and no handler it is the resources alone. */
export function tryStatement(node: Node, at: Lowering): Statement {
  const resources = field(node, 'resources');
  const body = blockOf(field(node, 'body'), node, at);
  const using = resources && withResources(node, resources, body, at);
  const handlers = childrenOfType(node, 'catch_clause').map((clause) => handler(clause, at));
  const last = childOfType(node, 'finally_clause');
  const lastBlock = last && childOfType(last, 'block');
  if (using && handlers.length === 0 && !last) return using;
  return {
    kind: 'try',
    body: using ? at.block(field(node, 'body') ?? node, [using]) : body,
    handlers,
    otherwise: null,
    finally: lastBlock && blockOf(lastBlock, node, at),
    ...at.place(node),
  };
}

function withResources(node: Node, list: Node, body: BlockStatement, at: Lowering): WithStatement {
  const resources = childrenOfType(list, 'resource').flatMap((resource) => {
    const name = field(resource, 'name');
    const value = field(resource, 'value') ?? inside(resource)[0];
    return value ? [{ target: name && at.namePattern(name), value: expression(value, at) }] : [];
  });
  return { kind: 'with', resources, body, ...at.place(node) };
}

/** `catch (A | b.C e)`. */
function handler(clause: Node, at: Lowering): Handler {
  const parameter = childOfType(clause, 'catch_formal_parameter');
  const types = parameter && childOfType(parameter, 'catch_type');
  const name = parameter && field(parameter, 'name');
  return {
    types: types ? types.namedChildren.flatMap((type) => typeName(type, at) ?? []) : [],
    filter: null,
    variable: name && at.textOf(name),
    body: blockOf(field(clause, 'body'), clause, at),
    ...at.place(clause),
  };
}
