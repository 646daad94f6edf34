import { type AcronymForms, acronymFormsOf, acronymScore } from '../algorithms/acronym.ts';
import { distributionOf, distributionScore, type WordDistribution } from '../algorithms/wordDistribution.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, type PreparedText, wordsOf } from './text.ts';

export interface PreparedTitle extends PreparedText {
  readonly acronym: AcronymForms;
  readonly words: WordDistribution;
}

const acronym: Algorithm<PreparedTitle> = {
  name: 'Acronym',
  certainty: 'documented',
  score: (one, other) => acronymScore(one.acronym, other.acronym),
  detail: () => '',
};

const divergence: Algorithm<PreparedTitle> = {
  name: 'Kullback-Liebler Distance',
  certainty: 'approximate',
  score: (one, other) => distributionScore(one.words, other.words),
  detail: () => '',
};

export const title = maximumMethod<PreparedTitle>({
  method: 'Title',
  label: 'Fuzzy: Title',
  threshold: 50,
  algorithms: [acronym, divergence],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const words = wordsOf(folded);
    return {
      text: words.join(' '),
      literal,
      otherScript,
      cut,
      acronym: acronymFormsOf(words),
      words: distributionOf(words),
    };
  },
  notes: () => [],
});
