import type { Node } from 'web-tree-sitter';
import type { Expression, FieldSyntax, FunctionSyntax, ParameterSyntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { ofType } from './creation.ts';
import { expression } from './expressions.ts';
import { functionBody, parametersOf } from './functions.ts';
import { modifiersOf, plain, typeName } from './names.ts';

/**
 * A property without code is a field; with code, its `get` is a getter of its name, and `set` is the method
 * `set_Name`, as the compiler calls it. Indexers are `get_Item` and `set_Item`.
 */
export function propertyMembers(
  node: Node,
  at: Lowering,
): { readonly functions: readonly FunctionSyntax[]; readonly fields: readonly FieldSyntax[] } {
  const nameNode = field(node, 'name');
  const name = nameNode ? plain(at.textOf(nameNode)) : 'Item';
  const value = field(node, 'value');
  const list = field(node, 'accessors') ?? childOfType(node, 'accessor_list');
  const accessors = list ? childrenOfType(list, 'accessor_declaration') : [];
  const isIndexer = node.type === 'indexer_declaration';
  const indexes = isIndexer ? indexParameters(node, at) : [];
  const constant = constantValue(node, value, accessors, at);
  if (constant) return { functions: [], fields: [{ ...backing(node, name, null, at), value: constant }] };
  if (value?.type === 'arrow_expression_clause') {
    return { functions: [getter(node, nameNode ?? node, name, value, indexes, at)], fields: [] };
  }
  const withCode = accessors.filter((accessor) => field(accessor, 'body') !== null);
  const functions = withCode.map((accessor) => {
    const kind = at.textOf(field(accessor, 'name') ?? accessor);
    const body = field(accessor, 'body')!;
    if (kind === 'get') return getter(node, nameNode ?? node, name, body, indexes, at);
    return setter(node, accessor, `${kind === 'init' ? 'set' : kind}_${name}`, body, indexes, at);
  });
  const hasField =
    !isIndexer && node.type === 'property_declaration' && !functions.some((one) => one.isGetter);
  return { functions, fields: hasField ? [backing(node, name, value, at)] : [] };
}

/** `static string ObjectName => "Lead"` and `static … { get { return "Lead"; } }` are as good as constants. */
function constantValue(
  node: Node,
  arrow: Node | null,
  accessors: readonly Node[],
  at: Lowering,
): Expression | null {
  const [accessor] = accessors;
  const isRead =
    accessor && accessors.length === 1 && at.textOf(field(accessor, 'name') ?? accessor) === 'get';
  const body = arrow?.type === 'arrow_expression_clause' ? arrow : isRead ? field(accessor, 'body') : null;
  if (!body || node.type !== 'property_declaration' || !modifiersOf(node, at).isStatic) return null;
  const [only, ...more] = inside(body);
  const returned = only?.type === 'return_statement' ? inside(only)[0] : only;
  const isLiteral =
    returned?.type.endsWith('_literal') || returned?.type === 'interpolated_string_expression';
  return returned && isLiteral && more.length === 0 ? expression(returned, at) : null;
}

function backing(node: Node, name: string, value: Node | null, at: Lowering): FieldSyntax {
  const { isStatic } = modifiersOf(node, at);
  const list = field(node, 'accessors');
  const isWritten =
    field(node, 'value')?.type !== 'arrow_expression_clause' &&
    (!list || childrenOfType(list, 'accessor_declaration').length > 1);
  return {
    kind: 'field',
    name,
    type: typeName(field(node, 'type'), at),
    value: value && ofType(field(node, 'type'), expression(value, at), at),
    isStatic,
    isConstant: !isWritten,
    ...at.place(node),
  };
}

function indexParameters(node: Node, at: Lowering): ParameterSyntax[] {
  return parametersOf(field(node, 'parameters'), at);
}

function getter(
  node: Node,
  nameNode: Node,
  name: string,
  body: Node,
  indexes: readonly ParameterSyntax[],
  at: Lowering,
): FunctionSyntax {
  const { isStatic, annotations } = modifiersOf(node, at);
  const isIndexer = node.type === 'indexer_declaration';
  return {
    ...nameless(node, at),
    name: isIndexer ? 'get_Item' : name,
    nameAt: at.place(nameNode),
    parameters: indexes,
    body: at.units.isWorthReading(node.startIndex, node.endIndex) ? functionBody(body, at) : null,
    isStatic,
    isGetter: !isIndexer,
    returnType: typeName(field(node, 'type'), at),
    annotations,
  };
}

/** `set`, `init`, and `add` and `remove` of events. */
function setter(
  node: Node,
  accessor: Node,
  name: string,
  body: Node,
  indexes: readonly ParameterSyntax[],
  at: Lowering,
): FunctionSyntax {
  const value: ParameterSyntax = {
    kind: 'parameter',
    target: at.namePattern(accessor, 'value'),
    type: typeName(field(node, 'type'), at),
    otherwise: null,
    rest: null,
    isField: false,
    ...at.place(accessor),
  };
  return {
    ...nameless(accessor, at),
    name,
    parameters: [...indexes, value],
    body:
      inside(body).length > 0 && at.units.isWorthReading(node.startIndex, node.endIndex)
        ? functionBody(body, at)
        : null,
    isStatic: modifiersOf(node, at).isStatic,
  };
}
