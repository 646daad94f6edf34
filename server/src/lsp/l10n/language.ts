import { readFileSync } from 'node:fs';
import { config } from '@vscode/l10n';
import { Phrases } from './phrases.ts';

let phrases: Phrases | null = null;
let spoken = 'en';

/**
 * Has the server speak the client's language from now on; without a bundle, English.
 *
 * @param bundle path of `bundle.l10n.<language>.json`: texts of the server; `phrases.l10n.<language>.json` beside it
 *   holds those of the core, which speaks English
 * @returns why it stays English; null where it does not, or nothing else was asked for
 */
export function speak(bundle: string | null): string | null {
  phrases = null;
  spoken = 'en';
  config({ contents: {} });
  if (bundle === null) return null;
  try {
    config({ contents: readFileSync(bundle, 'utf8') });
    const beside = bundle.replace(/bundle(\.l10n\.[\w-]+\.json)$/, 'phrases$1');
    if (beside !== bundle) phrases = new Phrases(JSON.parse(readFileSync(beside, 'utf8')));
    spoken = /\.l10n\.([\w-]+)\.json$/.exec(bundle)?.[1] ?? spoken;
    return null;
  } catch (error) {
    return `Texts stay English: ${error instanceof Error ? error.message : error}`;
  }
}

/** As HTML names it: `en`, `ja`. */
export function language(): string {
  return spoken;
}

/** A text of the core in the user's language; in English where a part of it has no translation. */
export function localised(text: string): string {
  return phrases === null ? text : phrases.translate(text);
}

/** The value with the texts of these fields in the user's language, however deep they stand, also in lists. */
export function localisedFields<T>(value: T, names: ReadonlySet<string>): T {
  return phrases === null ? value : (withFields(value, names, false) as T);
}

function withFields(value: unknown, names: ReadonlySet<string>, isMeant: boolean): unknown {
  if (typeof value === 'string') return isMeant ? localised(value) : value;
  if (Array.isArray(value)) return value.map((one) => withFields(one, names, isMeant));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withFields(inner, names, names.has(name))]),
  );
}
