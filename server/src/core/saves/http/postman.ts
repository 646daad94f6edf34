import type { Body, HandRequest, HttpDocument, Piece } from './document.ts';
import { itemsOf, type JsonNode, member, readJson, stringOf } from './json.ts';

/**
 * Reads a Postman collection of format 2 (schema.postman.com/collection/json/v2.1.0): folders in folders, and
 * variables of the collection and of folders. Never throws; what is no collection has no requests.
 */
export function readPostman(text: string): HttpDocument {
  const root = readJson(text);
  const requests: HandRequest[] = [];
  if (root !== null) collect(root, '', new Map(), requests);
  return { requests, comments: [] };
}

function collect(
  node: JsonNode,
  folder: string,
  around: ReadonlyMap<string, string>,
  found: HandRequest[],
): void {
  const variables = new Map([...around, ...variablesIn(member(node, 'variable'))]);
  for (const item of itemsOf(member(node, 'item'))) {
    const name = [folder, stringOf(member(item, 'name')) ?? ''].filter((part) => part !== '').join(' / ');
    const request = member(item, 'request');
    const read = request && readRequest(request, name, variables);
    if (read) found.push(read);
    if (member(item, 'item') !== undefined) collect(item, name, variables, found);
  }
}

function variablesIn(list: JsonNode | undefined): readonly (readonly [string, string])[] {
  return itemsOf(list).flatMap((variable) => {
    const name = stringOf(member(variable, 'key')) ?? stringOf(member(variable, 'id'));
    const value = stringOf(member(variable, 'value'));
    // An empty one is filled in by an environment.
    return name === null || value === null || value === '' || isDisabled(variable)
      ? []
      : [[name, value] as const];
  });
}

function isDisabled(node: JsonNode): boolean {
  const disabled = member(node, 'disabled');
  return disabled?.kind === 'value' && disabled.value === true;
}

/** A request that is only an address is a GET. */
function readRequest(
  request: JsonNode,
  name: string,
  variables: ReadonlyMap<string, string>,
): HandRequest | null {
  const method = pieceOf(member(request, 'method'));
  const url = urlOf(member(request, 'url'));
  if (method === null || url === null) return null;
  return {
    name,
    method,
    url: url.address,
    headers: headersOf(member(request, 'header')),
    body: bodyOf(member(request, 'body')),
    variables: new Map([...variables, ...url.variables]),
    start: request.start,
    end: request.end,
  };
}

/** An address whole or in parts, with `:name` for variables of its path. */
function urlOf(
  node: JsonNode | undefined,
): { readonly address: Piece; readonly variables: ReturnType<typeof variablesIn> } | null {
  const whole = pieceOf(node) ?? pieceOf(member(node, 'raw'));
  const address = whole ?? partsOf(node);
  if (address === null) return null;
  const text = address.text.replace(/(?<=\/):([A-Za-z_][\w-]*)/g, '{{$1}}');
  return { address: { ...address, text }, variables: variablesIn(member(node, 'variable')) };
}

function partsOf(node: JsonNode | undefined): Piece | null {
  const path = member(node, 'path');
  if (node === undefined || path === undefined) return null;
  const host = member(node, 'host');
  const join = (part: JsonNode | undefined, by: string) =>
    stringOf(part) ??
    itemsOf(part)
      .map((item) => stringOf(item) ?? '')
      .join(by);
  return { text: `${join(host, '.')}/${join(path, '/')}`, start: node.start, end: node.end };
}

function headersOf(node: JsonNode | undefined): HandRequest['headers'] {
  const whole = pieceOf(node);
  if (whole !== null) {
    return whole.text.split(/\r?\n/).flatMap((line) => {
      const [name = '', ...value] = line.split(':');
      return value.length === 0
        ? []
        : [{ name: { ...whole, text: name.trim() }, value: { ...whole, text: value.join(':').trim() } }];
    });
  }
  return itemsOf(node).flatMap((header) => {
    const name = pieceOf(member(header, 'key'));
    const value = pieceOf(member(header, 'value'));
    return name === null || value === null || isDisabled(header) ? [] : [{ name, value }];
  });
}

function bodyOf(node: JsonNode | undefined): Body {
  if (node === undefined || isDisabled(node)) return 'none';
  const mode = stringOf(member(node, 'mode'));
  if (mode === 'file') return 'from-a-file';
  return (mode === 'raw' ? pieceOf(member(node, 'raw')) : null) ?? 'none';
}

function pieceOf(node: JsonNode | undefined): Piece | null {
  const text = stringOf(node);
  return node === undefined || text === null ? null : { text, start: node.start, end: node.end };
}
