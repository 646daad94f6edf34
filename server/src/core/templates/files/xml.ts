/** Lines of an element: `text` is a value, or elements inside it. */
export type XmlPart = readonly [name: string, text: string | null | readonly XmlPart[]];

const step = '    ';

/** An element as lines, as Salesforce retrieves metadata; null is written as `xsi:nil`. */
export function xmlLines([name, content]: XmlPart, indent: string): readonly string[] {
  if (content === null) return [`${indent}<${name} xsi:nil="true"/>`];
  if (typeof content === 'string') return [`${indent}<${name}>${escapeXml(content)}</${name}>`];
  return [
    `${indent}<${name}>`,
    ...content.flatMap((part) => xmlLines(part, indent + step)),
    `${indent}</${name}>`,
  ];
}

export function xmlDocument(root: string, namespaces: string, content: readonly XmlPart[]): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} ${namespaces}>`,
    ...content.flatMap((part) => xmlLines(part, step)),
    `</${root}>`,
  ];
  return lines.map((line) => line + '\n').join('');
}

export const metadataNamespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
export const instanceNamespace = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => escapes[character]!);
}
