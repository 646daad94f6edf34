import type { XmlElement } from '../metadata/xml.ts';
import { localName, plain } from './values.ts';

/** Deeper than any of Salesforce's answers: envelope, body, response, result, …, record, field are ten. */
const depthLimit = 40;

/**
 * An element as the value that a parser to JSON gives: text for a leaf (a boolean or a number where `xsi:type`
 * says so), an object for an element with children, a list where a name comes several times, null for nil.
 * Names without their prefixes; `xsi:type` of an element with children under `$`.
 */
export function xmlValue(element: XmlElement): unknown {
  return valueAt(element, 0);
}

function valueAt(element: XmlElement, depth: number): unknown {
  if (element.nil || depth > depthLimit) return null;
  const type = element.attributes.get('xsi:type');
  if (element.children.length === 0) {
    return plain({ _: element.text, ...(type !== undefined && { $: { type } }) });
  }
  const properties = new Map<string, unknown[]>();
  if (type !== undefined) properties.set('$', [{ type }]);
  for (const child of element.children) {
    const name = localName(child.name);
    const values = properties.get(name);
    const value = valueAt(child, depth + 1);
    if (values === undefined) properties.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(
    [...properties].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
