import type { Span } from '../../text.ts';
import type { MetadataElement } from '../elements.ts';
import {
  elementAround,
  elementsOf,
  isUnfinished,
  type RuleDocument,
  type RuleElement,
  readRuleDocument,
} from './ruleDocument.ts';

/** A place in a rule's file where something is being written. */
export type TypingCursor =
  /** The name of an element, behind `<`. */
  | (Around & {
      readonly kind: 'start-tag';
      /** The name, as far as it is written; the `<` stands before it. */
      readonly typed: Span;
      /** The element whose tag is whole, so that but its name is written anew. */
      readonly own: RuleElement | null;
    })
  /** Behind `</`. */
  | (Around & { readonly kind: 'end-tag'; readonly typed: Span; readonly hasEnd: boolean })
  /** The name of an attribute. */
  | (Around & {
      readonly kind: 'attribute';
      readonly typed: Span;
      /** Of the element, with its prefix. */
      readonly name: string;
      /** What is written of the tag. */
      readonly tag: string;
      /** Whether a value follows. */
      readonly hasValue: boolean;
    })
  /** Between the quotes of an attribute. */
  | (Around & { readonly kind: 'attribute-value'; readonly typed: Span; readonly attribute: string })
  /** In the content of `parent`. */
  | (Around & { readonly kind: 'content'; readonly typed: Span });

interface Around {
  readonly document: RuleDocument;
  /** The element that the place is in; null outside of the root. */
  readonly parent: RuleElement | null;
}

const nameCharacter = /[\p{L}\p{N}_:.-]/u;

/**
 * The place of an offset, in a document in whatever state: a tag that is being written is read as if it were not
 * there. Null in a comment and where nothing can be completed.
 */
export function typingCursorAt(text: string, offset: number, root: MetadataElement): TypingCursor | null {
  const tagStart = text.lastIndexOf('<', offset - 1);
  const isInTag = tagStart >= 0 && text.lastIndexOf('>', offset - 1) < tagStart;
  if (!isInTag) return contentCursor(text, offset, root);
  const before = text.slice(tagStart, offset);
  if (/^<[!?]/.test(before)) return null;
  if (/^<\/?[\p{L}\p{N}_:.-]*$/u.test(before)) return nameCursor(text, offset, tagStart, root);
  return /^<[^\s/]/.test(before) ? attributeCursor(text, offset, tagStart, root) : null;
}

function contentCursor(text: string, offset: number, root: MetadataElement): TypingCursor | null {
  const document = readRuleDocument(text, root);
  if (isOpaque(document, offset)) return null;
  let start = offset;
  while (start > 0 && isWord(text[start - 1]!)) start--;
  let end = offset;
  while (end < text.length && isWord(text[end]!)) end++;
  return { kind: 'content', document, parent: elementAround(document, offset), typed: { start, end } };
}

function nameCursor(
  text: string,
  offset: number,
  tagStart: number,
  root: MetadataElement,
): TypingCursor | null {
  const isEnd = text[tagStart + 1] === '/';
  const start = tagStart + (isEnd ? 2 : 1);
  let end = offset;
  while (end < text.length && nameCharacter.test(text[end]!)) end++;
  const typed = { start, end };
  const rest = /^[^<>]*>/.exec(text.slice(end, end + 1_000))?.[0] ?? null;
  if (isEnd) {
    const hasEnd = rest !== null && rest.trim() === '>';
    const document = readRuleDocument(blanked(text, tagStart, end + (hasEnd ? rest.length : 0)), root);
    if (isOpaque(document, tagStart)) return null;
    return { kind: 'end-tag', document, parent: elementAround(document, tagStart), typed, hasEnd };
  }
  if (rest !== null && end > start) {
    const document = readRuleDocument(text, root);
    if (isOpaque(document, tagStart)) return null;
    for (const element of elementsOf(document)) {
      if (element.nameSpan.start !== start) continue;
      if (isUnfinished(element)) break;
      return { kind: 'start-tag', document, parent: element.parent, typed, own: element };
    }
  }
  // An editor may have set the bracket, and nothing more.
  const tagEnd = rest === '>' ? end + 1 : end;
  const document = readRuleDocument(blanked(text, tagStart, tagEnd), root);
  if (isOpaque(document, tagStart)) return null;
  const parent = elementAround(document, tagStart);
  return { kind: 'start-tag', document, parent, typed: { start, end: tagEnd }, own: null };
}

function attributeCursor(
  text: string,
  offset: number,
  tagStart: number,
  root: MetadataElement,
): TypingCursor | null {
  const tagEnd = endOfTag(text, offset);
  const document = readRuleDocument(blanked(text, tagStart, tagEnd), root);
  if (isOpaque(document, tagStart)) return null;
  const parent = elementAround(document, tagStart);
  const tag = text.slice(tagStart, tagEnd);
  const name = /^<([\p{L}\p{N}_:.-]+)/u.exec(tag)?.[1] ?? '';
  const before = text.slice(tagStart, offset);
  const value = /([\p{L}\p{N}_:.-]+)\s*=\s*(["'])([^"']*)$/u.exec(before);
  const isQuoted = (before.match(/["']/g)?.length ?? 0) % 2 === 1;
  if (value !== null && isQuoted) {
    const start = offset - value[3]!.length;
    const length = /^[^"'<>\r\n]*/.exec(text.slice(start, tagEnd))![0].length;
    return {
      kind: 'attribute-value',
      document,
      parent,
      typed: { start, end: start + length },
      attribute: value[1]!,
    };
  }
  const word = /(?<=\s)[\p{L}\p{N}_:.-]*$/u.exec(before);
  if (isQuoted || word === null) return null;
  const after = /^[\p{L}\p{N}_:.-]*/u.exec(text.slice(offset))![0];
  const typed = { start: offset - word[0].length, end: offset + after.length };
  return {
    kind: 'attribute',
    document,
    parent,
    typed,
    name,
    tag,
    hasValue: /^\s*=/.test(text.slice(typed.end, tagEnd)),
  };
}

/** Behind its `>`, or where the line or another tag ends one that is not finished. */
function endOfTag(text: string, offset: number): number {
  const rest = /^[^<>\r\n]*(?:>|(?=[<\r\n])|$)/.exec(text.slice(offset, offset + 1_000));
  return offset + (rest?.[0].length ?? 0);
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}_.$-]/u.test(character);
}

function isOpaque({ opaque }: RuleDocument, offset: number): boolean {
  return opaque.some(({ start, end }) => start < offset && offset < end);
}

function blanked(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}
