import { hasGeneratedHead } from '../shared/conventions.ts';
import { markersWith } from '../shared/markers.ts';

export const markers = markersWith(String.raw`\b[Ff]orrest\b`);

/** Vendored by Composer, compiled templates, or made by a generator. */
export function isGenerated(uri: string, text: string): boolean {
  return (
    /\/vendor\/|\/storage\/framework\/|\/var\/cache\/|\.blade\.php$/.test(uri) ||
    hasGeneratedHead(text, /^\s*(?:(?:final|abstract|readonly)\s+)*(?:class|interface|trait|function|use)\s/m)
  );
}

/** PHPUnit, Pest, Codeception, PHPSpec. */
export function isTest(uri: string, text: string): boolean {
  return (
    /\/tests?\/|\/spec\/|(?:Test|TestCase|Cest|Spec)\.php$/.test(uri) ||
    /^\s*use\s+(?:PHPUnit|Tests)\\/m.test(text)
  );
}
