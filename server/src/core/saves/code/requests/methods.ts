import type { Value } from '../values.ts';
import type { ReadUrl } from './url.ts';
import { consistent, flatTexts, isHole } from './variants.ts';

/**
 * The methods with which an address may be asked, upper case; null where one is not known. Salesforce takes
 * `?_HttpMethod=PATCH` from clients that have no PATCH.
 */
export function methodsOf(method: Value, url: ReadUrl): readonly (string | null)[] {
  const override = /[?&]_httpmethod=([a-z]+)/.exec(url.query)?.[1]?.toUpperCase();
  const methods = flatTexts(method, url.place)
    .filter(({ picks }) => consistent(url.picks, picks) !== null)
    .map(({ text }) => (isHole(text) ? null : text.trim().toUpperCase()))
    .map((each) => (override !== undefined && (each === 'POST' || each === null) ? override : each));
  return [...new Set(methods)];
}
