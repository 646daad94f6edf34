import type { Span } from '../../text.ts';
import { elementsOf, type RuleDocument, type RuleElement } from './ruleDocument.ts';

/** A word of a rule's file: the name in a tag, or the value of an element. */
export interface Word {
  readonly element: RuleElement;
  readonly span: Span;
  readonly isValue: boolean;
}

/** The word that an offset touches; null where there is none. */
export function wordAt(document: RuleDocument, offset: number): Word | null {
  for (const element of elementsOf(document)) {
    if (element.start > offset) break;
    if (touches(element.nameSpan, offset)) return { element, span: element.nameSpan, isValue: false };
    if (element.endNameSpan !== null && touches(element.endNameSpan, offset))
      return { element, span: element.endNameSpan, isValue: false };
    if (element.children.length === 0 && element.text !== '' && touches(element.textSpan, offset))
      return { element, span: element.textSpan, isValue: true };
  }
  return null;
}

export function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
