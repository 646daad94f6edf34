import { keyboardDistanceScore } from '../algorithms/keyboardDistance.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { type PreparedSound, soundsAlike } from './sound.ts';
import { foldText, wordsOf } from './text.ts';

const keyboard: Algorithm<PreparedSound> = {
  name: 'Keyboard Distance',
  certainty: 'approximate',
  score: (one, other) => keyboardDistanceScore(one.text, other.text),
  detail: () => '',
};

export const lastName = maximumMethod<PreparedSound>({
  method: 'LastName',
  label: 'Fuzzy: Last Name',
  threshold: 90,
  algorithms: [soundsAlike, keyboard],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    return { text: wordsOf(folded).join(' '), literal, otherScript, cut, sound: null };
  },
  sameText: () => 'approximate',
  notes: () => [],
});
