import { hasGeneratedHead } from '../shared/conventions.ts';
import { markersWith } from '../shared/markers.ts';

export const markers = markersWith(String.raw`\b[Rr]estforce\b|\b[Dd]atabasedotcom\b`);

export function isGenerated(uri: string, text: string): boolean {
  return (
    /\/vendor\/|\/db\/schema\.rb$/.test(uri) ||
    hasGeneratedHead(text, /^[ \t]*(?:class|module|def|require)\b/m)
  );
}

/** RSpec and Minitest. */
export function isTest(uri: string, text: string): boolean {
  return (
    /\/(?:spec|test)\/|_(?:spec|test)\.rb$/.test(uri) ||
    /^[ \t]*require\s+['"](?:spec_helper|rails_helper|test_helper|minitest\/autorun)['"]/m.test(text)
  );
}
