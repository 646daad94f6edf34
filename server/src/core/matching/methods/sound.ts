import { metaphone } from '../algorithms/metaphone.ts';
import type { Algorithm } from './maximum.ts';
import type { PreparedText } from './text.ts';

export interface PreparedSound extends PreparedText {
  /** Made when first asked for: most values are only filed under their keys and never compared. */
  sound: string | null;
}

/** Metaphone 3, for which double metaphone stands in. */
export const soundsAlike: Algorithm<PreparedSound> = {
  name: 'Metaphone 3',
  certainty: 'approximate',
  score: (one, other) => (soundOf(one) === soundOf(other) && soundOf(one) !== '' ? 100 : 0),
  detail: (one, other) =>
    `${soundOf(one) || 'nothing'} and ${soundOf(other) || 'nothing'} by double metaphone, which stands in`,
};

function soundOf(value: PreparedSound): string {
  value.sound ??= metaphone(value.text);
  return value.sound;
}
