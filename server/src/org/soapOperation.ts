import sax from 'sax';

export interface SoapOperation {
  readonly namespace: string;
  readonly name: string;
}

const envelopeNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The one operation in a SOAP envelope; null where the text is not exactly one envelope with one operation. */
export function soapOperation(text: string): SoapOperation | null {
  const parser = sax.parser(true, { xmlns: true });
  const path: string[] = [];
  const operations: SoapOperation[] = [];
  let sound = true;
  const refuse = () => {
    sound = false;
  };
  parser.onerror = refuse;
  parser.ondoctype = refuse;
  // The text goes out as UTF-8: a reader that believed another encoding could see other elements.
  parser.onprocessinginstruction = ({ name, body }) => {
    const encoding = /\bencoding\s*=\s*["']([^"']*)["']/.exec(body)?.[1] ?? 'UTF-8';
    if (name !== 'xml' || !/^utf-8$/i.test(encoding)) refuse();
  };
  parser.onopentag = (tag) => {
    const { uri, local } = tag as sax.QualifiedTag;
    if (path.length === 0 && !(uri === envelopeNamespace && local === 'Envelope')) refuse();
    if (path.length === 1 && !(uri === envelopeNamespace && (local === 'Header' || local === 'Body')))
      refuse();
    if (path.length === 2 && path[1] === 'Body') operations.push({ namespace: uri, name: local });
    path.push(local);
  };
  parser.onclosetag = () => {
    path.pop();
  };
  try {
    parser.write(text).close();
  } catch {
    return null;
  }
  return sound && operations.length === 1 ? operations[0]! : null;
}
