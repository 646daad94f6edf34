import type { FilterExpression } from '../../outcome/filters.ts';

/** One AND of items of an equation after the OR is on top. */
export interface Conjunction {
  /** Item numbers that must match, each once, in ascending order. */
  readonly items: readonly number[];
  /** Item numbers that must not. */
  readonly without: readonly number[];
  /** Which operand of the written OR it comes from, from 0; of an equation without OR on top always 0. */
  readonly operand: number;
}

const mostSegments = 1000;

/**
 * The equation in the standardised format that Salesforce makes match keys from: OR on top, AND below
 * (help.salesforce.com, matching_rules_match_key_process). In the order of the text, without repetitions and
 * contradictions. Null where there would be more than 1,000.
 */
export function segmentsOf(expression: FilterExpression): readonly Conjunction[] | null {
  const operands = expression.kind === 'or' ? expression.operands : [expression];
  const segments: Conjunction[] = [];
  const seen = new Set<string>();
  for (const [operand, part] of operands.entries()) {
    const terms = distribute(part, false);
    if (terms === null || segments.length + terms.length > mostSegments) return null;
    for (const term of terms) {
      const name = [...term].sort((a, b) => a - b).join(' ');
      if (seen.has(name) || [...term].some((number) => term.has(-number))) continue;
      seen.add(name);
      const numbers = [...term].sort((a, b) => Math.abs(a) - Math.abs(b));
      segments.push({
        items: numbers.filter((number) => number > 0),
        without: numbers.filter((number) => number < 0).map((number) => -number),
        operand,
      });
    }
  }
  return segments;
}

/** A number is an item that must match, its negative one that must not. */
type Term = ReadonlySet<number>;

function distribute(expression: FilterExpression, negated: boolean): readonly Term[] | null {
  switch (expression.kind) {
    case 'item':
      return [new Set([negated ? -expression.number : expression.number])];
    case 'not':
      return distribute(expression.operand, !negated);
    case 'and':
    case 'or':
      return (expression.kind === 'or') === negated
        ? product(expression.operands, negated)
        : sum(expression.operands, negated);
  }
}

function sum(operands: readonly FilterExpression[], negated: boolean): readonly Term[] | null {
  const terms: Term[] = [];
  for (const operand of operands) {
    const more = distribute(operand, negated);
    if (more === null || terms.length + more.length > mostSegments) return null;
    terms.push(...more);
  }
  return terms;
}

function product(operands: readonly FilterExpression[], negated: boolean): readonly Term[] | null {
  let terms: readonly Term[] = [new Set()];
  for (const operand of operands) {
    const more = distribute(operand, negated);
    if (more === null || terms.length * more.length > mostSegments) return null;
    terms = terms.flatMap((left) => more.map((right) => new Set([...left, ...right])));
  }
  return terms;
}
