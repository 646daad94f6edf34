import { editDistanceScore } from '../algorithms/editDistance.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, type PreparedText } from './text.ts';

const edits: Algorithm<PreparedText> = {
  name: 'Edit Distance',
  certainty: 'documented',
  score: (one, other) => editDistanceScore(one.text, other.text),
  detail: () => '',
};

export const city = maximumMethod<PreparedText>({
  method: 'City',
  label: 'Fuzzy: City',
  threshold: 85,
  algorithms: [edits],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    return { text: folded, literal, otherScript, cut };
  },
  sameText: () => 'approximate',
  notes: () => [],
});
