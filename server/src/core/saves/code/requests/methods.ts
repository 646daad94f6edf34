import type { Value } from '../values.ts';
import { effective } from './fields.ts';
import type { ReadUrl } from './url.ts';
import { consistent, flatTexts, isHole, variants } from './variants.ts';

/**
 * The methods with which an address may be asked, upper case; null where one is not known. Salesforce takes
 * `?_HttpMethod=PATCH` from clients that have no PATCH, and such clients send X-HTTP-Method-Override as well.
 */
export function methodsOf(
  method: Value,
  url: ReadUrl,
  headers: Value | null = null,
): readonly (string | null)[] {
  const inQuery = /[?&]_httpmethod=([a-z]+)/.exec(url.query)?.[1]?.toUpperCase();
  const override = inQuery ?? inHeaders(headers, url);
  const methods = flatTexts(method, url.place)
    .filter(({ picks }) => consistent(url.picks, picks) !== null)
    .map(({ text }) => (isHole(text) ? null : text.trim().toUpperCase()))
    .map((each) => (override !== undefined && (each === 'POST' || each === null) ? override : each));
  return [...new Set(methods)];
}

function inHeaders(headers: Value | null, url: ReadUrl): string | undefined {
  if (headers === null) return undefined;
  for (const { value } of variants(headers)) {
    if (value.kind !== 'record') continue;
    const [found] = effective(value.entries, (key) => /^x-http-method-override$/i.test(key));
    const text = found && flatTexts(found.value, url.place)[0]?.text.toUpperCase();
    if (text === 'PATCH' || text === 'DELETE') return text;
  }
  return undefined;
}
