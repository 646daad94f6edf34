import { methods } from '../../matching/methods/registry.ts';
import { type Choice, methodDetail } from '../elements.ts';
import type { Completion } from './complete.ts';
import type { TypingCursor } from './cursor.ts';
import { describeChoice } from './describeElement.ts';
import { fieldOf } from './fields.ts';
import { numberedItems } from './filterNumbers.ts';
import { usualMethods } from './methodsOfFields.ts';
import { objectFor } from './named.ts';
import { fieldItems, matchingRuleItems, objectItems } from './nameItems.ts';
import { nextConditionOrder, nextRuleOrder } from './orders.ts';
import type { RuleFile } from './project.ts';
import { around, type RuleElement, textIn } from './ruleDocument.ts';
import { value } from './value.ts';

type ContentCursor = Extract<TypingCursor, { kind: 'content' }>;

/** The values that an element may have. */
export function valuesAt(element: RuleElement, cursor: ContentCursor, file: RuleFile): readonly Completion[] {
  const info = element.info;
  if (info === null) return [];
  // What is typed would stand beside what is there.
  const isBeside = element.text !== '' && cursor.typed.start === cursor.typed.end;
  if (isBeside && info.holds !== 'boolean-filter') return [];
  switch (info.holds) {
    case 'boolean':
      return ['true', 'false'].map((text, rank) => value(text, 'choice', { rank }));
    case 'choice':
      return choices(element, info.choices);
    case 'matching-method':
      return matchingMethods(element, info.choices, file);
    case 'object':
    case 'condition-table':
      return objectItems(element, file);
    case 'condition-field':
    case 'compared-field':
    case 'input-field':
    case 'output-field':
      return fieldItems(element, file);
    case 'matching-rule':
      return matchingRuleItems(element, file);
    case 'rule-order':
      return [value(String(nextRuleOrder(file)), 'number', { detail: 'the next that is free' })];
    case 'condition-order':
      return [value(String(nextConditionOrder(element)), 'number', { detail: 'the next that is free' })];
    case 'boolean-filter':
      return filterWords(element);
    case 'condition-value':
      return conditionValues(element, file);
    default:
      return [];
  }
}

function choices(element: RuleElement, all: readonly Choice[]): readonly Completion[] {
  const others = element.parent?.children.filter(({ name }) => name === element.name) ?? [];
  const taken = new Set(others.filter((one) => one !== element).map(({ text }) => text));
  return all
    .filter(({ value: one }) => element.info?.repeats !== true || !taken.has(one))
    .map((choice, at) =>
      value(choice.value, 'choice', {
        rank: choice.isReadOnly ? 100 + at : at,
        documentation: describeChoice(choice),
        ...(choice.isReadOnly && { detail: 'not to be deployed' }),
      }),
    );
}

/** Those that are made for the field first. */
function matchingMethods(
  element: RuleElement,
  all: readonly Choice[],
  { uri, project }: RuleFile,
): readonly Completion[] {
  const name = textIn(around(element, 'matchingRuleItems'), 'fieldName');
  const field = fieldOf(objectFor(element, uri), name, project.schema);
  const usual = usualMethods(name, field?.type ?? '');
  return all.map((choice, at) => {
    const method = methods.find((one) => one.method === choice.value);
    return value(choice.value, 'choice', {
      rank: usual.some((one) => one === choice.value) ? at : 10 + at,
      detail: method ? methodDetail(method) : '',
      documentation: describeChoice(choice),
    });
  });
}

function filterWords(element: RuleElement): readonly Completion[] {
  const named = new Set(element.text.match(/\d+/g) ?? []);
  const numbers = numberedItems(element).map(({ number, text }) =>
    value(String(number), 'number', { rank: named.has(String(number)) ? 1 : 0, detail: text }),
  );
  const words = ['AND', 'OR', 'NOT'].map((word) => value(word, 'keyword', { rank: 2 }));
  return [...numbers, ...words];
}

/** Of a checkbox; of other types the values are not known here. */
function conditionValues(element: RuleElement, { uri, project }: RuleFile): readonly Completion[] {
  const name = textIn(around(element, 'duplicateRuleFilterItems'), 'field');
  const field = name === '' ? null : fieldOf(objectFor(element, uri), name, project.schema);
  if (field?.type.toLowerCase() !== 'checkbox') return [];
  return ['true', 'false'].map((text, rank) => value(text, 'choice', { rank }));
}
