import { readXml, type XmlElement } from '../../metadata/xml.ts';
import { type XmlPart, xmlLines } from '../../templates/files/xml.ts';
import type { TextEdit } from '../../text.ts';
import { indentAt, layoutOf, lineStart, render } from '../layout.ts';

/** The root of a document, in whatever state it is; null where there is none. */
export function rootOf(text: string): XmlElement | null {
  if (last?.text !== text) last = { text, root: readXml(text).root };
  return last.root;
}

/** Each fix of each finding of a file asks for the same text, and broken ones take long to read. */
let last: { readonly text: string; readonly root: XmlElement | null } | null = null;

/** The name without its prefix. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

export function child(parent: XmlElement, name: string): XmlElement | null {
  return parent.children.find((one) => localName(one) === name) ?? null;
}

/** The deepest element of a name that holds an offset, its tags counted; null if there is none. */
export function elementAt(root: XmlElement, name: string, offset: number): XmlElement | null {
  if (offset < root.start || offset > root.end) return null;
  for (const one of root.children) {
    const found = elementAt(one, name, offset);
    if (found) return found;
  }
  return localName(root) === name ? root : null;
}

/** An element as text, with the parent's prefix; its first line is not indented. */
function written(part: XmlPart, parent: XmlElement, text: string, indent: string): string {
  const prefix = parent.name.slice(0, parent.name.indexOf(':') + 1);
  const plain = xmlLines(prefixed(part, prefix), '');
  if (isOneLine(text)) return plain.map((line) => line.trimStart()).join('');
  const lines = plain.map((line) => line.replace(/^ +/, (blank) => '\t'.repeat(blank.length / 4)));
  return render(lines, indent, layoutOf(text));
}

function isOneLine(text: string): boolean {
  return !/[\r\n]/.test(text.trim());
}

function prefixed([name, content]: XmlPart, prefix: string): XmlPart {
  const inner =
    content === null || typeof content === 'string' ? content : content.map((one) => prefixed(one, prefix));
  return [prefix + name, inner];
}

/** Puts an element into its parent where Salesforce would write it: elements stand in the order of their names. */
export function insertChild(text: string, parent: XmlElement, part: XmlPart): TextEdit | null {
  const behind = parent.children.find((one) => localName(one) > part[0]);
  if (behind) return insertBefore(text, parent, behind, part);
  const last = parent.children.at(-1);
  const { newline, unit } = layoutOf(text);
  if (last) {
    const indent = ownIndent(text, last.start);
    const newText =
      indent === null
        ? written(part, parent, text, '')
        : newline + indent + written(part, parent, text, indent);
    return { span: { start: last.end, end: last.end }, newText };
  }
  const at = parent.textSpan.start;
  if (text[at - 2] === '/' || text[at - 1] !== '>') return null;
  if (isOneLine(text)) return { span: { start: at, end: at }, newText: written(part, parent, text, '') };
  const outer = indentAt(text, parent.start);
  const isBroken = /^\s*\n/.test(text.slice(at));
  const newText = `${newline}${outer}${unit}${written(part, parent, text, outer + unit)}${isBroken ? '' : newline + outer}`;
  return { span: { start: at, end: at }, newText };
}

function insertBefore(text: string, parent: XmlElement, behind: XmlElement, part: XmlPart): TextEdit {
  const indent = ownIndent(text, behind.start);
  const newText =
    indent === null
      ? written(part, parent, text, '')
      : written(part, parent, text, indent) + layoutOf(text).newline + indent;
  return { span: { start: behind.start, end: behind.start }, newText };
}

/** Puts an element in the place of another one. */
export function replaceElement(text: string, parent: XmlElement, old: XmlElement, part: XmlPart): TextEdit {
  return {
    span: { start: old.start, end: old.end },
    newText: written(part, parent, text, indentAt(text, old.start)),
  };
}

/** The white space before an element that begins its line; null for one that stands behind something. */
function ownIndent(text: string, start: number): string | null {
  const before = text.slice(lineStart(text, start), start);
  return before.trim() === '' && lineStart(text, start) > 0 ? before : null;
}
