import type { TextStyle } from './textStyle.ts';
import { quoted } from './textStyle.ts';

/** What the helper that reads a refusal is given: an error, a response, or what Salesforce answered. */
export type HelperInput = (typeof helperInputs)[number];

export const helperInputs = [
  'jsforce-error',
  'axios-error',
  'got-error',
  'ky-error',
  'ofetch-error',
  'superagent-error',
  'request-promise-error',
  'lwc-error',
  'simple-salesforce-error',
  'response',
  'undici-response',
  'needle-response',
  'aiohttp-response',
  'body',
] as const;

interface Input {
  readonly parameter: 'error' | 'response' | 'body';
  /** Type of the parameter in TypeScript. */
  readonly type: string;
  readonly isAsync: boolean;
}

const errorInput: Input = { parameter: 'error', type: 'unknown', isAsync: false };

/** How the helper takes what it is given. */
export function inputOf(input: HelperInput): Input {
  switch (input) {
    case 'body':
      return { parameter: 'body', type: 'unknown', isAsync: false };
    case 'response':
    case 'aiohttp-response': {
      const type = '{ status: number; clone(): { json(): Promise<unknown> } }';
      return { parameter: 'response', type, isAsync: true };
    }
    case 'undici-response': {
      const type = '{ statusCode: number; body: { json(): Promise<unknown> } }';
      return { parameter: 'response', type, isAsync: true };
    }
    case 'needle-response':
      return { parameter: 'response', type: '{ statusCode?: number; body: unknown }', isAsync: false };
    case 'ky-error':
      return { ...errorInput, isAsync: true };
    default:
      return errorInput;
  }
}

/** Lines that give the answer of Salesforce as `body`. */
export function scriptBody(input: HelperInput, end: string): readonly string[] {
  switch (input) {
    case 'jsforce-error':
      return [
        '\t// jsforce 3 keeps the answer in error.data, older versions have it on the error itself.',
        `\tconst { errorCode, data = error } = Object(error)${end}`,
        `\tconst body = Array.isArray(data) ? data : { errorCode, ...data }${end}`,
      ];
    case 'axios-error':
      return [`\tconst body = Object(error).response?.data${end}`];
    case 'got-error':
      return asJson('Object(error).response?.body', end);
    case 'request-promise-error':
      return asJson('Object(error).error', end);
    case 'ky-error':
      return [
        '\t// ky 2 has read the answer into error.data.',
        `\tconst { response, data } = Object(error)${end}`,
        `\tconst body = data ?? (await response?.clone().json().catch(() => null))${end}`,
      ];
    case 'ofetch-error':
      return [`\tconst body = Object(error).data${end}`];
    case 'superagent-error':
      return [`\tconst body = Object(error).response?.body${end}`];
    case 'response':
      return [
        `\tif (response.status !== 400) return null${end}`,
        `\tconst body = await response.clone().json().catch(() => null)${end}`,
      ];
    case 'undici-response':
      return [
        `\tif (response.statusCode !== 400) return null${end}`,
        `\tconst body = await response.body.json().catch(() => null)${end}`,
      ];
    case 'needle-response':
      return [`\tconst body = response.statusCode === 400 ? response.body : null${end}`];
    default:
      return [];
  }
}

function asJson(code: string, end: string): readonly string[] {
  return [
    `\tconst text = ${code}${end}`,
    `\tconst body = typeof text === 'string' && text.startsWith('[') ? JSON.parse(text) : text${end}`,
  ];
}

/** Python: as {@link scriptBody}. */
export function pythonBody(input: HelperInput, style: TextStyle): readonly string[] {
  switch (input) {
    case 'simple-salesforce-error':
      return [`\tbody = getattr(error, ${quoted('content', style)}, None)`];
    case 'response':
      return read('response.status_code', 'response.json()');
    case 'aiohttp-response':
      return read('response.status', 'await response.json(content_type=None)');
    default:
      return [];
  }
}

function read(status: string, json: string): readonly string[] {
  return [
    `\tif ${status} != 400:`,
    '\t\treturn None',
    '\ttry:',
    `\t\tbody = ${json}`,
    '\texcept ValueError:',
    '\t\treturn None',
  ];
}
