import { readXml, type XmlElement } from '../../metadata/xml.ts';

/** A Flow's file: its elements by name, as the Metadata API's type Flow lists them. */
export interface FlowDocument {
  readonly root: XmlElement;
  readonly apiVersion: number | null;
  /** Active, Draft, Obsolete, InvalidDraft; null where the file does not say. */
  readonly status: string | null;
  /** The object whose records start the Flow; null for others. */
  readonly triggerObject: string | null;
  readonly isBeforeSave: boolean;
  /** Elements with a name: saves, decisions, screens, variables, formulas … */
  readonly named: ReadonlyMap<string, XmlElement>;
}

/** Null for a file that holds no Flow. Never throws. */
export function readFlow(text: string): FlowDocument | null {
  const { root } = readXml(text);
  if (root === null || localName(root) !== 'Flow') return null;
  const start = childOf(root, 'start');
  const version = Number(textOf(root, 'apiVersion'));
  const named = new Map<string, XmlElement>();
  for (const element of root.children) {
    const name = textOf(element, 'name');
    if (name !== null && !named.has(name)) named.set(name, element);
  }
  return {
    root,
    apiVersion: Number.isFinite(version) && version > 0 ? version : null,
    status: textOf(root, 'status'),
    triggerObject: start === null ? null : textOf(start, 'object'),
    isBeforeSave: start !== null && textOf(start, 'triggerType') === 'RecordBeforeSave',
    named,
  };
}

export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => localName(child) === name) ?? null;
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => localName(child) === name);
}

/** The text of a child; null where it is not there or empty. */
export function textOf(element: XmlElement, name: string): string | null {
  const text = childOf(element, name)?.text ?? '';
  return text === '' ? null : text;
}
