import { distributionOf, distributionScore, type WordDistribution } from '../algorithms/wordDistribution.ts';
import { acronym, type PreparedWords } from './acronym.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, wordsOf } from './text.ts';

export interface PreparedTitle extends PreparedWords {
  /** Made when first asked for. */
  words: WordDistribution | null;
}

const divergence: Algorithm<PreparedTitle> = {
  name: 'Kullback-Liebler Distance',
  certainty: 'approximate',
  score: (one, other) => distributionScore(wordsIn(one), wordsIn(other)),
  detail: () => '',
};

function wordsIn(value: PreparedTitle): WordDistribution {
  value.words ??= distributionOf(value.text.split(' '));
  return value.words;
}

export const title = maximumMethod<PreparedTitle>({
  method: 'Title',
  label: 'Fuzzy: Title',
  threshold: 50,
  algorithms: [acronym, divergence],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    return { text: wordsOf(folded).join(' '), literal, otherScript, cut, acronym: null, words: null };
  },
  sameText: () => 'approximate',
  notes: () => [],
});
