import { type AcronymForms, acronymFormsOf, acronymScore } from '../algorithms/acronym.ts';
import { syllableAlignmentScore, syllablesOf } from '../algorithms/syllables.ts';
import { abbreviatedCompanies, legalForms } from '../tables/companyWords.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, type PreparedText, wordsOf } from './text.ts';

export interface PreparedCompany extends PreparedText {
  readonly acronym: AcronymForms;
  /** Made when first asked for. */
  syllables: readonly string[] | null;
}

const acronym: Algorithm<PreparedCompany> = {
  name: 'Acronym',
  certainty: 'documented',
  score: (one, other) => acronymScore(one.acronym, other.acronym),
  detail: () => '',
};

const alignment: Algorithm<PreparedCompany> = {
  name: 'Syllable Alignment',
  certainty: 'approximate',
  score: (one, other) => syllableAlignmentScore(syllables(one), syllables(other)),
  detail: (one, other) => `${syllables(one).join('·')} and ${syllables(other).join('·')}`,
};

function syllables(value: PreparedCompany): readonly string[] {
  value.syllables ??= value.text.split(' ').flatMap(syllablesOf);
  return value.syllables;
}

/** The words of a company name that are compared: without legal forms, abbreviated companies in full. */
export function companyWords(folded: string): string[] {
  const words = wordsOf(folded.replaceAll('&', ' and '));
  const kept = words.filter((word) => !legalForms.has(word));
  const full = kept.length === 1 ? abbreviatedCompanies.get(kept[0]!) : undefined;
  return full === undefined ? kept : full.split(' ');
}

export const companyName = maximumMethod<PreparedCompany>({
  method: 'CompanyName',
  label: 'Fuzzy: Company Name',
  threshold: 70,
  algorithms: [acronym, alignment],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const words = companyWords(folded);
    return {
      text: words.join(' '),
      literal,
      otherScript,
      cut,
      acronym: acronymFormsOf(words),
      syllables: null,
    };
  },
  notes: () => [],
});
