import { filterOver, renderFilter } from '../../outcome/filters.ts';
import { escapeMarkdown, ruleMarkdown } from '../../outcome/hover.ts';
import type { Span } from '../../text.ts';
import { rootElementOf } from '../elements.ts';
import { describeChoice, describeElement } from './describeElement.ts';
import { describeNamed, duplicateRuleNamed } from './describeNamed.ts';
import { numberedItems, numbersIn } from './filterNumbers.ts';
import { duplicateRuleOf, namedBy, objectOfFile } from './named.ts';
import type { RuleFile } from './project.ts';
import { type RuleElement, readRuleDocument } from './ruleDocument.ts';
import { touches, wordAt } from './words.ts';

/** What the element or value at an offset of a rule's file means. */
export interface Description extends Span {
  readonly markdown: string;
}

/** Null where there is nothing to say. Never throws. */
export function describeInRuleFile(file: RuleFile, offset: number): Description | null {
  const root = rootElementOf(file.uri);
  const word = root && wordAt(readRuleDocument(file.text, root), offset);
  if (word === null) return null;
  const { element, span } = word;
  if (word.isValue) return aboutValue(element, file, offset);
  return element.info && described(span, aboutElement(element, file));
}

function aboutElement(element: RuleElement, file: RuleFile): string {
  const text = describeElement(element.info!);
  if (element.name !== 'DuplicateRule') return text;
  const named = duplicateRuleOf(file.uri);
  const rule = named && duplicateRuleNamed(objectOfFile(file.uri), named.name, file.project);
  return rule === null ? text : `${ruleMarkdown(rule, file.project.catalog)}\n\n---\n\n${text}`;
}

function aboutValue(element: RuleElement, file: RuleFile, offset: number): Description | null {
  const { info, text, textSpan } = element;
  if (info === null) return null;
  const choice = info.choices.find((one) => one.value === text);
  if (choice) return described(textSpan, describeChoice(choice));
  if (info.holds === 'boolean-filter') return aboutFilter(element, file, offset);
  if (info.holds === 'rule-order') return described(textSpan, aboutOrder(file));
  const named = namedBy(element, file.uri);
  if (named !== null) return described(textSpan, describeNamed(named, file.project));
  const isPlain = info.holds === 'boolean' || info.holds === 'condition-order';
  return isPlain ? described(textSpan, describeElement(info)) : null;
}

/** The item behind the number, or the filter in words. */
function aboutFilter(element: RuleElement, { text }: RuleFile, offset: number): Description | null {
  const items = numberedItems(element);
  const textOf = (number: number): string => items.find((item) => item.number === number)?.text ?? '';
  const found = numbersIn(element, text).find((one) => touches(one, offset));
  if (found !== undefined) {
    const item = textOf(found.number);
    const what = item === '' ? 'There is no such item.' : `**${found.number}**: ${escapeMarkdown(item)}`;
    return described(found, what);
  }
  const expression = filterOver(
    element.text,
    items.map(({ number }) => number),
  );
  const words = { and: 'AND', or: 'OR', not: 'NOT' };
  return expression && described(element.textSpan, escapeMarkdown(renderFilter(expression, textOf, words)));
}

function aboutOrder({ uri, project }: RuleFile): string {
  const object = objectOfFile(uri).toLowerCase();
  const rules = project.catalog.duplicateRules.filter((rule) => rule.object.toLowerCase() === object);
  const lines = rules.map(
    ({ sortOrder, label, active }) =>
      `- ${sortOrder ?? 'no number'}: ${escapeMarkdown(label)}${active ? '' : ', inactive'}`,
  );
  return ['Rules of the object in their order:', '', ...lines].join('\n');
}

function described({ start, end }: Span, markdown: string | null): Description | null {
  return markdown === null ? null : { start, end, markdown };
}
