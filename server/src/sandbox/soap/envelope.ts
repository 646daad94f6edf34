import { readXml, type XmlElement } from '../../core/metadata/xml.ts';
import { SoapFault } from '../errors.ts';
import type { Reply } from '../http.ts';
import { escapeXml } from './xml.ts';

/** A SOAP request, taken apart. */
export interface SoapCall {
  /** Local name of the body's element: `findDuplicates`. */
  readonly operation: string;
  readonly body: XmlElement;
  readonly sessionId: string | null;
  readonly headers: readonly XmlElement[];
}

/** @throws SoapFault where the text is no SOAP request */
export function readEnvelope(text: string): SoapCall {
  const { root, problems } = readXml(text);
  const body = root && child(root, 'Body')?.children[0];
  if (!root || !body || problems.length > 0) {
    const why = problems[0]?.message ?? 'no Body';
    throw new SoapFault('MALFORMED', `SOAP request that cannot be read: ${why}`);
  }
  const headers = child(root, 'Header')?.children ?? [];
  const sessionHeader = headers.find((header) => localName(header) === 'SessionHeader');
  const sessionId = (sessionHeader && child(sessionHeader, 'sessionId')?.text) || null;
  return { operation: localName(body), body, sessionId, headers };
}

export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => localName(one) === name);
}

export function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((one) => localName(one) === name);
}

export function textIn(element: XmlElement, name: string): string | null {
  const found = child(element, name);
  return found === undefined || found.nil ? null : found.text;
}

export interface SoapDialect {
  /** Namespace of the operations. */
  readonly namespace: string;
  /** Further namespace declarations of an answer's envelope. */
  readonly declarations: string;
  /** Namespace of the prefix sf in faults. */
  readonly faultNamespace: string;
}

export const partner: SoapDialect = {
  namespace: 'urn:partner.soap.sforce.com',
  declarations: ' xmlns:sf="urn:sobject.partner.soap.sforce.com"',
  faultNamespace: 'urn:fault.partner.soap.sforce.com',
};

export const metadata: SoapDialect = {
  namespace: 'http://soap.sforce.com/2006/04/metadata',
  declarations: '',
  faultNamespace: 'http://soap.sforce.com/2006/04/metadata',
};

const xmlType = 'text/xml;charset=UTF-8';

/** `content`: the elements of `<OPERATIONResponse>`. */
export function answerEnvelope(dialect: SoapDialect, operation: string, content: string): Reply {
  const { namespace, declarations } = dialect;
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}"` +
    `${declarations} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` +
    `<${operation}Response>${content}</${operation}Response></soapenv:Body></soapenv:Envelope>`;
  return { status: 200, contentType: xmlType, body };
}

export function faultEnvelope(dialect: SoapDialect, { code, message }: SoapFault): Reply {
  const text = escapeXml(message);
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ` xmlns:sf="${dialect.faultNamespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` +
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: ${text}</faultstring>` +
    `<detail><sf:UnexpectedErrorFault xsi:type="sf:UnexpectedErrorFault"><sf:exceptionCode>${code}</sf:exceptionCode>` +
    `<sf:exceptionMessage>${text}</sf:exceptionMessage></sf:UnexpectedErrorFault></detail>` +
    '</soapenv:Fault></soapenv:Body></soapenv:Envelope>';
  return { status: 500, contentType: xmlType, body };
}

/** The fault that makes clients log in again. */
export function invalidSession(): SoapFault {
  const message =
    'Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session hash: This is expected, it can happen if the session has expired and swept away, or if the user logs out, or if its just someone trying to hack in. ';
  return new SoapFault('INVALID_SESSION_ID', message);
}
