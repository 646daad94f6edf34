import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';
import { RestError } from './errors.ts';

/** A request, read whole. */
export interface Call {
  readonly method: string;
  /** Without the query string, double slashes collapsed. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as it came, unpacked; not there for a request within another one. */
  readonly bytes?: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Further headers: Location of what was created. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class BodyTooLarge extends Error {}

/** All requests that come in at once are larger than the org may hold. */
export class Busy extends Error {}

const largestBody = 50_000_000;
const mostBytesHeld = 250_000_000;

let bytesHeld = 0;

/** @throws BodyTooLarge, Busy, RestError for a body that is not packed as it says */
export async function readCall(request: IncomingMessage, response: ServerResponse): Promise<Call> {
  const target = (request.url ?? '/').replace(/^([^?]*)/, (path) => path.replace(/\/{2,}/g, '/'));
  // Requests to proxies name a whole address, and OPTIONS may ask about `*`: there is nothing behind either.
  const url = new URL(`http://loopback${target.startsWith('/') ? target : '/unknown'}`);
  const bytes = unpacked(await readBody(request, response), request.headers['content-encoding']);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: bytes.toString('utf8'),
    bytes,
  };
}

/**
 * The bytes count as held until the answer is through. Of a body that is refused, the rest is read and thrown away:
 * who still sends when the connection is cut does not get to see why.
 */
function readBody(request: IncomingMessage, response: ServerResponse): Promise<Buffer> {
  let size = 0;
  const letGo = () => {
    bytesHeld -= size;
    size = 0;
  };
  response.once('close', letGo);
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] | null = [];
    const refuse = (error: Error) => {
      chunks = null;
      letGo();
      reject(error);
    };
    request.on('data', (chunk: Buffer) => {
      if (chunks === null) return;
      size += chunk.length;
      bytesHeld += chunk.length;
      chunks.push(chunk);
      if (size > largestBody) refuse(new BodyTooLarge());
      else if (bytesHeld > mostBytesHeld) refuse(new Busy());
    });
    request.once('end', () => {
      if (chunks !== null) resolve(Buffer.concat(chunks));
      chunks = null;
    });
    request.once('error', refuse);
    // Does nothing behind one of the others.
    request.once('close', () => refuse(new Error('The request was cut off.')));
  });
}

/** jsforce and SOAP clients pack what they send. */
function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  const unpack = /^\s*(?:x-)?gzip\s*$/i.test(encoding ?? '')
    ? gunzipSync
    : /^\s*deflate\s*$/i.test(encoding ?? '')
      ? inflateSync
      : null;
  if (unpack === null || body.length === 0) return body;
  try {
    return unpack(body, { maxOutputLength: largestBody });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new BodyTooLarge();
    throw new RestError(400, 'UNSUPPORTED_MEDIA_TYPE', `The body is not ${encoding}.`);
  }
}

export function json(status: number, value: unknown): Reply {
  return { status, contentType: 'application/json;charset=UTF-8', body: JSON.stringify(value) };
}

export const noContent: Reply = { status: 204, contentType: '', body: '' };
