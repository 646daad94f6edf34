import { fetch, type Response } from 'undici';
import { allowedHeaders, checkRequest, type OutgoingRequest } from './allowList.ts';
import { dispatcherFor } from './dispatchers.ts';
import { nestsTooDeep } from './nesting.ts';
import { networkCode, networkProblem, timedOut } from './networkProblem.ts';
import { cancelled, OrgError } from './problems.ts';
import { currentContext, type RequestContext } from './requestContext.ts';
import { senseless } from './rest.ts';

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ReceivedAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** More than any answer to the requests of the allow list can be. */
export const maximumBytes = 20 * 1024 * 1024;

const attempts = 3;
const passing = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/;

/**
 * The one place where the org bundle sends anything. Redirects are not followed: the token goes nowhere else.
 * Reads are tried again when the connection breaks or the org is overloaded, anything else is sent once.
 * @throws OrgError
 */
export async function send(sent: SentRequest): Promise<ReceivedAnswer> {
  const context = currentContext();
  const request = outgoing(sent);
  if (context === undefined)
    throw new OrgError('not-allowed', 'A request that belongs to no org was stopped.');
  checkRequest(request, context.origins);
  for (let attempt = 1; ; attempt++) {
    const again = request.method === 'GET' && attempt < attempts;
    const answer = await sendOnce(request, context, again);
    if (answer !== null) return answer;
    await pause(250 * 3 ** (attempt - 1), context.signal);
  }
}

function outgoing({ method, url, headers, body }: SentRequest): OutgoingRequest {
  if (body !== undefined && body !== null && typeof body !== 'string') {
    throw new OrgError('not-allowed', 'A request whose content is no text was stopped.');
  }
  if (!URL.canParse(url)) throw new OrgError('not-allowed', 'A request without a valid address was stopped.');
  const address = new URL(url);
  // `sf org login access-token` saves addresses with a slash at the end, to which the libraries add another one.
  address.pathname = address.pathname.replace(/^\/{2,}/, '/');
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    method: method.toUpperCase(),
    url: address,
    headers: Object.fromEntries(lower.filter(([name]) => allowedHeaders.has(name))),
    body: body ?? null,
  };
}

/** Null: to be tried again. */
async function sendOnce(
  { method, url, headers, body }: OutgoingRequest,
  { signal, timeoutMilliseconds, origins }: RequestContext,
  again: boolean,
): Promise<ReceivedAnswer | null> {
  if (signal.aborted) throw cancelled();
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeoutMilliseconds);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: 'manual',
      signal: controller.signal,
      dispatcher: dispatcherFor(url),
    });
    const { status } = response;
    const text = await readLimited(response, controller);
    if (nestsTooDeep(text)) throw senseless();
    if (again && (status === 502 || status === 503 || status === 504)) return null;
    if (status >= 300 && status < 400) throw redirected(url.host);
    if (method === 'POST' && url.pathname === '/services/oauth2/token') admitInstance(text, origins);
    return { statusCode: status, headers: Object.fromEntries(response.headers), body: text };
  } catch (error) {
    if (error instanceof OrgError) throw error;
    if (signal.aborted) throw cancelled();
    if (controller.signal.aborted) throw timedOut(url.host);
    if (again && passing.test(networkCode(error))) return null;
    throw networkProblem(error, url.host);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function readLimited(response: Response, controller: AbortController): Promise<string> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBytes) {
      controller.abort();
      throw new OrgError('bad-answer', 'The answer of the org is larger than 20 MB and was cut off.');
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function redirected(host: string): OrgError {
  return new OrgError(
    'bad-answer',
    `${host} sends to another address; the request was not repeated there. If the org’s domain was changed, log in to it again.`,
  );
}

/** An org may have moved to another instance: the answer with the new token says where to. */
function admitInstance(text: string, origins: Set<string>): void {
  try {
    const { instance_url: instance } = JSON.parse(text) as { instance_url?: unknown };
    if (typeof instance === 'string') origins.add(new URL(instance).origin);
  } catch {
    // Not an answer with a token: whoever asked for it will say so.
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(cancelled());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
