import type { FilterExpression } from '../outcome/filters.ts';
import type { Direction } from './model.ts';

/** What must hold, of facts that are named by texts. */
export type Formula =
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[] }
  | { readonly kind: 'not'; readonly operand: Formula };

export const fact = (name: string): Formula => ({ kind: 'fact', name });
export const all = (operands: readonly Formula[]): Formula => ({ kind: 'and', operands });
export const any = (operands: readonly Formula[]): Formula => ({ kind: 'or', operands });

/** An expression over numbered items, each of them a formula. */
export function over(expression: FilterExpression, item: (number: number) => Formula): Formula {
  switch (expression.kind) {
    case 'item':
      return item(expression.number);
    case 'not':
      return { kind: 'not', operand: over(expression.operand, item) };
    case 'and':
    case 'or':
      return { kind: expression.kind, operands: expression.operands.map((one) => over(one, item)) };
  }
}

/** Facts of which all combinations are looked at: some 16,000. */
const mostFacts = 14;

/** How the cases in which one formula holds differ from those of another, whatever the facts are. */
export function directionOf(before: Formula, after: Formula): Direction {
  const facts = [...new Set([...factsIn(before), ...factsIn(after)])];
  if (facts.length > mostFacts) return isSame(before, after) ? 'same' : 'different';
  const numbers = new Map(facts.map((name, index) => [name, index]));
  let loses = false;
  let gains = false;
  for (let combination = 0; combination < 2 ** facts.length; combination++) {
    const holds = (name: string) => (combination & (1 << numbers.get(name)!)) !== 0;
    const [was, is] = [evaluate(before, holds), evaluate(after, holds)];
    loses ||= was && !is;
    gains ||= is && !was;
    if (loses && gains) return 'different';
  }
  return loses ? 'fewer' : gains ? 'more' : 'same';
}

/** Of causes that work together. */
export function together(directions: readonly Direction[]): Direction {
  const changing = new Set(directions.filter((one) => one !== 'same'));
  if (changing.size === 0) return 'same';
  return changing.size === 1 ? [...changing][0]! : 'different';
}

function evaluate(formula: Formula, holds: (name: string) => boolean): boolean {
  switch (formula.kind) {
    case 'fact':
      return holds(formula.name);
    case 'not':
      return !evaluate(formula.operand, holds);
    case 'and':
      return formula.operands.every((one) => evaluate(one, holds));
    case 'or':
      return formula.operands.some((one) => evaluate(one, holds));
  }
}

function factsIn(formula: Formula): readonly string[] {
  if (formula.kind === 'fact') return [formula.name];
  return formula.kind === 'not' ? factsIn(formula.operand) : formula.operands.flatMap(factsIn);
}

function isSame(before: Formula, after: Formula): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
