import type { SyntaxNodeRef } from '@lezer/common';
import { parser } from '@lezer/xml';
import type { Span } from '../text.ts';
import { isNil, readWellFormed } from './wellFormedXml.ts';
import { decodeReference, decodeReferences, findDoctype } from './xmlText.ts';

/** An element of an XML document, with the places where it and its parts stand. */
export interface XmlElement extends Span {
  /** As written, with its prefix; '' where only `<` is there. */
  readonly name: string;
  /** The name in the start tag. */
  readonly nameSpan: Span;
  readonly attributes: ReadonlyMap<string, string>;
  /** `xsi:nil="true"`. */
  readonly nil: boolean;
  /** Text directly in the element, entities decoded, without white space around it. */
  readonly text: string;
  /** Where that text stands; the empty span behind the start tag if there is none. */
  readonly textSpan: Span;
  readonly children: readonly XmlElement[];
  /** False where the end tag is missing, so that what follows the element in the text is among its children. */
  readonly closed: boolean;
}

export interface XmlProblem extends Span {
  readonly message: string;
}

export interface XmlDocument {
  readonly root: XmlElement | null;
  /** In the order of the text. Empty: the document is well-formed. */
  readonly problems: readonly XmlProblem[];
  /** False where it needed the tolerant reader, which may have skipped over something without a word. */
  readonly isWellFormed: boolean;
}

interface OpenElement {
  name: string;
  nameSpan: Span;
  start: number;
  end: number;
  attributes: Map<string, string>;
  attribute: string;
  pieces: string[];
  textStart: number;
  textEnd: number;
  contentStart: number;
  children: XmlElement[];
  closed: boolean;
  /** A problem that also explains why the end tag was not seen. */
  explained: boolean;
}

/** Enough to see what is wrong; a file of another format would give thousands. */
const problemLimit = 50;

/** Far more than any rule file has (the largest public one has 30,000 characters). */
const lengthLimit = 1_000_000;

/** The parser's recovery takes a third of a millisecond for each tag that breaks off, so it must not go on. */
const unfinishedTagLimit = 300;

const cdataMarks = /^<!\[CDATA\[|\]\]>$/g;

/** Reads an XML document in whatever state it is. Never throws; what cannot be read becomes a problem. */
export function readXml(text: string): XmlDocument {
  const root = text.length > lengthLimit ? null : readWellFormed(text);
  if (root !== null) return { root, problems: [], isWellFormed: true };
  const unreadable = whyUnreadable(text);
  if (unreadable === null) return readLeniently(text);
  const problem = { start: 0, end: Math.min(text.length, 1), message: unreadable };
  return { root: null, problems: [problem], isWellFormed: false };
}

/** The same for XML in any state: slower, and with what is wrong. */
export function readLeniently(text: string): XmlDocument {
  return new Reader(text).read();
}

/** Why a text is not read at all; null if it is. */
export function whyUnreadable(text: string): string | null {
  if (text.length > lengthLimit) return 'The file is too large for a metadata file.';
  // No XML may hold it; texts of another encoding do, at every second place, and the parser recovers at each.
  if (text.includes('\0'))
    return 'This is no XML: it holds null characters, as UTF-16 without its mark does.';
  const unfinished = text.match(/<[^<>]*(?=<)/g)?.length ?? 0;
  return unfinished > unfinishedTagLimit ? `This is no XML: ${unfinished} tags are not finished.` : null;
}

class Reader {
  /** The document, a document type declaration blanked out. */
  readonly #text: string;
  readonly #problems: XmlProblem[] = [];
  readonly #open: OpenElement[] = [];
  #root: XmlElement | null = null;

