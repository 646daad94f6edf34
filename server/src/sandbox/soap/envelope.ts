import type { XmlElement } from '../../core/metadata/xml.ts';
import { SoapFault } from '../errors.ts';
import type { Call, Reply } from '../http.ts';
import { malformed, readSoapXml, type SoapElement } from './reader.ts';
import { escapeXml } from './xml.ts';

/** A SOAP request, taken apart. */
export interface SoapCall {
  readonly dialect: SoapDialect;
  /** Of the API, in its path: 66. */
  readonly version: number;
  /** Local name of the body's element: `findDuplicates`. */
  readonly operation: string;
  readonly body: SoapElement;
  readonly sessionId: string | null;
  readonly headers: readonly SoapElement[];
}

export interface SoapDialect {
  readonly kind: 'partner' | 'enterprise' | 'metadata';
  /** Namespace of the operations. */
  readonly namespace: string;
  /** Further namespace declarations of an answer's envelope. */
  readonly declarations: string;
  /** Namespace of the prefix sf in faults. */
  readonly faultNamespace: string;
}

export const partner: SoapDialect = {
  kind: 'partner',
  namespace: 'urn:partner.soap.sforce.com',
  declarations: ' xmlns:sf="urn:sobject.partner.soap.sforce.com"',
  faultNamespace: 'urn:fault.partner.soap.sforce.com',
};

export const enterprise: SoapDialect = {
  kind: 'enterprise',
  namespace: 'urn:enterprise.soap.sforce.com',
  declarations: ' xmlns:sf="urn:sobject.enterprise.soap.sforce.com"',
  faultNamespace: 'urn:fault.enterprise.soap.sforce.com',
};

export const metadata: SoapDialect = {
  kind: 'metadata',
  namespace: 'http://soap.sforce.com/2006/04/metadata',
  declarations: '',
  faultNamespace: 'http://soap.sforce.com/2006/04/metadata',
};

const dialects: Readonly<Record<string, SoapDialect>> = { u: partner, c: enterprise, m: metadata };
const soapPath = /^\/services\/Soap\/([cum])\/(\d+)\.0(?:\/\w+)?\/?$/;

export function isSoapPath(path: string): boolean {
  return soapPath.test(path);
}

/** `path`: one of SOAP. */
export function dialectOf({ path }: Pick<Call, 'path'>): SoapDialect {
  return dialects[soapPath.exec(path)?.[1] ?? 'u']!;
}

const envelopeNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
const read = new WeakMap<Call, SoapCall | SoapFault>();

/** A request is read once, whoever asks. @throws SoapFault where it is no SOAP request */
export function soapCallOf(call: Call): SoapCall {
  let result = read.get(call);
  if (result === undefined) {
    try {
      result = readEnvelope(call);
    } catch (error) {
      if (!(error instanceof SoapFault)) throw error;
      result = error;
    }
    read.set(call, result);
  }
  if (result instanceof SoapFault) throw result;
  return result;
}

function readEnvelope(call: Call): SoapCall {
  const root = readSoapXml(call.body);
  if (localName(root) !== 'Envelope' || root.namespace !== envelopeNamespace) {
    throw new SoapFault('soapenv:VersionMismatch', `The root is no Envelope of ${envelopeNamespace}`);
  }
  const body = child(root, 'Body')?.children[0];
  if (!body) throw malformed('The Body of the envelope is empty');
  const headers = child(root, 'Header')?.children ?? [];
  const sessionHeader = headers.find((header) => localName(header) === 'SessionHeader');
  const sessionId = (sessionHeader && child(sessionHeader, 'sessionId')?.text) || null;
  const dialect = dialectOf(call);
  const version = Number(soapPath.exec(call.path)?.[2] ?? 0);
  return { dialect, version, operation: localName(body), body, sessionId, headers };
}

export function localName({ name }: { readonly name: string }): string {
  return name.slice(name.indexOf(':') + 1);
}

export function child<E extends XmlElement>(element: E, name: string): E | undefined {
  return (element.children as readonly E[]).find((one) => localName(one) === name);
}

export function children<E extends XmlElement>(element: E, name: string): readonly E[] {
  return (element.children as readonly E[]).filter((one) => localName(one) === name);
}

export function textIn(element: XmlElement, name: string): string | null {
  const found = child(element, name);
  return found === undefined || found.nil ? null : found.text;
}

/** Text in a header, `allowSave` in `DuplicateRuleHeader`; null where there is none. */
export function headerText({ headers }: SoapCall, header: string, name: string): string | null {
  const found = headers.find((one) => localName(one) === header);
  return found === undefined ? null : textIn(found, name);
}

export function isTrue(text: string | null): boolean {
  return text === 'true' || text === '1';
}

const xmlType = 'text/xml;charset=UTF-8';

/** `content`: the elements of `<OPERATIONResponse>`. */
export function answerEnvelope(dialect: SoapDialect, operation: string, content: string): Reply {
  const { namespace, declarations } = dialect;
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soapenv:Envelope xmlns:soapenv="${envelopeNamespace}" xmlns="${namespace}"` +
    `${declarations} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` +
    `<${operation}Response>${content}</${operation}Response></soapenv:Body></soapenv:Envelope>`;
  return { status: 200, contentType: xmlType, body };
}

/** The types of faults in the WSDL, by code; others are UnexpectedErrorFault. */
const faultTypes: Readonly<Record<string, string>> = {
  INVALID_LOGIN: 'LoginFault',
  INVALID_FIELD: 'InvalidFieldFault',
  MALFORMED_QUERY: 'MalformedQueryFault',
  INVALID_TYPE: 'InvalidSObjectFault',
  MALFORMED_ID: 'InvalidIdFault',
  INVALID_QUERY_LOCATOR: 'InvalidQueryLocatorFault',
};
const withPlace = new Set(['InvalidFieldFault', 'MalformedQueryFault', 'InvalidSObjectFault']);

export function faultEnvelope(dialect: SoapDialect, { code, message }: SoapFault): Reply {
  const text = escapeXml(message);
  // What is wrong with the envelope is said without a code of Salesforce's.
  const fault = code.startsWith('soapenv:')
    ? `<faultcode>${code}</faultcode><faultstring>${text}</faultstring>`
    : `<faultcode>sf:${code}</faultcode><faultstring>${code}: ${text}</faultstring><detail>${faultDetail(code, text)}</detail>`;
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soapenv:Envelope xmlns:soapenv="${envelopeNamespace}"` +
    ` xmlns:sf="${dialect.faultNamespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` +
    `<soapenv:Fault>${fault}</soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
  return { status: 500, contentType: xmlType, body };
}

function faultDetail(code: string, text: string): string {
  const type = faultTypes[code] ?? 'UnexpectedErrorFault';
  const place = withPlace.has(type) ? '<sf:row>-1</sf:row><sf:column>-1</sf:column>' : '';
  return (
    `<sf:${type} xsi:type="sf:${type}"><sf:exceptionCode>${code}</sf:exceptionCode>` +
    `<sf:exceptionMessage>${text}</sf:exceptionMessage>${place}</sf:${type}>`
  );
}

/** The fault that makes clients log in again. */
export function invalidSession(): SoapFault {
  const message =
    'Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session hash: This is expected, it can happen if the session has expired and swept away, or if the user logs out, or if its just someone trying to hack in. ';
  return new SoapFault('INVALID_SESSION_ID', message);
}
