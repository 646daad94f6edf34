import { hasGeneratedHead } from '../shared/conventions.ts';
import { markersWith } from '../shared/markers.ts';

/**
 * Besides what every language writes: the commands of the sf CLI, and clients that another module made, under
 * the names that people give them (`sf.Contact.create`, `getattr(sf, name)`).
 */
export const markers = markersWith(
  String.raw`\bsf(?:dx)?\b[ '",]{1,6}(?:force:)?data\b`,
  String.raw`\b_?sf(?:dc)?_?(?:client|conn(?:ection)?|api|session)?\.(?:[A-Z]\w*\.|bulk2?\b|restful\b|toolingexecute\b|apexecute\b)`,
  String.raw`\bgetattr\(\s*(?:\w+\.)?_?sf\b`,
  String.raw`\.(?:Account|Contact|Lead|Opportunity|Case)\.(?:create|update|upsert)\(`,
);

const firstCode = /^[ \t]*(?:(?:async\s+)?def|class|import|from)\s/m;

const foreign =
  /\/(?:site-packages|dist-packages|\.?venv|virtualenv|\.tox|\.nox|\.eggs|__pycache__|__pypackages__|_?vendor(?:ed)?)\//;

/** Installed or vendored packages, and what generators make. */
export function isGenerated(uri: string, text: string): boolean {
  return foreign.test(uri) || /_pb2(?:_grpc)?\.pyw?$/.test(uri) || hasGeneratedHead(text, firstCode);
}

const testPath = /\/(?:tests?|testing)\/|\/(?:test_[^/]*|[^/]*_tests?|tests?|conftest)\.pyw?$/;
const testClass = /^class\s+\w+\s*\([^)]*TestCase\b/m;

export function isTest(uri: string, text: string): boolean {
  return testPath.test(uri) || testClass.test(text);
}
