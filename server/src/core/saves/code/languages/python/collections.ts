import type { ComprehensionLoop, ListExpression, RecordEntry, RecordExpression } from '../../tree.ts';
import { pattern } from './patterns.ts';
import type { Scope } from './scope.ts';
import { fieldOf, type PythonNode } from './syntax.ts';

/** Lists, tuples, sets, with or without brackets. */
export function list(node: PythonNode, scope: Scope): ListExpression {
  return { kind: 'list', items: scope.expressions(node.children), ...scope.place(node) };
}

export function dictionary(node: PythonNode, scope: Scope): RecordExpression {
  const entries = node.children.map((child) => entry(child, scope));
  return { kind: 'record', entries, ...scope.place(node) };
}

function entry(node: PythonNode, scope: Scope): RecordEntry {
  if (node.type === 'pair') {
    const key = scope.expression(fieldOf(node, 'key'), node);
    return { key, value: scope.expression(fieldOf(node, 'value'), node), ...scope.place(node) };
  }
  const spread = node.type === 'dictionary_splat' ? node.children[0] : node;
  return { key: null, value: scope.expression(spread, node), ...scope.place(node) };
}

/** `[f(x) for x in rows if x]`: the list of `f(x)`, with where `x` comes from. */
export function comprehension(node: PythonNode, scope: Scope): ListExpression {
  const loops = loopsOf(node, scope);
  const item = scope.expression(fieldOf(node, 'body'), node);
  return { kind: 'list', items: [item], loops, ...scope.place(node) };
}

export function dictionaryComprehension(node: PythonNode, scope: Scope): RecordExpression {
  const loops = loopsOf(node, scope);
  const body = fieldOf(node, 'body');
  return { kind: 'record', entries: body ? [entry(body, scope)] : [], loops, ...scope.place(node) };
}

function loopsOf(node: PythonNode, scope: Scope): ComprehensionLoop[] {
  const loops: { item: ComprehensionLoop['item']; over: ComprehensionLoop['over']; tests: PythonNode[] }[] =
    [];
  for (const child of node.children) {
    if (child.type === 'for_in_clause') {
      const over = child.children.filter(({ field }) => field === 'right');
      loops.push({
        item: pattern(fieldOf(child, 'left') ?? child, scope),
        over: scope.expression(over[0], child),
        tests: [],
      });
    } else if (child.type === 'if_clause') {
      loops.at(-1)?.tests.push(...child.children);
    }
  }
  return loops.map(({ item, over, tests }) => ({ item, over, tests: scope.expressions(tests) }));
}
