import type { Span } from '../../text.ts';
import { rootElementOf } from '../elements.ts';
import { describeChoice, describeElement } from './describeElement.ts';
import type { RuleFile } from './project.ts';
import { elementsOf, type RuleElement, readRuleDocument } from './ruleDocument.ts';

/** What the element or value at an offset of a rule's file means: Markdown. Null where there is nothing to say. */
export function describeInRuleFile(
  file: RuleFile,
  offset: number,
): (Span & { readonly markdown: string }) | null {
  const root = rootElementOf(file.uri);
  if (root === null) return null;
  for (const element of elementsOf(readRuleDocument(file.text, root))) {
    for (const span of [element.nameSpan, element.endNameSpan]) {
      if (span === null || !touches(span, offset)) continue;
      return element.info && { start: span.start, end: span.end, markdown: describeElement(element.info) };
    }
    if (element.children.length > 0 || element.text === '' || !touches(element.textSpan, offset)) continue;
    const markdown = aboutValue(element);
    const { start, end } = element.textSpan;
    return markdown === null ? null : { start, end, markdown };
  }
  return null;
}

function aboutValue(element: RuleElement): string | null {
  const choice = element.info?.choices.find(({ value }) => value === element.text);
  return choice ? describeChoice(choice) : null;
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
