import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface FakeReply {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers a request, or does with the response what no server should; null: never answers. */
export type FakeAnswer = (
  request: FakeRequest,
  response: ServerResponse,
) => FakeReply | object | null | Promise<FakeReply | object | null>;

export interface FakeOrg {
  readonly url: string;
  readonly requests: FakeRequest[];
  /** How many requests were cut off by the client. */
  aborted(): number;
  answer(next: FakeAnswer): void;
  close(): Promise<void>;
}

/** A server on the loopback address that answers whatever a test wants, JSON where it returns no reply. */
export async function startFakeOrg(first: FakeAnswer = () => ({ status: 404 })): Promise<FakeOrg> {
  const requests: FakeRequest[] = [];
  let answer = first;
  let aborted = 0;
  const server = createServer((message, response) => void serve(message, response));
  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of message) body += chunk;
    const request: FakeRequest = {
      method: message.method ?? '',
      url: message.url ?? '',
      headers: message.headers as FakeRequest['headers'],
      body,
    };
    requests.push(request);
    response.on('close', () => {
      if (!response.writableFinished) aborted++;
    });
    const reply = await answer(request, response);
    if (reply === null || response.headersSent) return;
    const isReply = 'status' in reply || 'body' in reply;
    const {
      status = 200,
      type = 'application/json',
      headers = {},
      body: text = '',
    } = isReply ? (reply as FakeReply) : { body: JSON.stringify(reply) };
    response.writeHead(status, { 'content-type': type, ...headers }).end(text);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    aborted: () => aborted,
    answer: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A SOAP answer around the content of its body. */
export function soapReply(content: string): FakeReply {
  return { type: 'text/xml;charset=UTF-8', body: envelope(content) };
}

export function soapFault(code: string, message: string): FakeReply {
  return {
    status: 500,
    type: 'text/xml;charset=UTF-8',
    body: envelope(
      `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${message}</faultstring></soapenv:Fault>`,
    ),
  };
}

export function restError(status: number, errorCode: string, message: string): FakeReply {
  return { status, body: JSON.stringify([{ errorCode, message }]) };
}

function envelope(content: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:sobject.partner.soap.sforce.com"' +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`
  );
}
