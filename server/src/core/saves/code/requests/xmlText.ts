import type { Value } from '../values.ts';
import { type FlatText, pieceValue } from './variants.ts';

/** The text of the first element of a name, whatever its prefix; undefined if there is none. */
export function elementText(flat: FlatText, name: string): Value | undefined {
  const found = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>\\s*([^<]*?)\\s*<`, 'i').exec(flat.text);
  return found === null ? undefined : pieceValue(found[1]!, flat);
}
