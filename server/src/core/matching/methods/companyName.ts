import { type Syllables, syllableAlignmentScore, syllablesIn } from '../algorithms/syllables.ts';
import {
  abbreviatedCompanies,
  documentedAbbreviation,
  documentedForms,
  legalForms,
} from '../tables/companyWords.ts';
import { acronym, type PreparedWords } from './acronym.ts';
import { type Algorithm, maximumMethod } from './maximum.ts';
import { foldText, wordsOf } from './text.ts';

export interface PreparedCompany extends PreparedWords {
  /** Made when first asked for. */
  syllables: Syllables | null;
}

const alignment: Algorithm<PreparedCompany> = {
  name: 'Syllable Alignment',
  certainty: 'approximate',
  score: (one, other) => syllableAlignmentScore(syllables(one), syllables(other)),
  detail: (one, other) => `${syllables(one).texts.join('·')} and ${syllables(other).texts.join('·')}`,
};

function syllables(value: PreparedCompany): Syllables {
  value.syllables ??= syllablesIn(value.text.split(' '));
  return value.syllables;
}

/** The words of a company name that are compared: without legal forms, abbreviated companies in full. */
export function companyWords(folded: string): string[] {
  const words = wordsOf(folded.includes('&') ? folded.replaceAll('&', ' and ') : folded);
  const kept = words.filter((word) => !legalForms.has(word));
  const full = kept.length === 1 ? abbreviatedCompanies.get(kept[0]!) : undefined;
  return full === undefined ? kept : full.split(' ');
}

const onlyWords = /^[a-z0-9 ]*$/;
const documentedEnd = new RegExp(`,? (?:${documentedForms.join('|')})\\.?$`);

/** Whether what is done to a name is what the documentation names: Inc and Corp taken off its end, IBM in full. */
function normalisedAsDocumented(literal: string): boolean {
  const rest = literal.replace(documentedEnd, '');
  if (!onlyWords.test(rest) || rest.split(' ').some((word) => legalForms.has(word))) return false;
  return rest === documentedAbbreviation || !abbreviatedCompanies.has(rest);
}

export const companyName = maximumMethod<PreparedCompany>({
  method: 'CompanyName',
  label: 'Fuzzy: Company Name',
  threshold: 70,
  algorithms: [acronym, alignment],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const text = companyWords(folded).join(' ');
    return { text, literal, otherScript, cut, acronym: null, syllables: null };
  },
  sameText: (one, other) =>
    normalisedAsDocumented(one.literal) && normalisedAsDocumented(other.literal)
      ? 'documented'
      : 'approximate',
  notes: () => [],
});
