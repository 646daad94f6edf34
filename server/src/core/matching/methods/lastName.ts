import { keyboardDistanceScore } from '../algorithms/keyboardDistance.ts';
import { metaphone } from '../algorithms/metaphone.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, type PreparedText, wordsOf } from './text.ts';

export interface PreparedLastName extends PreparedText {
  /** Made when first asked for: most values are only filed under their keys and never compared. */
  sound: string | null;
}

const keyboard: Algorithm<PreparedLastName> = {
  name: 'Keyboard Distance',
  certainty: 'approximate',
  score: (one, other) => keyboardDistanceScore(one.text, other.text),
  detail: () => '',
};

const sound: Algorithm<PreparedLastName> = {
  name: 'Metaphone 3',
  certainty: 'approximate',
  score: (one, other) => (soundOf(one) === soundOf(other) && soundOf(one) !== '' ? 100 : 0),
  detail: (one, other) =>
    `${soundOf(one) || '–'} and ${soundOf(other) || '–'} by double metaphone, which stands in`,
};

function soundOf(value: PreparedLastName): string {
  value.sound ??= metaphone(value.text);
  return value.sound;
}

export const lastName = maximumMethod<PreparedLastName>({
  method: 'LastName',
  label: 'Fuzzy: Last Name',
  threshold: 90,
  algorithms: [sound, keyboard],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    return { text: wordsOf(folded).join(' '), literal, otherScript, cut, sound: null };
  },
  notes: () => [],
});
