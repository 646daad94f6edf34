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

const testPath = /\/(?:test_[^/]*|[^/]*_tests?|tests|conftest)\.pyw?$|\/tests\/(?:[^/]+\/){0,2}[^/]+$/;
const testClass = /^class\s+\w+\s*\([^)]{0,300}TestCase\b/m;

/** A folder further up may be where somebody keeps the project: the text has to say more. */
const maybeTestPath = /\/(?:tests?|testing)\//;
const testLibrary =
  /^[ \t]*(?:import|from)\s+(?:pytest|unittest|mock|nose|hypothesis|responses|requests_mock|respx|django\.test)\b|^[ \t]*(?:async\s+)?def\s+test_/m;

export function isTest(uri: string, text: string): boolean {
  if (testPath.test(uri) || testClass.test(text)) return true;
  return maybeTestPath.test(uri) && testLibrary.test(text);
}
