import type { Node } from 'web-tree-sitter';
import type { Expression, ListExpression, RecordEntry, RecordExpression } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { argumentsOf, typeExpression } from './calls.ts';
import { expression, subscript } from './expressions.ts';
import { plain } from './names.ts';

/** `new X(…) { … }` and `new(…) { … }`. A collection of plain items is a list. */
export function creation(node: Node, at: Lowering): Expression {
  const type = field(node, 'type');
  const args = argumentsOf(field(node, 'arguments') ?? childOfType(node, 'argument_list'), at);
  const braces = field(node, 'initializer') ?? childOfType(node, 'initializer_expression');
  const initializer = braces && initializerValue(braces, node, at);
  if (initializer?.kind === 'list') return initializer;
  const nameAt = type ?? { startIndex: node.startIndex, endIndex: node.startIndex + 3 };
  const named = type?.type === 'generic_name' ? (type.namedChildren[0] ?? type) : nameAt;
  // The type of `new(…)` stands elsewhere.
  const callee = type ? typeExpression(type, at) : at.other(nameAt);
  const made = at.call(node, callee, args, named, true);
  return { ...made, initializer };
}

/** `HttpClient client = new(…)`: the type stands before the name. */
export function ofType(type: Node | null, value: Expression, at: Lowering): Expression {
  if (!type || value.kind !== 'call' || !value.isNew || value.callee.kind !== 'other') return value;
  const callee = typeExpression(type, at);
  return callee.kind === 'other' ? value : { ...value, callee };
}

/** What stands in braces behind `new X` or `=`; null where that is nothing. */
export function initializerValue(
  braces: Node,
  whole: Node,
  at: Lowering,
): RecordExpression | ListExpression | null {
  const items = inside(braces);
  if (items.length === 0) return null;
  if (items.every((item) => item.type === 'assignment_expression' || isPair(item))) {
    return { kind: 'record', entries: items.map((item) => entry(item, at)), ...at.place(braces) };
  }
  return { kind: 'list', items: items.map((item) => expression(item, at)), ...at.place(whole) };
}

function isPair(item: Node): boolean {
  return item.type === 'initializer_expression' && inside(item).length === 2;
}

/** `Name = x`, `["name"] = x`, `{ "name", x }`. */
function entry(item: Node, at: Lowering): RecordEntry {
  if (item.type === 'initializer_expression') {
    const [key, value] = inside(item) as [Node, Node];
    return { key: expression(key, at), value: expression(value, at), ...at.place(item) };
  }
  const left = field(item, 'left');
  const right = field(item, 'right');
  return {
    key: left && keyOf(left, at),
    value: right ? expression(right, at) : at.other(item),
    ...at.place(item),
  };
}

function keyOf(left: Node, at: Lowering): Expression {
  if (left.type === 'identifier') return at.string(left, plain(at.textOf(left)));
  if (left.type === 'element_binding_expression') return subscript(left, at);
  return expression(left, at);
}

/** `new { a = 1, b, c.D }`: the last two are named by what they are. */
export function anonymousObject(node: Node, at: Lowering): RecordExpression {
  const parts = node.children.filter(
    ({ type, isNamed }) => (isNamed && type !== 'comment') || /^[=,]$/.test(type),
  );
  const entries: RecordEntry[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    if (!part.isNamed) continue;
    const value = parts[index + 1]?.type === '=' ? parts[index + 2] : undefined;
    if (value) {
      const place = at.place({ startIndex: part.startIndex, endIndex: value.endIndex });
      entries.push({ key: at.string(part, plain(at.textOf(part))), value: expression(value, at), ...place });
      index += 2;
    } else {
      const name = field(part, 'name') ?? part;
      const key = at.string(part, plain(at.textOf(name)));
      entries.push({ key, value: expression(part, at), ...at.place(part) });
    }
  }
  return { kind: 'record', entries, ...at.place(node) };
}

/** `person with { Age = 1 }`. */
export function withChanges(node: Node, at: Lowering): Expression {
  const [original, ...changes] = inside(node);
  if (!original) return at.other(node);
  const entries = changes.flatMap((change): RecordEntry[] => {
    const [name, value] = inside(change);
    return name && value
      ? [{ key: at.string(name, plain(at.textOf(name))), value: expression(value, at), ...at.place(change) }]
      : [];
  });
  const spread: RecordEntry = { key: null, value: expression(original, at), ...at.place(original) };
  return { kind: 'record', entries: [spread, ...entries], ...at.place(node) };
}

/** `new X[] { a, b }`; an array with a size only has no items yet. */
export function arrayCreation(node: Node, at: Lowering): ListExpression {
  const braces = childOfType(node, 'initializer_expression');
  const items = braces ? inside(braces).map((item) => expression(item, at)) : [];
  return { kind: 'list', items, ...at.place(node) };
}

/** `[a, b, ..rest]`. */
export function collection(node: Node, at: Lowering): ListExpression {
  const items = inside(node).flatMap((element): Expression[] => {
    const inner = element.type === 'collection_element' ? inside(element)[0] : element;
    const value = inner && (inner.type.endsWith('_element') ? inside(inner)[0] : inner);
    if (!inner || !value) return [];
    const item = expression(value, at);
    return [inner.type === 'spread_element' ? { kind: 'spread', value: item, ...at.place(inner) } : item];
  });
  return { kind: 'list', items, ...at.place(node) };
}
