import { type Concrete, child, named } from '../concrete.ts';
import { type Context, textOf } from './context.ts';

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
 * A chain of calls and members that the grammar has grouped wrongly, as it is meant; null where it is right.
 * TypeScript's reads `await conn.request<T>(url)` as a call of `await conn.request`, JavaScript's
 * `await (await fetch(url)).json()` as a call of a function named `await`.
 */
export function regrouped(context: Context, node: Concrete): Concrete | null {
  if (isWellGrouped(context, node)) return null;
  const { chain, first } = chainOf(node);
  if (loose.has(first.type)) return loosened(chain, first);
  const link = chain.at(-1);
  const operand = link && awaited(context, first, link);
  if (!operand) return null;
  const { start, end, field } = node;
  const children = [chainOver(operand, chain.slice(0, -1), link)];
  return { type: 'await_expression', field, start, end, children };
}

/** Nearly every chain begins with a name, or with something in parentheses. */
function isWellGrouped(context: Context, node: Concrete): boolean {
  let first = node;
  for (let next = beginning(first); next; next = beginning(first)) first = next;
  if (loose.has(first.type)) return false;
  return first.type !== 'identifier' || first.end - first.start !== 5 || textOf(context, first) !== 'await';
}

/** What follows a word that is no name: arguments are parentheses, an index is a list. */
function awaited(context: Context, word: Concrete, link: Concrete): Concrete | null {
  const passed = child(link, 'arguments');
  if (passed) return passed.type === 'arguments' ? { ...passed, type: 'parenthesized_expression' } : passed;
  const index = child(link, 'index');
  if (!index) return null;
  const start = context.text.indexOf('[', word.end);
  const children = index.type === 'sequence_expression' ? index.children : [index];
  return { type: 'array', field: null, start, end: link.end, children };
}

/** Calls and members behind each other, outermost first, and what they begin with. */
export function chainOf(node: Concrete): { readonly chain: readonly Concrete[]; readonly first: Concrete } {
  const chain: Concrete[] = [];
  let first = node;
  for (let next = beginning(first); next; next = beginning(first)) {
    chain.push(first);
    first = next;
  }
  return { chain, first };
}

/** What a link of a chain stands behind. */
function beginning(link: Concrete): Concrete | null {
  if (!chained.has(link.type)) return null;
  if (link.type === 'non_null_expression') return link.children[0] ?? null;
  return child(link, link.type === 'call_expression' ? 'function' : 'object');
}

/** `(await a)(b)` to `await a(b)`. */
function loosened(chain: readonly Concrete[], first: Concrete): Concrete | null {
  const operand = named(first).at(-1);
  const node = chain[0];
  if (!operand || !node) return null;
  const moved: Concrete = { ...chainOver(operand, chain, first), field: operand.field };
  return {
    ...first,
    field: node.field,
    end: node.end,
    children: first.children.map((part) => (part === operand ? moved : part)),
  };
}

/** The links with another beginning. */
export function chainOver(beginsWith: Concrete, chain: readonly Concrete[], instead: Concrete): Concrete {
  let made = beginsWith;
  let replaced = instead;
  for (const link of [...chain].reverse()) {
    const old = replaced;
    const by: Concrete = { ...made, field: old.field };
    made = { ...link, start: by.start, children: link.children.map((part) => (part === old ? by : part)) };
    replaced = link;
  }
  return made;
}
