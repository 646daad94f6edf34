import type { Node } from 'web-tree-sitter';
import type { Expression, RecordEntry, RecordExpression } from '../../tree.ts';
import { unescaped } from '../shared/escapes.ts';
import type { Lowering } from '../shared/lowering.ts';
import { inside } from '../shared/nodes.ts';
import { expression } from './expressions.ts';

/** Strings of all four forms, with what is put into them. */
export function stringValue(node: Node, at: Lowering): Expression {
  const body =
    node.namedChildren.find(({ type }) => type === 'heredoc_body' || type === 'nowdoc_body') ?? node;
  const parts: (string | Expression)[] = [];
  const add = (text: string) => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else if (text !== '') parts.push(text);
  };
  const isPlain = node.type === 'string' || node.type === 'nowdoc';
  let end: number | null = null;
  for (const child of body.children) {
    // Line breaks between the lines of a heredoc.
    if (end !== null && child.startIndex > end) {
      add(at.textOf({ startIndex: end, endIndex: child.startIndex }));
    }
    end = child.endIndex;
    const written = at.textOf(child);
    if (child.type === 'string_content' || child.type === 'nowdoc_string') add(written);
    else if (child.type === 'escape_sequence') {
      add(isPlain ? written.replace(/\\([\\'])/g, '$1') : written === '\\$' ? '$' : unescaped(written));
    } else if (child.isNamed) parts.push(inString(child, at));
  }
  return { kind: 'text', parts, ...at.place(node) };
}

/** In a string, the key of `$row[name]` is a text. */
function inString(node: Node, at: Lowering): Expression {
  const [object, key] = node.type === 'subscript_expression' ? inside(node) : [];
  if (object && key?.type === 'name') {
    return {
      kind: 'index',
      object: expression(object, at),
      index: at.string(key, at.textOf(key)),
      ...at.place(node),
    };
  }
  return expression(node, at);
}

/** `['a' => 1, ...$more]` is a record, as is `[]`; without a key in it, an array is a list. */
export function arrayValue(node: Node, at: Lowering): Expression {
  const elements = inside(node).filter(({ type }) => type === 'array_element_initializer');
  const isSpread = (element: Node) => inside(element)[0]?.type === 'variadic_unpacking';
  const isRecord =
    elements.some((element) => inside(element).length > 1) || elements.every((one) => isSpread(one));
  if (!isRecord) {
    const items = elements.map((element) => expression(inside(element)[0] ?? element, at));
    return { kind: 'list', items, ...at.place(node) };
  }
  const entries = elements.flatMap((element, position): RecordEntry[] => {
    const [first, second] = inside(element);
    if (!first) return [];
    if (isSpread(element)) {
      const spread = inside(first)[0];
      return spread ? [{ key: null, value: expression(spread, at), ...at.place(element) }] : [];
    }
    const key = second ? expression(first, at) : at.string(element, String(position));
    return [{ key, value: expression(second ?? first, at), ...at.place(element) }];
  });
  return { kind: 'record', entries, ...at.place(node) } satisfies RecordExpression;
}
