import { readXml, type XmlElement } from '../../metadata/xml.ts';
import type { Span } from '../../text.ts';

/** A property as a configuration file sets it. */
export interface Property {
  readonly value: string;
  /** The line, or the entry. */
  readonly at: Span;
}

/** Properties by name; the last one of a name counts. */
export type Properties = ReadonlyMap<string, Property>;

/** A bean of process-conf.xml: one run of Data Loader. */
export interface Process {
  readonly id: string;
  readonly properties: Properties;
}

/** `config.properties`: `name=value` lines, `#` and `!` before comments. */
export function readProperties(text: string): Properties {
  const properties = new Map<string, Property>();
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const separator = line.search(/[=:]/);
    const name = line.slice(0, Math.max(separator, 0)).trim();
    if (name === '' || /^[#!]/.test(name)) continue;
    const at = { start: index + line.indexOf(name), end: index + line.trimEnd().length };
    properties.set(name, { value: line.slice(separator + 1).trim(), at });
  }
  return properties;
}

/** The beans of `process-conf.xml` with a map of settings. Never throws. */
export function readProcesses(text: string): readonly Process[] {
  const { root } = readXml(text);
  if (root === null) return [];
  return elements(root, 'bean').map((bean) => ({
    id: bean.attributes.get('id') ?? '',
    properties: new Map(elements(bean, 'entry').flatMap((entry) => propertyOf(entry))),
  }));
}

/** `<entry key="sfdc.entity" value="Lead"/>`; the value may also be an element. */
function propertyOf(entry: XmlElement): [string, Property][] {
  const key = entry.attributes.get('key');
  if (key === undefined) return [];
  const inner = entry.children.find((child) => child.name === 'value');
  const value = entry.attributes.get('value') ?? inner?.text ?? '';
  return [[key.trim(), { value: value.trim(), at: { start: entry.start, end: entry.end } }]];
}

function elements(within: XmlElement, name: string): readonly XmlElement[] {
  return within.children.flatMap((child) => (child.name === name ? [child] : elements(child, name)));
}