  constructor(text: string) {
    const doctype = findDoctype(text);
    this.#text = doctype === null ? text : blank(text, doctype);
    if (doctype !== null) {
      this.#problem(
        doctype,
        'A document type declaration is not allowed in metadata; the entities it declares are not expanded.',
      );
    }
  }

  read(): XmlDocument {
    parser.parse(this.#text).iterate({
      enter: (node) => this.#enter(node),
      leave: (node) => this.#leave(node),
    });
    if (this.#root === null && this.#problems.length === 0) {
      this.#problem({ start: 0, end: this.#text.length }, 'There is no element in this file.');
    }
    this.#problems.sort((a, b) => a.start - b.start || a.end - b.end);
    return { root: this.#root, problems: this.#problems, isWellFormed: false };
  }

  #enter(node: SyntaxNodeRef): void {
    const top = this.#open.at(-1);
    const span: Span = { start: node.from, end: node.to };
    switch (node.name) {
      case 'Element':
        this.#open.push(newElement(span));
        break;
      case 'TagName':
        if (top !== undefined && node.matchContext(['OpenTag'])) this.#name(top, span);
        else if (top !== undefined && node.matchContext(['SelfClosingTag'])) this.#name(top, span);
        break;
      case 'AttributeName':
        if (top !== undefined) top.attribute = this.#slice(span);
        break;
      case 'AttributeValue':
        top?.attributes.set(top.attribute, decodeReferences(this.#slice(span).slice(1, -1)));
        break;
      case 'SelfClosingTag':
      case 'CloseTag':
        if (top !== undefined) top.closed = true;
        if (!this.#slice(span).endsWith('>')) this.#problem(span, 'This tag is not finished.');
        break;
      case 'ProcessingInst':
        this.#instruction(span);
        break;
      case 'Text':
        this.#content(this.#slice(span), span);
        break;
      case 'Cdata':
        this.#content(this.#slice(span).replace(cdataMarks, ''), span);
        break;
      case 'EntityReference':
      case 'CharacterReference':
        this.#reference(span);
        break;
      case 'MismatchedCloseTag':
        this.#mismatch(span);
        break;
      default:
        if (node.type.isError) this.#error(span);
    }
  }

  #leave(node: SyntaxNodeRef): void {
    if (node.name === 'OpenTag') {
      const opened = this.#open.at(-1);
      if (opened !== undefined) opened.contentStart = node.to;
    }
    if (node.name !== 'Element') return;
    const open = this.#open.pop()!;
    if (!open.closed && !open.explained) {
      this.#problem(open.nameSpan, `Element <${open.name}> is not closed.`);
    }
    const element = finish(open, this.#text);
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === null) this.#root = element;
    else this.#problem(open.nameSpan, `A second root element, <${open.name}>: XML has one.`);
  }

  #name(element: OpenElement, span: Span): void {
    element.name = this.#slice(span);
    element.nameSpan = span;
  }

  /** A declaration stands at the very beginning, behind a byte-order mark at most (XML 1.0, 2.8). */
  #instruction(span: Span): void {
    if (!/^<\?xml[\s?]/i.test(this.#slice(span)) || /^\uFEFF?$/.test(this.#text.slice(0, span.start))) return;
    this.#problem(
      span,
      'Something stands before this XML declaration, be it a blank line: it must be the first in the file.',
    );
  }

  #content(content: string, span: Span): void {
    const element = this.#open.at(-1);
    if (element === undefined) {
      const stray = content.replace(/^\uFEFF/, '').trim() !== '';
      if (stray) this.#problem(span, 'Text outside the root element.');
      return;
    }
    element.pieces.push(content);
    if (content.trim() === '') return;
    const raw = this.#slice(span);
    if (element.textStart < 0) element.textStart = span.start + raw.search(/\S/);
    element.textEnd = span.start + raw.trimEnd().length;
  }

  #reference(span: Span): void {
    const raw = this.#slice(span);
    const decoded = decodeReference(raw);
    if (decoded === null) this.#problem(span, `${raw} is not an entity that XML defines.`);
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.pieces.push(decoded ?? raw);
    if (element.textStart < 0) element.textStart = span.start;
    element.textEnd = span.end;
  }

  #mismatch(span: Span): void {
    const tag = this.#slice(span).replace(/\s+/g, '');
    const element = this.#open.at(-1);
    if (element === undefined) this.#problem(span, `${tag} closes an element that is not open.`);
    else {
      this.#problem(span, `${tag} does not match <${element.name}>, which is open here.`);
      element.explained = true;
    }
  }

  #error(span: Span): void {
    const raw = this.#slice(span);
    if (raw === '&') {
      this.#problem(span, 'A bare & is written &amp; in XML.');
      this.#content(raw, span);
      return;
    }
    const element = this.#open.at(-1);
    if (element === undefined) {
      if (raw.trim() !== '') this.#problem(span, 'This is not well-formed XML.');
    } else if (!element.explained && element.contentStart < 0) {
      this.#problem(
        { start: element.start, end: Math.max(span.end, element.nameSpan.end) },
        'This tag is not well-formed XML.',
      );
      element.explained = true;
    } else if (raw !== '') this.#problem(span, 'This is not well-formed XML.');
  }

  #problem(span: Span, message: string): void {
    if (this.#problems.length < problemLimit) {
      this.#problems.push({ start: span.start, end: span.end, message });
    }
  }

  #slice(span: Span): string {
    return this.#text.slice(span.start, span.end);
  }
}

function blank(text: string, { start, end }: Span): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

function newElement(span: Span): OpenElement {
  return {
    name: '',
    nameSpan: { start: span.start, end: span.start + 1 },
    start: span.start,
    end: span.end,
    attributes: new Map(),
    attribute: '',
    pieces: [],
    textStart: -1,
    textEnd: -1,
    contentStart: -1,
    children: [],
    closed: false,
    explained: false,
  };
}

function finish(open: OpenElement, text: string): XmlElement {
  const contentStart = open.contentStart < 0 ? open.end : open.contentStart;
  return {
    name: open.name,
    nameSpan: open.nameSpan,
    start: open.start,
    end: Math.min(open.end, text.length),
    attributes: open.attributes,
    nil: isNil(open.attributes),
    text: open.pieces.join('').trim(),
    textSpan:
      open.textStart < 0
        ? { start: contentStart, end: contentStart }
        : { start: open.textStart, end: open.textEnd },
    children: open.children,
    closed: open.closed,
  };
}
