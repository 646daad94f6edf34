import type { Node } from 'web-tree-sitter';
import type { Expression, FieldSyntax, FunctionSyntax, ParameterSyntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field } from '../shared/nodes.ts';
import { parametersOf } from './functions.ts';
import { block } from './statements.ts';

/** What a record has without writing it: the constructor, and a method for each component. */
export function recordMembers(
  node: Node,
  members: { readonly functions: FunctionSyntax[]; readonly fields: FieldSyntax[] },
  at: Lowering,
): void {
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  if (!list) return;
  const written = new Set(members.functions.map(({ name }) => name));
  const compact = body && childOfType(body, 'compact_constructor_declaration');
  members.functions.push(constructorOf(list, compact && field(compact, 'body'), at));
  for (const component of parametersOf(list, at)) {
    const { target } = component;
    if (target.kind === 'name-pattern' && !written.has(target.name)) {
      members.functions.push(accessor(list, component, target.name, at));
    }
  }
}

function constructorOf(list: Node, body: Node | null, at: Lowering): FunctionSyntax {
  const whole = {
    startIndex: list.startIndex,
    endIndex: (body ?? list).endIndex,
    type: 'record_constructor',
  };
  return at.unit(whole, (inner) => ({
    ...nameless(whole, inner),
    name: 'constructor',
    parameters: parametersOf(list, inner, true),
    body: body ? block(body, inner) : inner.block(list, []),
  }));
}

/** `name()` of the component `name`. */
function accessor(list: Node, component: ParameterSyntax, name: string, at: Lowering): FunctionSyntax {
  const { anchor, start, end } = component;
  const place = { anchor, start, end };
  const object: Expression = { kind: 'name', name: 'this', ...place };
  const value: Expression = { kind: 'member', object, name, nameAt: place, ...place };
  return {
    ...nameless(list, at),
    name,
    nameAt: place,
    body: { kind: 'block', statements: [{ kind: 'return', value, ...place }], ...place },
    returnType: component.type,
  };
}
