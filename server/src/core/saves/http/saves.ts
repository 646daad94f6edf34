import { type Anchor, type Place, place } from '../../text.ts';
import type { TextValue, Value } from '../code/values.ts';
import type { FileFacts } from '../facts.ts';
import { savesOf, unknown } from '../requests/written.ts';
import type { Refusal, SaveSite } from '../site.ts';
import type { Body, HandRequest, Piece } from './document.ts';

const variable = 'a variable of the request';

/** The saves of one request. */
export function savesIn(
  request: HandRequest,
  anchor: Anchor,
  file: string,
): Pick<FileFacts, 'sites' | 'observations'> {
  const at = place(anchor, request.method);
  const extent = place(anchor, request);
  const enclosing = request.name === '' ? file : `${file}.${request.name}`;
  const value = (piece: Piece): TextValue => textOf(piece, request.variables, place(anchor, piece));
  const { saves, problems } = savesOf({
    method: value(request.method),
    url: value(request.url),
    headers: request.headers.map(
      ({ name, value: content }): Value => ({
        kind: 'list',
        items: [value(name), value(content)],
        open: false,
        place: place(anchor, { start: name.start, end: Math.max(name.end, content.end) }),
      }),
    ),
    body: bodyOf(request.body, value),
    extent,
    at,
    by: 'the request',
    variable,
  });
  return {
    sites: saves.map(
      (save): SaveSite => ({
        language: 'http',
        ...save,
        place: at,
        extent,
        calledWith: [],
        refusal,
        isSentByHand: true,
        inTest: false,
        enclosing,
        via: [],
        dedupeChecksBypassed: [],
      }),
    ),
    observations: problems.map((one) => ({ ...one, inTest: false, enclosing })),
  };
}

const refusal: Refusal = {
  kind: 'handles-errors',
  how: 'is shown to whoever sends the request',
  evidence: [],
  insideHandling: false,
  duplicateValueBranch: null,
  resultsRead: true,
};

function bodyOf(body: Body, value: (piece: Piece) => TextValue): Value | null {
  if (body === 'none') return null;
  return body === 'from-a-file' ? unknown('read from a file') : value(body);
}

/** A text with the variables put in that the file itself sets. */
function textOf(piece: Piece, variables: ReadonlyMap<string, string>, at: Place): TextValue {
  const parts: (string | Value)[] = [];
  const filled = filledIn(piece.text, variables, 4).split(/(\{\{[^{}]*\}\})/);
  if (filled.length > mostPieces)
    return { kind: 'text', parts: [unknown('put together of too much')], place: at };
  for (const part of filled) {
    const last = parts.at(-1);
    if (/^\{\{.*\}\}$/s.test(part)) parts.push(unknown(variable));
    else if (typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  }
  return { kind: 'text', parts, place: at };
}

/** @param depth of variables in the values of variables */
function filledIn(text: string, variables: ReadonlyMap<string, string>, depth: number): string {
  if (depth === 0 || variables.size === 0 || !text.includes('{{')) return text;
  let left = mostCharacters;
  const filled = text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (whole, name: string) => {
    const value = variables.get(name);
    if (value === undefined || value.length > left) return whole;
    left -= value.length;
    return value;
  });
  return filled === text ? text : filledIn(filled, variables, depth - 1);
}

/** Variables that are put into each other grow without bounds. */
const mostCharacters = 20_000;
const mostPieces = 500;
