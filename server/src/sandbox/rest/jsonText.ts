import { Tokenizer, TokenParser } from '@streamparser/json';
import { RestError } from '../errors.ts';

/** In longer texts the place of an error is not looked for. */
const longestSearched = 5_000_000;
/** As Jackson, with which Salesforce reads JSON, limits it. */
const deepest = 1000;

/**
 * Reads a JSON text.
 * @throws RestError JSON_PARSER_ERROR with the place, in the words of Salesforce's parser
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw parserError(
      text.length > longestSearched ? 'The HTTP entity body is no JSON.' : placeOfError(text),
    );
  }
  if (depthOf(text) > deepest) {
    throw parserError(`Document nesting depth (${deepest + 1}) exceeds the maximum allowed (${deepest})`);
  }
  return value;
}

export function parserError(message: string): RestError {
  return new RestError(400, 'JSON_PARSER_ERROR', message);
}

const expectations: Readonly<Record<string, string>> = {
  COLON: 'was expecting a colon to separate field name and value',
  KEY: 'was expecting double-quote to start field name',
  COMMA: 'was expecting comma to separate entries',
  VALUE: 'expected a valid value (number, String, array, object, true, false or null)',
};

/** JSON.parse does not always say where it stopped: a second parser does. */
function placeOfError(text: string): string {
  const tokenizer = new Tokenizer();
  const parser = new TokenParser({ paths: ['$'], keepStack: false });
  let at = 0;
  const fail = (error: Error): never => {
    throw error;
  };
  parser.onValue = () => {};
  parser.onError = fail;
  tokenizer.onError = fail;
  tokenizer.onToken = (token) => {
    at = token.offset;
    parser.write(token);
  };
  try {
    tokenizer.write(text);
    tokenizer.end();
    parser.end();
  } catch (error) {
    const { message } = error as Error;
    const bytes = /absolute position "(\d+)"/.exec(message)?.[1];
    const isAtEnd = /^(Parser|Tokenizer) ended/.test(message);
    const offset = isAtEnd ? text.length : Number(bytes ?? at);
    const state = /in state (\w+)/.exec(message)?.[1] ?? '';
    return `${whatStands(text, offset, state)} at ${placeOf(text, offset)}`;
  }
  return `Unexpected end-of-input at ${placeOf(text, text.length)}`;
}

function whatStands(text: string, offset: number, state: string): string {
  const char = text.charAt(offset);
  if (char === '') return 'Unexpected end-of-input: expected close marker';
  const expected = expectations[state] ?? expectations.VALUE!;
  return `Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${expected}`;
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `[line:${before.length}, column:${before.at(-1)!.length + 1}]`;
}

/** How deeply arrays and objects are nested in a valid text. */
function depthOf(text: string): number {
  let deep = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) most = Math.max(most, ++deep);
    else if (code === 0x7d || code === 0x5d) deep--;
  }
  return most;
}

/** Offset of the quote that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start;
  while (true) {
    at = text.indexOf('"', at + 1);
    let slashes = 0;
    while (text.charAt(at - 1 - slashes) === '\\') slashes++;
    if (slashes % 2 === 0) return at;
  }
}
