import { kindOf } from '../../files.ts';
import type { Language } from './language.ts';

/** Larger files are data or the output of a program, in characters. */
export const largestCode = 1_500_000;

/** No person writes such a line. */
const longestLine = 10_000;

/** The language of a file, by its name. */
export function languageOf(uri: string, languages: readonly Language[]): Language | null {
  if (kindOf(uri) !== 'code') return null;
  return languages.find((language) => language.grammarOf(uri) !== null) ?? null;
}

/** Whether a text is parsed at all: it mentions what saves, and somebody wrote it. */
export function isWorthReading(uri: string, text: string, language: Language): boolean {
  return text.length <= largestCode && isWritten(uri, text, language);
}

/** Whether a text would be parsed if there were less of it. */
export function isTooLarge(uri: string, text: string, language: Language): boolean {
  return text.length > largestCode && isWritten(uri, text, language);
}

/** Why a text that mentions what saves is not parsed all the same; null where it is, or mentions nothing. */
export function whyLeftOut(uri: string, text: string, language: Language): LeftOut | null {
  if (!language.markers.test(text)) return null;
  if (text.length > largestCode) return 'too-large';
  if (hasLongLine(text)) return 'minified';
  return language.isGenerated(uri, text) ? 'generated' : null;
}

export type LeftOut = 'too-large' | 'minified' | 'generated';

function isWritten(uri: string, text: string, language: Language): boolean {
  return language.markers.test(text) && !hasLongLine(text) && !language.isGenerated(uri, text);
}

/** Minified code, bundles, embedded data. */
function hasLongLine(text: string): boolean {
  // From the beginning of a line to the last one that begins where it may still end.
  for (let start = 0; text.length - start > longestLine; ) {
    const end = text.lastIndexOf('\n', start + longestLine);
    if (end < start) return true;
    start = end + 1;
  }
  return false;
}
