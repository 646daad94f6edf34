import type { SoapElement } from '../../server/src/sandbox/soap/reader.ts';

type Schema = string | readonly Schema[] | { readonly [name: string]: Schema };

interface Definition {
  readonly type: string;
  readonly props: Readonly<Record<string, Schema>>;
  readonly extends?: string;
}

/**
 * What is wrong with an element by the partner WSDL, which jsforce's schemas were made from: elements that are unknown,
 * missing, or in another order, as clients made from the WSDL do not bear. Sentences.
 */
export function problemsOf(
  element: SoapElement,
  type: string,
  definitions: Readonly<Record<string, Definition>>,
  path = type,
): string[] {
  const props = propsOf(type, definitions);
  const names = Object.keys(props);
  const problems: string[] = [];
  let last = -1;
  for (const child of element.children) {
    const index = names.indexOf(child.name);
    if (index < 0) problems.push(`${path}.${child.name} is not in the WSDL`);
    else if (index < last) problems.push(`${path}.${child.name} comes too late`);
    last = Math.max(last, index);
    const [nested] = [props[child.name] ?? ''].flat(2).filter((one) => one !== '?');
    const name = typeof nested === 'string' ? nested.replace('?', '') : '';
    if (child.nil || name === 'sObject' || !definitions[name]) continue;
    problems.push(...problemsOf(child, subtypeOf(child) ?? name, definitions, `${path}.${child.name}`));
  }
  for (const [name, schema] of Object.entries(props)) {
    const mayBeMissing = Array.isArray(schema) || (typeof schema === 'string' && schema.startsWith('?'));
    if (mayBeMissing || element.children.some((child) => child.name === name)) continue;
    problems.push(`${path}.${name} is missing`);
  }
  return problems;
}

function propsOf(type: string, definitions: Readonly<Record<string, Definition>>): Record<string, Schema> {
  const definition = definitions[type];
  if (!definition) throw new TypeError(`no type ${type}`);
  const base = definition.extends === undefined ? {} : propsOf(definition.extends, definitions);
  return { ...base, ...definition.props };
}

function subtypeOf({ attributes }: SoapElement): string | undefined {
  return attributes.get('xsi:type');
}
