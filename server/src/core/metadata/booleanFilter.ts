/** `1 AND (2 OR 3)`: items are numbered from 1. */
export type FilterExpression =
  | { readonly kind: 'item'; readonly number: number }
  | { readonly kind: 'not'; readonly operand: FilterExpression }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterExpression[] };

const deepest = 100;

/** Reads the boolean filter of a duplicate rule's condition or of a matching rule; null if it cannot be read. */
export function parseBooleanFilter(text: string): FilterExpression | null {
  const tokens = text.match(/\d+|[A-Za-z]+|[()]|\S/g) ?? [];
  let at = 0;
  let depth = 0;
  const keyword = (word: string): boolean => {
    if (tokens[at]?.toUpperCase() !== word) return false;
    at++;
    return true;
  };

  const chain = (kind: 'and' | 'or', operand: () => FilterExpression | null): FilterExpression | null => {
    const operands: FilterExpression[] = [];
    do {
      const next = operand();
      if (next === null) return null;
      operands.push(next);
    } while (keyword(kind.toUpperCase()));
    return operands.length === 1 ? operands[0]! : { kind, operands };
  };
  const or = (): FilterExpression | null => chain('or', and);
  const and = (): FilterExpression | null => chain('and', unary);
  const unary = (): FilterExpression | null => {
    if (++depth > deepest) return null;
    const expression = primary();
    depth--;
    return expression;
  };
  const primary = (): FilterExpression | null => {
    if (keyword('NOT')) {
      const operand = unary();
      return operand === null ? null : { kind: 'not', operand };
    }
    if (keyword('(')) {
      const inner = or();
      return inner !== null && keyword(')') ? inner : null;
    }
    const token = tokens[at];
    if (token === undefined || !/^\d+$/.test(token)) return null;
    at++;
    return { kind: 'item', number: Number(token) };
  };

  const expression = or();
  return at === tokens.length ? expression : null;
}

/** What is wrong with a boolean filter over items of these numbers. Empty: nothing. */
export function checkBooleanFilter(
  text: string,
  items: readonly number[],
  noun: string,
): { readonly severity: 'error' | 'warning'; readonly message: string }[] {
  if (parseBooleanFilter(text) === null) {
    return [{ severity: 'warning', message: `The booleanFilter "${text}" cannot be read.` }];
  }
  const named = new Set((text.match(/\d+/g) ?? []).map(Number));
  const there = new Set(items);
  const unknown = [...named].filter((number) => !there.has(number));
  const leftOut = [...there].filter((number) => !named.has(number));
  const has = items.length === 1 ? `there is 1 ${noun}` : `there are ${items.length} ${noun}s`;
  return [
    ...unknown.map((number) => `The booleanFilter names ${noun} ${number}, but ${has}.`),
    ...leftOut.map((number) => `The booleanFilter leaves out ${noun} ${number}.`),
  ].map((message) => ({ severity: 'error' as const, message }));
}
