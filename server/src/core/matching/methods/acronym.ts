import { type AcronymForms, acronymFormsOf, acronymScore } from '../algorithms/acronym.ts';
import type { Algorithm } from './maximum.ts';
import type { PreparedText } from './text.ts';

/** The text is words with one space between. */
export interface PreparedWords extends PreparedText {
  /** Made when first asked for: most values are only filed under their keys and never compared. */
  acronym: AcronymForms | null;
}

/**
 * Approximate, although the example is documented: Salesforce also knows acronyms from dictionaries that it calls
 * incomplete, so that "results can include unexpected or missing matches" (help: matching methods).
 */
export const acronym: Algorithm<PreparedWords> = {
  name: 'Acronym',
  certainty: 'approximate',
  score: (one, other) => acronymScore(formsOf(one), formsOf(other)),
  detail: () => '',
};

function formsOf(value: PreparedWords): AcronymForms {
  value.acronym ??= acronymFormsOf(value.text.split(' '));
  return value.acronym;
}
