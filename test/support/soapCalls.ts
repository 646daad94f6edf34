import { expect } from 'vitest';
import { readSoapXml, type SoapElement } from '../../server/src/sandbox/soap/reader.ts';
import { org } from './loadOrg.ts';
import { problemsOf } from './soapSchema.ts';

const { ApiSchemas } = await import('jsforce/lib/api/soap/schema.js');

export const partnerNamespace = 'urn:partner.soap.sforce.com';
export async function post(body: string, service = 'u/66.0', path = `/services/Soap/${service}`) {
  const response = await fetch(org.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""' },
    // Tables of envelopes are made before there is an org.
    body: body.replace('TOKEN', org.token),
  });
  return { status: response.status, text: await response.text() };
}

/** An envelope as Salesforce's Java connector writes it. */
export const wsc = (body: string, headers = '', token = 'TOKEN', flavour = 'partner') =>
  '<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"' +
  ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  `<env:Header><SessionHeader xmlns="urn:${flavour}.soap.sforce.com"><sessionId>${token}</sessionId></SessionHeader>` +
  `${headers}</env:Header><env:Body>${body}</env:Body></env:Envelope>`;

export const operation = (name: string, content: string) =>
  `<m:${name} xmlns:m="${partnerNamespace}" xmlns:sobj="urn:sobject.partner.soap.sforce.com">${content}</m:${name}>`;
export const sObject = (type: string, fields: string) =>
  `<m:sObjects><sobj:type xsi:type="xsd:string">${type}</sobj:type>${fields}</m:sObjects>`;
export const f = (name: string, value: string) =>
  `<sobj:${name} xsi:type="xsd:string">${value}</sobj:${name}>`;
export const lead = (more = '') => sObject('Lead', f('LastName', 'L') + f('Company', 'C') + more);
export const duplicateHeader = (allowSave: boolean, details = false) =>
  `<DuplicateRuleHeader xmlns="${partnerNamespace}"><allowSave>${allowSave}</allowSave><includeRecordDetails>${details}</includeRecordDetails><runAsCurrentUser>false</runAsCurrentUser></DuplicateRuleHeader>`;
export const allOrNone = `<AllOrNoneHeader xmlns="${partnerNamespace}"><allOrNone>true</allOrNone></AllOrNoneHeader>`;

/** The `result` elements of an answer. */
export function results(text: string): readonly SoapElement[] {
  const body = readSoapXml(text).children.find(({ name }) => name === 'soapenv:Body')!;
  return body.children[0]!.children;
}
export const at = (element: SoapElement, ...path: string[]): SoapElement | undefined =>
  path.reduce<SoapElement | undefined>(
    (one, name) => one?.children.find((child) => child.name === name),
    element,
  );
export const text = (element: SoapElement, ...path: string[]) => at(element, ...path)?.text;

/** Sends an operation and holds its results to the type that the WSDL gives them. */
export async function call(
  name: string,
  content: string,
  type: string,
  headers = '',
): Promise<readonly SoapElement[]> {
  const answer = await post(wsc(operation(name, content), headers));
  expect(answer).toMatchObject({ status: 200 });
  const all = results(answer.text);
  const problems = all.flatMap((one) => (one.nil ? [] : problemsOf(one, type, ApiSchemas as never)));
  expect(problems).toEqual([]);
  return all;
}

export async function faultOf(body: string, service?: string) {
  const answer = await post(body, service);
  expect(answer.status).toBe(500);
  const [, code] = /<faultcode>([^<]*)</.exec(answer.text)!;
  const [, message] = /<faultstring>([^<]*)</.exec(answer.text)!;
  return `${code} ${message}`;
}
