import sax from 'sax';
import type { XmlElement } from '../../core/metadata/xml.ts';
import { SoapFault } from '../errors.ts';

/** An element of a SOAP request. */
export interface SoapElement extends XmlElement {
  /** '' where it is in none. */
  readonly namespace: string;
  readonly children: readonly SoapElement[];
}

interface Draft {
  readonly tag: sax.QualifiedTag;
  readonly start: number;
  readonly contentStart: number;
  readonly pieces: string[];
  readonly children: SoapElement[];
}

/** Its types do not know of strictEntities: no entities but those of XML, of which HTML has hundreds. */
const options = { xmlns: true, strictEntities: true } as sax.SAXOptions;

/** Deeper ones are an attack: no request of any client has more than a dozen. */
const deepest = 200;
/** Some hundred bytes of memory each. */
const mostElements = 300_000;

/**
 * Reads a SOAP request. Entities but XML's own are not expanded, and a document type declaration is refused, as SOAP
 * 1.1 demands.
 * @throws SoapFault `soapenv:Client` where the text is no well-formed XML
 */
export function readSoapXml(text: string): SoapElement {
  const parser = sax.parser(true, options);
  const open: Draft[] = [];
  let root: SoapElement | null = null;
  let count = 0;
  parser.onerror = (error) => {
    throw malformed(error.message.split('\n')[0]!);
  };
  parser.ondoctype = () => {
    throw malformed('DOCTYPE is not allowed in a SOAP message');
  };
  parser.onopentag = (tag) => {
    if (open.length >= deepest) throw malformed('Elements are nested too deeply');
    if (++count > mostElements) throw malformed('The message has too many elements');
    const start = parser.startTagPosition - 1;
    const contentStart = parser.position;
    open.push({ tag: tag as sax.QualifiedTag, start, contentStart, pieces: [], children: [] });
  };
  parser.ontext = parser.oncdata = (piece) => {
    open.at(-1)?.pieces.push(piece);
  };
  parser.onclosetag = () => {
    const element = finished(open.pop()!, parser.position);
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  };
  // A byte order mark is no part of the text.
  parser.write(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).close();
  if (root === null) throw malformed('Premature end of file');
  return root;
}

function finished({ tag, start, contentStart, pieces, children }: Draft, end: number): SoapElement {
  const attributes = new Map(Object.entries(tag.attributes).map(([name, { value }]) => [name, value]));
  const nil = Object.values(tag.attributes).some(
    ({ local, value }) => local === 'nil' && /^(?:true|1)$/.test(value.trim()),
  );
  return {
    name: tag.name,
    namespace: tag.uri,
    nameSpan: { start: start + 1, end: start + 1 + tag.name.length },
    attributes,
    nil,
    text: pieces.join('').trim(),
    textSpan: { start: contentStart, end: contentStart },
    children,
    closed: true,
    start,
    end,
  };
}

export function malformed(message: string): SoapFault {
  return new SoapFault('soapenv:Client', message);
}
