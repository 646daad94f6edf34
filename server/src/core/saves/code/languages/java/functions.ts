import type { Node } from 'web-tree-sitter';
import type { Expression, FunctionSyntax, ParameterSyntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { expression } from './expressions.ts';
import { modifiersOf, typeArguments, typeName } from './names.ts';
import { block } from './statements.ts';

/** A method or constructor; one that is not worth reading has no body. */
export function method(node: Node, at: Lowering): FunctionSyntax {
  const name = field(node, 'name');
  const isConstructor = node.type !== 'method_declaration';
  const { isStatic, annotations } = modifiersOf(node, at);
  const body = field(node, 'body');
  return {
    kind: 'function-syntax',
    name: isConstructor ? 'constructor' : name ? at.textOf(name) : '',
    nameAt: at.place(name ?? node),
    parameters: parametersOf(field(node, 'parameters'), at),
    body: body && at.units.isWorthReading(node.startIndex, node.endIndex) ? block(body, at) : null,
    isAsync: false,
    isStatic,
    isGetter: false,
    returnType: typeName(field(node, 'type'), at),
    annotations,
    ...at.place(node),
  };
}

/** `{ … }` and `static { … }` in a class. */
export function initializer(node: Node, at: Lowering): FunctionSyntax {
  const isStatic = node.type === 'static_initializer';
  const body = isStatic ? childOfType(node, 'block') : node;
  return {
    ...nameless(node, at),
    body: body && at.units.isWorthReading(node.startIndex, node.endIndex) ? block(body, at) : null,
    isStatic,
  };
}

export function lambda(node: Node, at: Lowering): Expression {
  const body = field(node, 'body');
  const definition: FunctionSyntax = {
    ...nameless(node, at),
    parameters: parametersOf(field(node, 'parameters'), at),
    body: body && functionBody(body, at),
  };
  return { kind: 'function', definition, ...at.place(node) };
}

function functionBody(body: Node, at: Lowering): FunctionSyntax['body'] {
  if (body.type === 'block') return block(body, at);
  const value = expression(body, at);
  return at.block(body, [{ kind: 'return', value, ...at.place(body) }]);
}

/** Parameters of methods, lambdas and records. */
export function parametersOf(list: Node | null, at: Lowering, areFields = false): ParameterSyntax[] {
  if (!list) return [];
  if (list.type === 'identifier') return [parameter(list, list, null, at)];
  return inside(list).flatMap((child) => {
    if (child.type === 'identifier') return [parameter(child, child, null, at)];
    if (child.type === 'formal_parameter') {
      const name = field(child, 'name');
      return name ? [{ ...parameter(child, name, field(child, 'type'), at), isField: areFields }] : [];
    }
    if (child.type === 'spread_parameter') {
      const declarator = childOfType(child, 'variable_declarator');
      const name = declarator && field(declarator, 'name');
      const type = child.namedChildren.find((part) => /type|identifier/.test(part.type)) ?? null;
      return name ? [{ ...parameter(child, name, type, at), isField: areFields, rest: 'list' }] : [];
    }
    return [];
  });
}

function parameter(node: Node, name: Node, type: Node | null, at: Lowering): ParameterSyntax {
  return {
    kind: 'parameter',
    target: at.namePattern(name),
    type: typeName(type, at),
    ...typeArguments(type, at),
    otherwise: null,
    rest: null,
    isField: false,
    ...at.place(node),
  };
}
