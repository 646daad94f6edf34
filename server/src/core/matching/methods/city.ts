import { editDistanceScore, editShare } from '../algorithms/editDistance.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, type PreparedText } from './text.ts';

const threshold = 85;

const edits: Algorithm<PreparedText> = {
  name: 'Edit Distance',
  certainty: 'documented',
  score: (one, other) => editDistanceScore(one.text, other.text),
  detail: () => '',
};

const punctuation = /[^a-z\d ]+/g;
const hasPunctuation = /[^a-z\d ]/;

/** Whether punctuation, or the spaces beside it that match keys leave out too, makes the verdict. */
function hangsOnPunctuation({ text: one }: PreparedText, { text: other }: PreparedText): boolean {
  const matches = editDistanceScore(one, other) >= threshold;
  return [punctuation, /[^a-z\d]+/g].some((left) => {
    const [first, second] = [one.replaceAll(left, ''), other.replaceAll(left, '')];
    return first === '' || second === '' || editDistanceScore(first, second) >= threshold !== matches;
  });
}

export const city = maximumMethod<PreparedText>({
  method: 'City',
  label: 'Fuzzy: City',
  threshold,
  algorithms: [edits],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    return { text: folded, literal, otherScript, cut };
  },
  sameText: () => 'approximate',
  // That scores are rounded is shown, not whether before they are held against the threshold.
  isDoubtful: (one, other, matches) =>
    editShare(one.text, other.text) * 100 >= threshold !== matches || hangsOnPunctuation(one, other),
  notes: (one, other) =>
    (hasPunctuation.test(one.text) || hasPunctuation.test(other.text)) && one.literal !== other.literal
      ? ['How Salesforce compares punctuation in cities is not documented.']
      : [],
});
