import { create, type XMLElementOrXMLNode } from 'xmlbuilder';
import { isObject } from '../rest.ts';

const namespace = 'http://soap.sforce.com/2006/04/metadata';
const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * A metadata component, as SOAP gave it parsed to JSON (text in each leaf, repeated elements as arrays), in the
 * form that a retrieve writes: elements in alphabetical order, four spaces, quotes escaped.
 */
export function metadataXml(root: string, component: Readonly<Record<string, unknown>>): string {
  const { fullName: _, ...content } = component;
  const element = create(
    root,
    { version: '1.0', encoding: 'UTF-8' },
    {},
    { stringify: { textEscape: escaped }, noDoubleEncoding: false },
  );
  element.att('xmlns', namespace);
  if (holdsNil(content)) element.att('xmlns:xsi', instanceNamespace);
  append(element, content);
  return element.end({ pretty: true, indent: '    ', newline: '\n' }) + '\n';
}

export function isNil(value: unknown): boolean {
  return isObject(value) && isObject(value.$) && value.$['xsi:nil'] === 'true';
}

function append(element: XMLElementOrXMLNode, content: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(content).toSorted()) {
    if (name === '$' || name === '_') continue;
    const value = content[name];
    for (const item of Array.isArray(value) ? value : [value]) {
      if (isNil(item)) element.ele(name, { 'xsi:nil': 'true' });
      else if (isObject(item)) append(element.ele(name), item);
      else element.ele(name, String(item ?? ''));
    }
  }
}

function holdsNil(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsNil);
  return isNil(value) || (isObject(value) && Object.values(value).some(holdsNil));
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
    '\r': '&#xD;',
  };
  return text.replace(/[&<>"'\r]/g, (character) => entities[character]!);
}
