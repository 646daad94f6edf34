import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { parser } from '@lezer/xml';
import type { Span } from '../../text.ts';
import { childElement, type MetadataElement } from '../elements.ts';
import { whyUnreadable } from '../xml.ts';
import { decodeReference, findDoctype } from '../xmlText.ts';

/** An element of a rule's file, as far as it is written. */
export interface RuleElement extends Span {
  /** Without its prefix. */
  readonly name: string;
  /** With its prefix, in the start tag. */
  readonly nameSpan: Span;
  /** In the end tag; null where there is none of its own. */
  readonly endNameSpan: Span | null;
  /** What stands between its tags, or behind the start tag up to where the element breaks off. */
  readonly content: Span;
  readonly isEmptyTag: boolean;
  /** `xsi:nil="true"` */
  readonly nil: boolean;
  /** Text directly in it, references decoded, without white space around it. */
  readonly text: string;
  /** Where that stands; empty, behind the start tag, where there is none. */
  readonly textSpan: Span;
  readonly parent: RuleElement | null;
  readonly children: readonly RuleElement[];
  /** What may be said of it; null for one that may not stand there. */
  readonly info: MetadataElement | null;
}

export interface RuleDocument {
  /** Null where none is written yet. */
  readonly root: RuleElement | null;
  /** With its colon: `m:` where the root is `m:DuplicateRule`; else ''. */
  readonly prefix: string;
  /** Comments, CDATA sections and the like. */
  readonly opaque: readonly Span[];
}

interface OpenElement {
  name: string;
  nameSpan: Span;
  endNameSpan: Span | null;
  start: number;
  end: number;
  content: { start: number; end: number };
  isEmptyTag: boolean;
  /** Its start tag in the parser's tree. */
  readonly tag: SyntaxNode;
  nil: boolean;
  pieces: string[];
  text: string;
  textSpan: { start: number; end: number };
  hasText: boolean;
  parent: OpenElement | null;
  children: OpenElement[];
  info: MetadataElement | null;
}

/**
 * Reads a rule's file in whatever state it is. Where an element is not closed, what it cannot hold and an element
 * around it can stands in that one.
 */
export function readRuleDocument(text: string, rootInfo: MetadataElement): RuleDocument {
  if (last?.text === text && last.rootInfo === rootInfo) return last.document;
  const isReadable = whyUnreadable(text) === null;
  const document = isReadable ? new Reader(text, rootInfo).read() : { root: null, prefix: '', opaque: [] };
  last = { text, rootInfo, document };
  return document;
}

/** An editor asks for several things of the same text. */
let last: {
  readonly text: string;
  readonly rootInfo: MetadataElement;
  readonly document: RuleDocument;
} | null = null;

class Reader {
  readonly #text: string;
  readonly #rootInfo: MetadataElement;
  readonly #opaque: Span[] = [];
  /** The elements that are open, from the root. */
  readonly #open: OpenElement[] = [];
  /** For each element of the parser's tree around the place; null for one without a name. */
  readonly #nodes: (OpenElement | null)[] = [];
  #root: OpenElement | null = null;

  constructor(text: string, rootInfo: MetadataElement) {
    const doctype = findDoctype(text);
    if (doctype !== null) this.#opaque.push(doctype);
    this.#text =
      doctype === null
        ? text
        : text.slice(0, doctype.start) + ' '.repeat(doctype.end - doctype.start) + text.slice(doctype.end);
    this.#rootInfo = rootInfo;
  }

