import { readXml, type XmlElement } from '../../core/metadata/xml.ts';
import { element, leaf } from '../soap/xml.ts';

const namespaces =
  'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** An element as this org keeps it: without comments, prefixes and white space. */
export function elementText(node: XmlElement, name = localName(node)): string {
  if (node.nil) return leaf(name, null);
  if (node.children.length === 0) return leaf(name, node.text);
  return element(
    name,
    node.children.map((child) => elementText(child)),
  );
}

/** The file of a component: its root with the children. */
export function documentText(root: string, children: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, children, namespaces)}\n`;
}

export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

export function childrenNamed(node: XmlElement, name: string): readonly XmlElement[] {
  return node.children.filter((child) => localName(child) === name);
}

/** Text of a child; null where it is not there or nil. */
export function textIn(node: XmlElement, name: string): string | null {
  const [found] = childrenNamed(node, name);
  return found === undefined || found.nil ? null : found.text;
}

/** What is left of the children without those of these names. */
export function childTexts(node: XmlElement, without: readonly string[]): readonly string[] {
  return node.children
    .filter((child) => !without.includes(localName(child)))
    .map((child) => elementText(child));
}

/** An element with the children of a text that this org wrote. */
export function parsedBody(text: string): XmlElement {
  return readXml(`<body>${text}</body>`).root!;
}

/**
 * Equal for elements that mean the same: independent of the order of the children, and of those that are empty or say
 * what goes without saying.
 */
export function meaningOf({ children }: XmlElement, without: readonly string[]): string {
  return children
    .filter((child) => !without.includes(localName(child)) && !isEmpty(child))
    .map((child) => meaningOfChild(child))
    .sort()
    .join('');
}

const defaults = new Set(['<blankValueBehavior>NullNotAllowed</blankValueBehavior>']);

function meaningOfChild(node: XmlElement): string {
  if (node.children.length === 0) return elementText(node);
  const parts = node.children.filter((child) => !isEmpty(child)).map((child) => meaningOfChild(child));
  return element(
    localName(node),
    parts.filter((text) => !defaults.has(text)),
  );
}

function isEmpty(node: XmlElement): boolean {
  return node.nil || (node.children.length === 0 && node.text === '');
}
