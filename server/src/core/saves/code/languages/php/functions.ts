import type { Node } from 'web-tree-sitter';
import type { BlockStatement, Expression, FunctionSyntax, ParameterSyntax, Statement } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { expression } from './expressions.ts';
import { plainName, typeName } from './names.ts';
import { blockOf } from './statements.ts';

/** A function or method, with a body where it is worth reading. */
export function functionOf(node: Node, at: Lowering): FunctionSyntax {
  const nameNode = field(node, 'name');
  const written = nameNode ? at.textOf(nameNode) : '';
  const name = /^__construct$/i.test(written) ? 'constructor' : written;
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  const isRead = body && at.units.isWorthReading(node.startIndex, node.endIndex);
  const block = isRead ? blockOf(body, node, at) : null;
  const promoted = block && list ? promotions(list, at) : [];
  return {
    ...nameless(node, at),
    name,
    nameAt: at.place(nameNode ?? node),
    parameters: parametersOf(list, at),
    body: block && { ...block, statements: [...promoted, ...block.statements] },
    isStatic: childOfType(node, 'static_modifier') !== null,
    returnType: typeName(field(node, 'return_type'), at),
    ...outerOf(body, at),
  };
}

/** `function ($x) use (&$y) { … }`, `fn ($x) => …`. */
export function closure(node: Node, at: Lowering): Expression {
  const body = field(node, 'body');
  const block: BlockStatement =
    node.type === 'arrow_function'
      ? at.block(body ?? node, [
          { kind: 'return', value: body && expression(body, at), ...at.place(body ?? node) },
        ])
      : blockOf(body, node, at);
  const used = childOfType(node, 'anonymous_function_use_clause');
  const outer = used ? inside(used).map((name) => at.textOf(name).replace(/^&\s*/, '')) : [];
  return {
    kind: 'function',
    definition: {
      ...nameless(node, at),
      parameters: parametersOf(field(node, 'parameters'), at),
      body: block,
      outerNames: outer,
    },
    ...at.place(node),
  };
}

/** What `global` takes from outside. */
function outerOf(body: Node | null, at: Lowering): { readonly outerNames?: readonly string[] } {
  const names = (body ? childrenOfType(body, 'global_declaration') : []).flatMap((declaration) =>
    inside(declaration).map((name) => at.textOf(name)),
  );
  return names.length > 0 ? { outerNames: names } : {};
}

function parametersOf(list: Node | null, at: Lowering): ParameterSyntax[] {
  return (list ? inside(list) : []).flatMap((node): ParameterSyntax[] => {
    const name = field(node, 'name');
    if (!name) return [];
    const otherwise = field(node, 'default_value');
    return [
      {
        kind: 'parameter',
        target: at.namePattern(inside(name)[0]?.type === 'variable_name' ? inside(name)[0]! : name),
        type: typeName(field(node, 'type'), at),
        otherwise: otherwise && expression(otherwise, at),
        rest: node.type === 'variadic_parameter' ? 'list' : null,
        isField: false,
        ...at.place(node),
      },
    ];
  });
}

/** `__construct(private Client $client)` sets the property first of all. */
function promotions(list: Node, at: Lowering): Statement[] {
  return childrenOfType(list, 'property_promotion_parameter').flatMap((node): Statement[] => {
    const name = field(node, 'name');
    if (!name) return [];
    const target = at.member(name, at.name(name, 'this'), name, plainName(name, at));
    return [
      {
        kind: 'expression',
        expression: { kind: 'assign', target, operator: '=', value: at.name(name), ...at.place(name) },
        ...at.place(name),
      },
    ];
  });
}
