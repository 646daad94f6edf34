import type { ReadMatchingRule } from '../../metadata/matchingRule.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import { applyEdits, type TextEdit } from '../../text.ts';
import { removeSpan } from '../edits.ts';
import { indentAt, layoutOf, lineStart } from '../layout.ts';
import { labelled } from './names.ts';
import { child, localName, rootOf } from './xmlEdits.ts';

/** A part of a matching rule that becomes a rule of its own, or stays in the rule. */
export interface RulePart {
  readonly name: string;
  readonly number: number;
  /** Numbers of the items that it compares, in the whole rule. */
  readonly items: readonly number[];
  /** Over its own items, numbered anew; null: all of them. */
  readonly filter: string | null;
}

/** Takes out of a rule what becomes other rules, and writes these behind it, laid out as it is. Null if it is not whole. */
export function matchingRuleParts(
  text: string,
  { elements }: ReadMatchingRule,
  parts: { readonly kept: RulePart; readonly added: readonly RulePart[] },
): TextEdit[] | null {
  const root = rootOf(text);
  const rule = root?.children.find(({ start }) => start === elements.element.start);
  if (!rule?.closed) return null;
  const copies = parts.added.map((part) => {
    const edits = [...rename(text, rule, part), ...reduce(text, rule, part)];
    return applyEdits(text.slice(0, rule.end), edits).slice(rule.start);
  });
  const isOwnLine = text.slice(lineStart(text, rule.start), rule.start).trim() === '';
  const between = isOwnLine ? layoutOf(text).newline + indentAt(text, rule.start) : '';
  return [
    ...reduce(text, rule, parts.kept),
    { span: { start: rule.end, end: rule.end }, newText: copies.map((copy) => between + copy).join('') },
  ];
}

function rename(text: string, rule: XmlElement, { name, number }: RulePart): TextEdit[] {
  const [fullName, label] = [child(rule, 'fullName'), child(rule, 'label')];
  return [
    ...(fullName ? [{ span: fullName.textSpan, newText: name }] : []),
    ...(label
      ? [
          {
            span: label.textSpan,
            newText: labelled(text.slice(label.textSpan.start, label.textSpan.end), number),
          },
        ]
      : []),
  ];
}

/** Only the filter and the items of a part. */
function reduce(text: string, rule: XmlElement, { items, filter }: RulePart): TextEdit[] {
  const written = child(rule, 'booleanFilter');
  const others = rule.children
    .filter((one) => localName(one) === 'matchingRuleItems')
    .filter((_, index) => !items.includes(index + 1));
  return [
    ...(written === null
      ? []
      : [filter === null ? removeSpan(written, text) : { span: written.textSpan, newText: filter }]),
    ...others.map((one) => removeSpan(one, text)),
  ];
}
