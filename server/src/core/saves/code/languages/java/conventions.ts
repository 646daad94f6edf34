import { hasGeneratedHead } from '../shared/conventions.ts';
import { markersWith } from '../shared/markers.ts';

export const markers = markersWith(
  String.raw`PartnerConnection|EnterpriseConnection|BulkConnection|com\.force\b|ForceApi\b|ConnectorConfig\b`,
);

const firstType =
  /^[ \t]*(?:(?:public|final|abstract|sealed|strictfp)[ \t]+)*(?:class|interface|enum|record)\s+\w/m;

/** What WSC and other generators make of a WSDL or a schema. */
export function isGenerated(uri: string, text: string): boolean {
  if (/\/com\/sforce\/soap\/|\/(?:generated|generated-sources)\//.test(uri)) return true;
  if (/^[ \t]*package\s+com\.sforce\.soap\b/m.test(text)) return true;
  const end = text.search(firstType);
  const head = end < 0 ? text.slice(0, 4_000) : text.slice(0, end);
  return /^[ \t]*@(?:[\w.]+\.)?Generated\b/m.test(head) || hasGeneratedHead(text, firstType);
}

export function isTest(uri: string, text: string): boolean {
  return (
    /\/src\/(?:\w*[tT]est\w*|it)\//.test(uri) ||
    /(?:Tests?|TestCase|[a-z\d]IT)\.java$/.test(uri) ||
    /^[ \t]*import\s+(?:static\s+)?org\.(?:junit|testng|spockframework)\b/m.test(text)
  );
}
