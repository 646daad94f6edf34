import type { TextEdit } from '../../text.ts';
import { type MetadataElement, rootElementOf } from '../elements.ts';
import type { Completion, EditorAbilities } from './complete.ts';
import type { TypingCursor } from './cursor.ts';
import { describeElement } from './describeElement.ts';
import { inserted } from './layout.ts';
import type { RuleFile } from './project.ts';
import { isUnfinished, type RuleElement } from './ruleDocument.ts';
import { fileSnippet, leadsOnIn, snippetFor } from './snippets.ts';
import { value } from './value.ts';

type ElementCursor = Extract<TypingCursor, { kind: 'start-tag' | 'content' }>;

const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/** The elements that may stand at a place and are not yet there; required ones first. */
export function elementsAt(
  cursor: ElementCursor,
  file: RuleFile,
  abilities: EditorAbilities,
): readonly Completion[] {
  const { parent, document } = cursor;
  if (parent === null) return document.root === null ? [wholeFile(cursor, file, abilities)] : [];
  const own = cursor.kind === 'start-tag' ? cursor.own : null;
  const elements = parent.info?.children ?? [];
  const missing = elements.filter((element) => mayStand(element, parent, own));
  const items = missing.flatMap((element, at) => {
    const rank = (isMissing(element, parent, own) ? 0 : 100) + at;
    if (own !== null) return [renamed(element, own, rank, document.prefix)];
    const item = elementItem(element, cursor, file, abilities, rank);
    const takesNil = element.canBeNil && element.holds === 'elements';
    return takesNil ? [item, nilItem(element, cursor, file, rank + 50)] : [item];
  });
  return own === null && isUnfinished(parent) ? [...items, endTag(cursor, parent, file)] : items;
}

/** Of what is around, where it lacks one. */
function endTag(cursor: ElementCursor, { nameSpan }: RuleElement, { text }: RuleFile): Completion {
  const name = `/${text.slice(nameSpan.start, nameSpan.end)}`;
  return value(name, 'element', { rank: 200, text: behindBracket(`<${name}>`, cursor) });
}

function mayStand(element: MetadataElement, parent: RuleElement, own: RuleElement | null): boolean {
  return element.repeats
    ? !isFull(element, parent)
    : !parent.children.some((child) => child !== own && child.name === element.name);
}

/** Whether each of its values stands there already: Alert and Report. */
function isFull({ name, choices }: MetadataElement, parent: RuleElement): boolean {
  if (choices.length === 0) return false;
  const there = new Set(parent.children.filter((child) => child.name === name).map(({ text }) => text));
  return choices.every(({ value }) => there.has(value));
}

function isMissing(
  { name, required }: MetadataElement,
  parent: RuleElement,
  own: RuleElement | null,
): boolean {
  return required && !parent.children.some((child) => child !== own && child.name === name);
}

function elementItem(
  element: MetadataElement,
  cursor: ElementCursor,
  file: RuleFile,
  abilities: EditorAbilities,
  rank: number,
): Completion {
  const { prefix } = cursor.document;
  const whole = snippetFor(element, { parent: cursor.parent, file, prefix, abilities });
  return {
    ...itemOf(element, prefix, rank),
    ...inserted(behindBracket(whole, cursor), abilities),
    leadsOn: leadsOnIn(element, abilities),
  };
}

function nilItem(
  element: MetadataElement,
  cursor: ElementCursor,
  { text }: RuleFile,
  rank: number,
): Completion {
  const { document } = cursor;
  const item = itemOf(element, document.prefix, rank);
  return {
    ...item,
    label: `${element.name} (nil)`,
    detail: 'not set',
    filter: `${item.filter} nil`,
    text: behindBracket(`<${document.prefix}${element.name} xsi:nil="true"/>`, cursor),
    also: declaration(document.root, text),
  };
}

/** The declaration of the prefix xsi, where it is missing. */
function declaration(root: RuleElement | null, text: string): readonly TextEdit[] {
  if (root === null || text.slice(root.start, root.content.start).includes('xmlns:xsi')) return [];
  const at = root.nameSpan.end;
  return [{ span: { start: at, end: at }, newText: ` xmlns:xsi="${instanceNamespace}"` }];
}

/** The name alone, in both tags. */
function renamed(element: MetadataElement, own: RuleElement, rank: number, prefix: string): Completion {
  const name = `${prefix}${element.name}`;
  const item = itemOf(element, prefix, rank);
  return {
    ...item,
    text: name,
    also: own.endNameSpan === null ? [] : [{ span: own.endNameSpan, newText: name }],
  };
}

function wholeFile(cursor: ElementCursor, file: RuleFile, abilities: EditorAbilities): Completion {
  const element = rootElementOf(file.uri)!;
  const whole = fileSnippet(element, file, abilities, !/<\?xml/.test(file.text));
  return {
    ...itemOf(element, '', 0),
    kind: 'snippet',
    detail: 'a whole file',
    ...inserted(behindBracket(whole, cursor), abilities),
  };
}

/** Behind the bracket that stands there already. */
function behindBracket(tag: string, { kind }: ElementCursor): string {
  return kind === 'start-tag' && tag.startsWith('<') ? tag.slice(1) : tag;
}

function itemOf(element: MetadataElement, prefix: string, rank: number): Completion {
  return {
    label: element.name,
    kind: 'element',
    detail: element.required ? 'required' : '',
    documentation: describeElement(element),
    filter: `${prefix}${element.name}`,
    text: '',
    isSnippet: false,
    rank,
    leadsOn: false,
    also: [],
  };
}

/** The end tag of the element that is open. */
export function endTagsAt(
  cursor: Extract<TypingCursor, { kind: 'end-tag' }>,
  { text }: RuleFile,
): readonly Completion[] {
  const { parent, hasEnd } = cursor;
  if (parent === null) return [];
  const name = text.slice(parent.nameSpan.start, parent.nameSpan.end);
  return [value(name, 'element', { text: hasEnd ? name : `${name}>` })];
}

/** `xsi:nil` of elements that can be nil, and its value. */
export function attributesAt(
  cursor: Extract<TypingCursor, { kind: 'attribute' | 'attribute-value' }>,
): readonly Completion[] {
  if (cursor.kind === 'attribute-value') {
    if (!/(?:^|:)nil$/.test(cursor.attribute)) return [];
    return [value('true', 'attribute', { detail: 'not set' })];
  }
  const name = cursor.name.slice(cursor.name.indexOf(':') + 1);
  const element = cursor.parent?.info?.children.find((child) => child.name === name);
  if (!element?.canBeNil || /nil\s*=/.test(cursor.tag)) return [];
  const text = cursor.hasValue ? 'xsi:nil' : 'xsi:nil="true"';
  return [value('xsi:nil', 'attribute', { detail: 'not set', text })];
}
