import { conditionText } from '../../outcome/condition.ts';
import type { Span } from '../../text.ts';
import type { RuleCondition } from '../model.ts';
import { around, childrenOf, type RuleElement, textIn } from './ruleDocument.ts';

/** An item of a matching rule or a condition, by the number that a booleanFilter names it by. */
export interface Numbered {
  readonly number: number;
  readonly element: RuleElement;
  /** `Email (Exact)`, `Country equals "US"` */
  readonly text: string;
}

/** What the numbers of a booleanFilter stand for. @param element the filter, or anything in the same rule */
export function numberedItems(element: RuleElement): readonly Numbered[] {
  const filter = around(element, 'duplicateRuleFilter');
  if (filter !== null) {
    return childrenOf(filter, 'duplicateRuleFilterItems').map((item, index) => {
      const order = Number.parseInt(textIn(item, 'sortOrder'), 10);
      const condition = conditionOf(item, index);
      return {
        number: Number.isNaN(order) ? index + 1 : order,
        element: item,
        text: condition.field === '' ? '' : conditionText(condition),
      };
    });
  }
  return childrenOf(around(element, 'matchingRules'), 'matchingRuleItems').map((item, index) => ({
    number: index + 1,
    element: item,
    text: itemText(item),
  }));
}

/** `Email (Exact)` */
export function itemText(item: RuleElement): string {
  const [field, method] = [textIn(item, 'fieldName'), textIn(item, 'matchingMethod')];
  return method === '' ? field : `${field} (${method})`;
}

/** A condition as far as it is written. */
export function conditionOf(item: RuleElement, index: number): RuleCondition {
  const valueField = textIn(item, 'valueField') || null;
  return {
    table: textIn(item, 'table'),
    field: textIn(item, 'field'),
    operation: textIn(item, 'operation'),
    value: valueField === null ? textIn(item, 'value') : null,
    valueField,
    sortOrder: index + 1,
  };
}

/** The booleanFilter of the rule that an element stands in; null where it has none. */
export function filterOf(element: RuleElement): RuleElement | null {
  const rule = around(element, 'duplicateRuleFilter') ?? around(element, 'matchingRules');
  const filter = rule?.children.find(({ name }) => name === 'booleanFilter') ?? null;
  return filter === null || filter.text === '' ? null : filter;
}

export interface NumberSpan extends Span {
  readonly number: number;
}

/** The numbers of a booleanFilter, where they stand in the file. */
export function numbersIn(filter: RuleElement, text: string): readonly NumberSpan[] {
  const { start, end } = filter.textSpan;
  return [...text.slice(start, end).matchAll(/\d+/g)].map((found) => ({
    number: Number(found[0]),
    start: start + found.index,
    end: start + found.index + found[0].length,
  }));
}
