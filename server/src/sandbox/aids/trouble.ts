import type { ServerResponse } from 'node:http';
import { bulk1Error, isBulk1Path } from '../bulk/v1/answer.ts';
import { RestError, SoapFault } from '../errors.ts';
import { type Call, json, type Reply } from '../http.ts';
import { errorReply } from '../rest/answer.ts';
import { isSoapPath } from '../soap/answer.ts';
import { dialectOf, faultEnvelope, invalidSession } from '../soap/envelope.ts';
import type { JournalEntry } from './journal.ts';

/** What may go wrong with an answer instead of, or to, the right one. */
export type Trouble =
  /** 500, in the form of the API asked. */
  | { readonly kind: 'server-error' }
  /** The daily API limit is used up. */
  | { readonly kind: 'limit' }
  /** A permission is missing. */
  | { readonly kind: 'no-access'; readonly message?: string }
  /** The session has ended, for this request only. */
  | { readonly kind: 'session-expired' }
  /** A page of a gateway, login or maintenance. */
  | { readonly kind: 'html'; readonly status?: number }
  /** Status 200, the right type, and a body that is nothing. */
  | { readonly kind: 'garbage' }
  /** The right answer, cut in half, its length as announced: the connection breaks. */
  | { readonly kind: 'broken-off' }
  /** The right answer, cut in half, as if that were all. */
  | { readonly kind: 'truncated' }
  /** The right answer, in pieces of so many bytes, each so many milliseconds after the other. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** An answer of so many bytes that begins like one of the API asked. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** The connection breaks before the answer. */
  | { readonly kind: 'reset' }
  /** No answer at all. */
  | { readonly kind: 'silence' }
  /** Another answer, made from the right one. */
  | { readonly kind: 'changed'; readonly change: (reply: Reply) => Reply };

interface Planned {
  readonly trouble: Trouble;
  readonly when: (entry: JournalEntry) => boolean;
  times: number;
}

/** The troubles that requests will meet, first come first served. */
export class Troubles {
  readonly #planned: Planned[] = [];

  /** `times`: how many requests meet it; 1 by default. */
  plan(trouble: Trouble, when: (entry: JournalEntry) => boolean = () => true, times = 1): void {
    this.#planned.push({ trouble, when, times });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  take(entry: JournalEntry): Trouble | null {
    const index = this.#planned.findIndex(({ when }) => when(entry));
    const planned = this.#planned[index];
    if (!planned) return null;
    if (--planned.times <= 0) this.#planned.splice(index, 1);
    return planned.trouble;
  }
}

/** Troubles that are an answer of their own; null for those that need the right one. */
export function replyOf(trouble: Trouble, call: Call): Reply | null {
  switch (trouble.kind) {
    case 'server-error':
      return inForm(
        call,
        500,
        'UNKNOWN_EXCEPTION',
        'An unexpected error occurred. Please include this ErrorId if you contact support: 1-1 (1)',
      );
    case 'limit':
      return inForm(call, 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    case 'no-access': {
      const message = trouble.message ?? 'insufficient access rights on cross-reference id';
      return inForm(call, 403, 'INSUFFICIENT_ACCESS', message);
    }
    case 'session-expired':
      if (isSoapPath(call.path)) return faultEnvelope(dialectOf(call), invalidSession());
      if (isBulk1Path(call.path)) return bulk1Error(call, 'InvalidSessionId', 'Invalid session id', 400);
      return errorReply(new RestError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'));
    case 'html': {
      const body =
        '<!DOCTYPE html><html><head><title>Down for maintenance</title></head><body>We are down.</body></html>';
      return { status: trouble.status ?? 503, contentType: 'text/html', body };
    }
    case 'garbage':
      return { ...json(200, ''), contentType: contentTypeOf(call), body: '\u0000\ufffd}{<<>]not an answer' };
    case 'huge': {
      const start = isSoapPath(call.path) ? '<?xml version="1.0"?><a>' : '{"records":["';
      return { status: 200, contentType: contentTypeOf(call), body: start.padEnd(trouble.bytes, 'x') };
    }
    default:
      return null;
  }
}

/** Sends the right answer with its trouble. */
export function sendWith(trouble: Trouble, reply: Reply, response: ServerResponse): void {
  const { status, contentType, body } = reply;
  const half = body.slice(0, Math.ceil(body.length / 2));
  switch (trouble.kind) {
    case 'reset':
      response.destroy();
      return;
    case 'silence':
      return;
    case 'broken-off':
      response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
      response.write(half, () => response.destroy());
      return;
    case 'truncated':
      response.writeHead(status, { 'Content-Type': contentType }).end(half);
      return;
    case 'drip':
      response.writeHead(status, { 'Content-Type': contentType });
      drip(Buffer.from(body), trouble.bytes, trouble.everyMs, response);
      return;
    default:
      response.writeHead(status, { 'Content-Type': contentType }).end(body);
  }
}

function drip(body: Buffer, bytes: number, everyMs: number, response: ServerResponse): void {
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + bytes));
    at += bytes;
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.once('close', () => clearInterval(timer));
}

function inForm(call: Call, status: number, code: string, message: string): Reply {
  if (isSoapPath(call.path)) return faultEnvelope(dialectOf(call), new SoapFault(code, message));
  if (isBulk1Path(call.path)) return bulk1Error(call, code, message, status);
  return errorReply(new RestError(status, code, message));
}

function contentTypeOf({ path }: Call): string {
  return isSoapPath(path) ? 'text/xml;charset=UTF-8' : 'application/json;charset=UTF-8';
}
