import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  /** JSON read, else the text. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the call answers
  readonly body: any;
}

/** No usable answer: whether the request was carried out is not known. */
export class NoAnswer extends Error {}

/** One connection that is kept alive, as a plain client has. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: URL;
  readonly #token: string;
  readonly #timeout: number;

  constructor(url: string, token: string, timeout = 60_000) {
    this.#url = new URL(url);
    this.#token = token;
    this.#timeout = timeout;
  }

  /** @throws NoAnswer */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(new NoAnswer(error.message));
      const outgoing = request(
        {
          host: this.#url.hostname,
          port: this.#url.port,
          method,
          path,
          agent: this.#agent,
          timeout: this.#timeout,
          headers: {
            Authorization: `Bearer ${this.#token}`,
            ...(body !== undefined && { 'Content-Type': type, 'Content-Length': Buffer.byteLength(sent) }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', fail);
          response.on('aborted', () => fail(new Error('cut off')));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const { statusCode: status = 0 } = response;
            try {
              resolve({ status, body: readBody(text, response.headers['content-type'] ?? '') });
            } catch {
              fail(new Error(`unreadable: ${text.slice(0, 40)}`));
            }
          });
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error('too slow')));
      outgoing.on('error', fail);
      outgoing.end(sent);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function readBody(text: string, type: string): unknown {
  if (type.startsWith('application/json')) return JSON.parse(text);
  // What was cut has no end.
  if (type.startsWith('text/xml') && !text.trimEnd().endsWith('</soapenv:Envelope>')) throw new Error('cut');
  return text;
}
