import { type FilterExpression, parseBooleanFilter } from '../metadata/booleanFilter.ts';

export type { FilterExpression };

/**
 * The filter over items of these numbers; null or blank text means that all of them must hold. Null where the
 * text cannot be read or names an item that is not there.
 */
export function filterOver(text: string | null, numbers: readonly number[]): FilterExpression | null {
  if (text === null || text.trim() === '') {
    const operands = numbers.map((number) => ({ kind: 'item', number }) as const);
    return operands.length === 1 ? operands[0]! : { kind: 'and', operands };
  }
  const expression = parseBooleanFilter(text);
  return expression && itemsOf(expression).every((number) => numbers.includes(number)) ? expression : null;
}

/** Three-valued: null is "not known". */
export function evaluateFilter(
  expression: FilterExpression,
  item: (number: number) => boolean | null,
): boolean | null {
  switch (expression.kind) {
    case 'item':
      return item(expression.number);
    case 'not': {
      const value = evaluateFilter(expression.operand, item);
      return value === null ? null : !value;
    }
    case 'and':
    case 'or': {
      const decisive = expression.kind === 'or';
      const values = expression.operands.map((operand) => evaluateFilter(operand, item));
      if (values.includes(decisive)) return decisive;
      return values.includes(null) ? null : !decisive;
    }
  }
}

/** The expression in words, each item replaced by its text; operators in small letters, or as given. */
export function renderFilter(
  expression: FilterExpression,
  item: (number: number) => string,
  words: { readonly and: string; readonly or: string; readonly not: string } = {
    and: 'and',
    or: 'or',
    not: 'not',
  },
): string {
  switch (expression.kind) {
    case 'item':
      return item(expression.number);
    case 'not':
      return `${words.not} (${renderFilter(expression.operand, item, words)})`;
    case 'and':
    case 'or':
      return expression.operands
        .map((operand) => {
          const text = renderFilter(operand, item, words);
          return operand.kind === 'and' || operand.kind === 'or' ? `(${text})` : text;
        })
        .join(` ${words[expression.kind]} `);
  }
}

/** The numbers of the items that an expression names. */
export function itemsOf(expression: FilterExpression): readonly number[] {
  switch (expression.kind) {
    case 'item':
      return [expression.number];
    case 'not':
      return itemsOf(expression.operand);
    case 'and':
    case 'or':
      return expression.operands.flatMap(itemsOf);
  }
}
