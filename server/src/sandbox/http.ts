import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request, read whole. */
export interface Call {
  readonly method: string;
  /** Without the query string, double slashes collapsed. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export class BodyTooLarge extends Error {}

const largestBody = 50_000_000;

/** @throws BodyTooLarge */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const target = (request.url ?? '/').replace(/^([^?]*)/, (path) => path.replace(/\/{2,}/g, '/'));
  // Requests to proxies name a whole address, and OPTIONS may ask about `*`: there is nothing behind either.
  const url = new URL(`http://loopback${target.startsWith('/') ? target : '/unknown'}`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

export function json(status: number, value: unknown): Reply {
  return { status, contentType: 'application/json;charset=UTF-8', body: JSON.stringify(value) };
}

export const noContent: Reply = { status: 204, contentType: '', body: '' };
