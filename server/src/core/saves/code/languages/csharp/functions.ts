import type { Node } from 'web-tree-sitter';
import type { BlockStatement, Expression, FunctionSyntax, ParameterSyntax, Statement } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, hasToken, inside } from '../shared/nodes.ts';
import { argumentsOf } from './calls.ts';
import { expression } from './expressions.ts';
import { modifiersOf, plain, typeArguments, typeName } from './names.ts';
import { block } from './statements.ts';

/** A method, constructor, operator or local function; one that is not worth reading has no body. */
export function method(node: Node, at: Lowering): FunctionSyntax {
  const name = field(node, 'name');
  const { isStatic, isAsync, annotations } = modifiersOf(node, at);
  const body = field(node, 'body');
  return {
    kind: 'function-syntax',
    name: methodName(node, name, isStatic, at),
    nameAt: at.place(name ?? node),
    parameters: parametersOf(field(node, 'parameters'), at),
    body:
      body && at.units.isWorthReading(node.startIndex, node.endIndex)
        ? withBaseCall(node, functionBody(body, at), at)
        : null,
    isAsync,
    isStatic,
    isGetter: false,
    returnType: typeName(field(node, 'returns') ?? field(node, 'type'), at),
    annotations,
    ...at.place(node),
  };
}

function methodName(node: Node, name: Node | null, isStatic: boolean, at: Lowering): string {
  // A static constructor runs once and is called by nobody.
  if (node.type === 'constructor_declaration') return isStatic ? '' : 'constructor';
  if (node.type === 'destructor_declaration') return 'Finalize';
  return name ? plain(at.textOf(name)) : 'operator';
}

/** `: base(x)` and `: this(x)` are the first thing that a constructor does. */
function withBaseCall(node: Node, body: BlockStatement, at: Lowering): BlockStatement {
  const initializer = childOfType(node, 'constructor_initializer');
  const callee = initializer?.children.find(({ type }) => type === 'base' || type === 'this');
  if (!initializer || !callee) return body;
  const list = childOfType(initializer, 'argument_list');
  const call = at.call(initializer, expression(callee, at), argumentsOf(list, at), callee);
  const first: Statement = { kind: 'expression', expression: call, ...at.place(initializer) };
  return { ...body, statements: [first, ...body.statements] };
}

/** `{ … }`, `=> x`, or the body of a lambda. */
export function functionBody(body: Node, at: Lowering): BlockStatement {
  if (body.type === 'block') return block(body, at);
  const inner = body.type === 'arrow_expression_clause' ? inside(body)[0] : body;
  if (!inner) return at.block(body, []);
  const value = expression(inner, at);
  return at.block(body, [{ kind: 'return', value, ...at.place(inner) }]);
}

export function lambda(node: Node, at: Lowering): Expression {
  const body = field(node, 'body');
  return functionExpression(node, body, at);
}

/** `delegate (int x) { … }`. */
export function anonymousMethod(node: Node, at: Lowering): Expression {
  return functionExpression(node, childOfType(node, 'block'), at);
}

function functionExpression(node: Node, body: Node | null, at: Lowering): Expression {
  const definition: FunctionSyntax = {
    ...nameless(node, at),
    parameters: parametersOf(field(node, 'parameters'), at),
    body: body && functionBody(body, at),
    isAsync: modifiersOf(node, at).isAsync,
  };
  return { kind: 'function', definition, ...at.place(node) };
}

/** Parameters of functions, lambdas, and of classes and records that have them in their heads. */
export function parametersOf(list: Node | null, at: Lowering, areFields = false): ParameterSyntax[] {
  if (!list) return [];
  if (list.type === 'implicit_parameter' || list.type === 'identifier') {
    return [parameter(list, list, null, null, at)];
  }
  const parameters = inside(list).flatMap((child): ParameterSyntax[] => {
    if (child.type !== 'parameter') return [];
    const name = field(child, 'name');
    if (!name) return [];
    const otherwise = hasToken(child, '=') ? (inside(child).at(-1) ?? null) : null;
    const read = parameter(child, name, field(child, 'type'), otherwise, at);
    return [{ ...read, isField: areFields }];
  });
  const rest = hasToken(list, 'params') ? list.childrenForFieldName('name').at(-1) : null;
  if (!rest) return parameters;
  const last = parameter(rest, rest, field(list, 'type'), null, at);
  return [...parameters, { ...last, isField: areFields, rest: 'list' }];
}

function parameter(
  node: Node,
  name: Node,
  type: Node | null,
  otherwise: Node | null,
  at: Lowering,
): ParameterSyntax {
  return {
    kind: 'parameter',
    target: at.namePattern(name, plain(at.textOf(name))),
    type: typeName(type, at),
    ...typeArguments(type, at),
    otherwise: otherwise && expression(otherwise, at),
    rest: null,
    isField: false,
    ...at.place(node),
  };
}
