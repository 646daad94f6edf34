import { type Concrete, child, named } from '../concrete.ts';

const chained: ReadonlySet<string> = new Set([
  'call_expression',
  'member_expression',
  'subscript_expression',
  'non_null_expression',
]);

/** What binds less than a call, and never begins a chain of calls without parentheses. */
const loose: ReadonlySet<string> = new Set([
  'await_expression',
  'unary_expression',
  'binary_expression',
  'yield_expression',
]);

/**
 * TypeScript's grammar reads `await conn.request<T>(url)` as a call of `await conn.request`. Gives what it is,
 * an `await` of the call, for the whole chain of calls; null where the chain is as it should be.
 */
export function regrouped(node: Concrete): Concrete | null {
  const chain: Concrete[] = [];
  let first = node;
  while (chained.has(first.type)) {
    const next: Concrete | null =
      child(first, 'function') ??
      child(first, 'object') ??
      (first.type === 'non_null_expression' ? (first.children[0] ?? null) : null);
    if (!next) return null;
    chain.push(first);
    first = next;
  }
  if (!loose.has(first.type)) return null;
  const operand = named(first).at(-1);
  if (!operand) return null;
  let replaced = first;
  let inner = operand;
  for (const link of chain.reverse()) {
    const old = replaced;
    const by: Concrete = { ...inner, field: old.field };
    inner = { ...link, start: by.start, children: link.children.map((part) => (part === old ? by : part)) };
    replaced = link;
  }
  const moved: Concrete = { ...inner, field: operand.field };
  return {
    ...first,
    field: node.field,
    end: node.end,
    children: first.children.map((part) => (part === operand ? moved : part)),
  };
}
