import path from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../server/src/sandbox/server.ts';

/** The sample project whose rules the embedded org has in tests and with `npm start`. */
export const sampleProject = path.resolve(import.meta.dirname, '../../samples/recruiting');

/** A small embedded org with the sample project's rules: the demo records and a few generated ones. */
export function startSampleOrg(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({
    project: sampleProject,
    data: { accounts: 5, contacts: 20, leads: 20, others: 10 },
    now: () => new Date('2026-03-01T09:00:00Z'),
    ...options,
  });
}

/** A request as a plain client makes it; `headers` come on top of the token. */
export async function request(
  { url, token }: { readonly url: string; readonly token: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
): Promise<{ status: number; body: any }> {
  const response = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** A SOAP call; gives the whole answer as text. `service`: `u` partner, `m` metadata. */
export async function soap(
  { url, token }: { readonly url: string; readonly token: string },
  service: 'u' | 'm',
  body: string,
  header = '',
): Promise<{ status: number; text: string }> {
  const namespace =
    service === 'u' ? 'urn:partner.soap.sforce.com' : 'http://soap.sforce.com/2006/04/metadata';
  const envelope =
    '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<soapenv:Header xmlns="${namespace}"><SessionHeader><sessionId>${token}</sessionId></SessionHeader>${header}` +
    `</soapenv:Header><soapenv:Body xmlns="${namespace}">${body}</soapenv:Body></soapenv:Envelope>`;
  const response = await fetch(`${url}/services/Soap/${service}/66.0`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', SOAPAction: '""' },
    body: envelope,
  });
  return { status: response.status, text: await response.text() };
}