  read(): RuleDocument {
    parser.parse(this.#text).iterate({
      enter: (node) => this.#enter(node),
      leave: (node) => this.#leave(node),
    });
    while (this.#open.length > 0) this.#finish(this.#open.pop()!, this.#text.length);
    const written = this.#root === null ? '' : this.#slice(this.#root.nameSpan);
    return { root: this.#root, prefix: /^[^:]+:/.exec(written)?.[0] ?? '', opaque: this.#opaque };
  }

  /** @returns false where nothing within matters */
  #enter(node: SyntaxNodeRef): boolean {
    switch (node.name) {
      case 'Element':
        this.#nodes.push(null);
        return true;
      case 'OpenTag':
      case 'SelfClosingTag':
        this.#start(node.node, node.name === 'SelfClosingTag');
        return false;
      case 'CloseTag':
        this.#close(node.node);
        return false;
      case 'Text':
        this.#content(this.#slice({ start: node.from, end: node.to }), node);
        return false;
      case 'EntityReference':
      case 'CharacterReference': {
        const written = this.#slice({ start: node.from, end: node.to });
        this.#content(decodeReference(written) ?? written, node);
        return false;
      }
      case 'Cdata':
        this.#opaque.push({ start: node.from, end: node.to });
        this.#content(
          this.#slice({ start: node.from, end: node.to }).replace(/^<!\[CDATA\[|\]\]>$/g, ''),
          node,
        );
        return false;
      case 'Comment':
      case 'ProcessingInst':
      case 'DoctypeDecl':
        this.#opaque.push({ start: node.from, end: node.to });
        return false;
      default:
        return true;
    }
  }

  #leave(node: SyntaxNodeRef): void {
    if (node.name !== 'Element') return;
    const element = this.#nodes.pop() ?? null;
    if (element?.isEmptyTag && this.#open.at(-1) === element) {
      this.#open.pop();
      this.#finish(element, element.content.start);
    }
  }

  #start(tag: SyntaxNode, isEmptyTag: boolean): void {
    const nameSpan = this.#nameBehind(tag.from + 1);
    if (nameSpan === null) return;
    const name = localName(this.#slice(nameSpan));
    while (this.#open.length > 1 && this.#escapes(name)) this.#finish(this.#open.pop()!, tag.from);
    const parent = this.#open.at(-1) ?? null;
    const info =
      parent === null
        ? name === this.#rootInfo.name
          ? this.#rootInfo
          : null
        : childElement(parent.info, name);
    const element: OpenElement = {
      name,
      nameSpan,
      endNameSpan: null,
      start: tag.from,
      end: tag.to,
      content: { start: tag.to, end: tag.to },
      isEmptyTag,
      tag,
      nil: isNil(this.#slice({ start: nameSpan.end, end: tag.to })),
      pieces: [],
      text: '',
      textSpan: { start: tag.to, end: tag.to },
      hasText: false,
      parent,
      children: [],
      info,
    };
    this.#nodes[this.#nodes.length - 1] = element;
    parent?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  /** Whether an element of that name ends the innermost one that is open. */
  #escapes(name: string): boolean {
    const top = this.#open.at(-1)!;
    const own = childElement(top.info, name);
    const isSecond = own !== null && !own.repeats && top.children.some((child) => child.name === name);
    if ((own !== null && !isSecond) || isClosed(top)) return false;
    for (const outer of this.#open.slice(0, -1).reverse()) {
      if (childElement(outer.info, name) !== null) return true;
      if (isClosed(outer)) return false;
    }
    return false;
  }

  #close(tag: SyntaxNode): void {
    const element = this.#nodes.at(-1);
    if (!element || !this.#open.includes(element)) return;
    while (this.#open.at(-1) !== element) this.#finish(this.#open.pop()!, tag.from);
    this.#open.pop();
    element.endNameSpan = this.#nameBehind(tag.from + 2);
    element.content.end = tag.from;
    element.end = tag.to;
    this.#settle(element);
  }

  #content(content: string, { from, to }: SyntaxNodeRef): void {
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.pieces.push(content);
    if (content.trim() === '') return;
    const written = this.#slice({ start: from, end: to });
    if (!element.hasText) element.textSpan.start = from + (written.length - written.trimStart().length);
    element.textSpan.end = from + written.trimEnd().length;
    element.hasText = true;
  }

  /** Ends an element without an end tag of its own. */
  #finish(element: OpenElement, at: number): void {
    element.content.end = Math.max(at, element.content.start);
    element.end = Math.max(at, element.end);
    this.#settle(element);
  }

  #settle(element: OpenElement): void {
    element.text = element.pieces.join('').trim();
    element.pieces = [];
  }

  #nameBehind(start: number): Span | null {
    let end = start;
    while (end < this.#text.length && nameCharacter.test(this.#text[end]!)) end++;
    return end === start ? null : { start, end };
  }

  #slice({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }
}

const nameCharacter = /[^\s<>/="'&]/;

/** Whether an end tag of its own follows. */
function isClosed({ tag, isEmptyTag }: OpenElement): boolean {
  return isEmptyTag || tag.parent?.lastChild?.name === 'CloseTag';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function isNil(attributes: string): boolean {
  if (attributes.length < 2) return false;
  return /(?:^|[\s:])nil\s*=\s*["'](?:true|1)["']/.test(attributes);
}

// -------------------------------------------------------------------------------------------------- accessors

/** The innermost element whose content holds an offset; null outside of the root. */
export function elementAround(document: RuleDocument, offset: number): RuleElement | null {
  let found: RuleElement | null = null;
  for (let next = document.root; next !== null && holds(next.content, offset) && !next.isEmptyTag; ) {
    found = next;
    next = found.children.find((child) => child.start < offset && reaches(child, offset)) ?? null;
  }
  return found;
}

function reaches(element: RuleElement, offset: number): boolean {
  return offset < element.end || (offset === element.end && isUnfinished(element));
}

/** Whether it lacks its end tag. */
export function isUnfinished({ endNameSpan, isEmptyTag }: RuleElement): boolean {
  return endNameSpan === null && !isEmptyTag;
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** All elements, in the order of the text. */
export function* elementsOf(document: RuleDocument): Generator<RuleElement> {
  if (document.root !== null) yield* withDescendants(document.root);
}

export function* withDescendants(element: RuleElement): Generator<RuleElement> {
  yield element;
  for (const child of element.children) yield* withDescendants(child);
}

export function childrenOf(element: RuleElement | null, name: string): readonly RuleElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text of a child; '' where there is none. */
export function textIn(element: RuleElement | null, name: string): string {
  return element?.children.find((child) => child.name === name)?.text ?? '';
}

/** The nearest element of a name around one, or the element itself; null if there is none. */
export function around(element: RuleElement | null, name: string): RuleElement | null {
  for (let at = element; at !== null; at = at.parent) if (at.name === name) return at;
  return null;
}
