import type { XmlElement } from './xml.ts';
import { decodeReference } from './xmlText.ts';

const name = '[A-Za-z_][\\w.:-]*';
const attribute = `\\s+${name}\\s*=\\s*(?:"[^"<&]*"|'[^'<&]*')`;
/** An end tag, a start tag with its attributes, or a comment. */
const markup = new RegExp(`<(?:/(${name})\\s*>|(${name})((?:${attribute})*)\\s*(/?)>|!--[\\s\\S]*?-->)`, 'y');
const attributes = new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');
const declaration = /\uFEFF?(?:<\?xml\s[^<>?]*\?>)?/y;
const reference = /&[^;&\s]{1,12};/y;

interface Open {
  readonly name: string;
  readonly nameSpan: XmlElement['nameSpan'];
  readonly start: number;
  readonly contentStart: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
  textStart: number;
  textEnd: number;
}

const noAttributes: ReadonlyMap<string, string> = new Map();

/**
 * Reads XML as metadata files nearly always are: well-formed, without CDATA, instructions and declared entities.
 * Null for everything else. It gives what the tolerant reader gives (a test compares them), in a tenth of its time:
 * a project has hundreds of these files, and they are all read before anything is known.
 */
export function readWellFormed(text: string): XmlElement | null {
  declaration.lastIndex = 0;
  declaration.test(text);
  let at = declaration.lastIndex;
  const open: Open[] = [];
  let root: XmlElement | null = null;
  for (;;) {
    const next = text.indexOf('<', at);
    const top = open.at(-1);
    if (next < 0 || top === undefined) {
      if (text.slice(at, next < 0 ? text.length : next).trim() !== '') return null;
      if (next < 0) return open.length === 0 ? root : null;
    } else if (!addText(top, text, at, next)) return null;
    markup.lastIndex = next;
    const match = markup.exec(text);
    if (match === null) return null;
    at = markup.lastIndex;
    const [, closes, opens, attributeText, isEmpty] = match;
    let element: XmlElement | null = null;
    if (opens !== undefined) {
      if (top === undefined && root !== null) return null;
      const opened = newOpen(opens, next, at, attributeText!);
      if (isEmpty === '/') element = finish(opened, at);
      else open.push(opened);
    } else if (closes !== undefined) {
      if (open.pop()?.name !== closes) return null;
      element = finish(top!, at);
    }
    if (element === null) continue;
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  }
}

function newOpen(opens: string, start: number, contentStart: number, attributeText: string): Open {
  return {
    name: opens,
    nameSpan: { start: start + 1, end: start + 1 + opens.length },
    start,
    contentStart,
    attributes: attributeText === '' ? noAttributes : readAttributes(attributeText),
    children: [],
    text: '',
    textStart: -1,
    textEnd: -1,
  };
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, key, double, single] of text.matchAll(attributes)) values.set(key!, double ?? single!);
  return values;
}

/** False where the text holds a reference that XML does not define. */
function addText(element: Open, text: string, from: number, to: number): boolean {
  let at = from;
  for (;;) {
    const ampersand = text.indexOf('&', at);
    const end = ampersand < 0 || ampersand > to ? to : ampersand;
    if (end > at) addPiece(element, text.slice(at, end), at);
    if (end === to) return true;
    reference.lastIndex = end;
    const written = reference.exec(text)?.[0];
    const decoded = written === undefined ? null : decodeReference(written);
    if (decoded === null) return false;
    element.text += decoded;
    if (element.textStart < 0) element.textStart = end;
    at = end + written!.length;
    element.textEnd = at;
  }
}

function addPiece(element: Open, piece: string, at: number): void {
  element.text += piece;
  const trimmed = piece.trimStart();
  if (trimmed === '') return;
  if (element.textStart < 0) element.textStart = at + piece.length - trimmed.length;
  element.textEnd = at + piece.trimEnd().length;
}

function finish(open: Open, end: number): XmlElement {
  const { start, contentStart, textStart, textEnd } = open;
  return {
    name: open.name,
    nameSpan: open.nameSpan,
    start,
    end,
    attributes: open.attributes,
    nil: open.attributes.size > 0 && isNil(open.attributes),
    text: open.text.trim(),
    textSpan: textStart < 0 ? { start: contentStart, end: contentStart } : { start: textStart, end: textEnd },
    children: open.children,
    closed: true,
  };
}

/** `xsi:nil="true"`. */
export function isNil(values: ReadonlyMap<string, string>): boolean {
  return [...values].some(([key, value]) => /(?:^|:)nil$/.test(key) && /^(?:true|1)$/.test(value.trim()));
}
