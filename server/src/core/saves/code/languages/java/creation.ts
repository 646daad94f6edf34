import type { Node } from 'web-tree-sitter';
import type { CallExpression, Expression, ListExpression, RecordEntry } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { argumentsOf, expression } from './expressions.ts';
import { method } from './functions.ts';
import { typeName } from './names.ts';

/** `new X(…)`, with or without a body. */
export function creation(node: Node, at: Lowering): Expression {
  const type = field(node, 'type');
  if (!type) return at.other(node);
  const name = typeName(type, at) ?? at.textOf(type);
  const args = argumentsOf(field(node, 'arguments'), at);
  const made = at.call(node, dotted(type, name, at), args, type, true);
  const body = childOfType(node, 'class_body');
  return body ? withBody(node, made, body, at) : made;
}

/** The name of a class, as members where it is qualified. */
function dotted(node: Node, name: string, at: Lowering): Expression {
  const [first, ...more] = name.split('.');
  return more.reduce<Expression>((object, part) => at.member(node, object, node, part), at.name(node, first));
}

/**
 * An anonymous class. With one method and nothing else it is the function that it stands for (`new Callable<>() {
 * public T call() … }`); with only an initialiser that puts things in, it is the made object with these entries;
 * else its methods are still looked at.
 */
function withBody(node: Node, made: CallExpression, body: Node, at: Lowering): Expression {
  const members = inside(body);
  if (members.length === 0) return made;
  const initializers = childrenOfType(body, 'block');
  if (members.length === initializers.length) {
    const entries = initializers.flatMap((block) => putsIn(block, at));
    if (entries) {
      return { ...made, initializer: { kind: 'record', entries, ...at.place(body) } };
    }
  }
  const functions = childrenOfType(body, 'method_declaration').map(
    (child): Expression => ({ kind: 'function', definition: method(child, at), ...at.place(child) }),
  );
  if (functions.length === 1 && members.length === 1 && made.arguments.length === 0) return functions[0]!;
  const rest = members
    .filter(({ type }) => type !== 'method_declaration')
    .map((child) => expression(child, at));
  return at.other(node, [made, ...functions, ...rest]);
}

/** `{{ put("a", b); }}` of maps, as entries. */
function putsIn(block: Node, at: Lowering): RecordEntry[] {
  return inside(block).flatMap((statement): RecordEntry[] => {
    const call = inside(statement)[0];
    const args = call?.type === 'method_invocation' && field(call, 'arguments');
    const [key, value] = args ? inside(args) : [];
    if (!call) return [];
    return key && value && field(call, 'object') === null
      ? [{ key: expression(key, at), value: expression(value, at), ...at.place(call) }]
      : [{ key: null, value: expression(call, at), ...at.place(call) }];
  });
}

export function arrayCreation(node: Node, at: Lowering): Expression {
  return listOf(node, field(node, 'value'), at);
}

/** `{a, b}`; an array with a size only has no items yet. */
export function listOf(node: Node, initializer: Node | null, at: Lowering): ListExpression {
  const items = initializer ? inside(initializer).map((item) => expression(item, at)) : [];
  return { kind: 'list', items, ...at.place(node) };
}
