const small: ReadonlySet<string> = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'the', 'to']);

/** First letters of the words, for two words or more; '' else. */
export function acronymOf(words: readonly string[]): string {
  return words.length < 2 ? '' : words.map((word) => word[0]!).join('');
}

/** The same without words such as "of", which most acronyms leave out; '' where there are none. */
export function shortAcronymOf(words: readonly string[]): string {
  const weighty = words.filter((word) => !small.has(word));
  return weighty.length === words.length ? '' : acronymOf(weighty);
}

/** What {@link acronymMatches} looks at. */
export interface AcronymForms {
  /** The text, if it is a single word of two letters or more; else ''. */
  readonly single: string;
  readonly acronym: string;
  readonly shortAcronym: string;
}

const letters = /^\p{L}{2,}$/u;

export function acronymFormsOf(words: readonly string[]): AcronymForms {
  const joined = words.length > 1 && words.every((word) => word.length === 1) ? words.join('') : '';
  const single = words.length === 1 ? words[0]! : joined;
  return {
    single: letters.test(single) ? single : '',
    acronym: joined === '' ? acronymOf(words) : '',
    shortAcronym: joined === '' ? shortAcronymOf(words) : '',
  };
}

/** "Advanced Micro Devices" and "AMD" are 100 (facts, section 5.1); anything else is 0. */
export function acronymScore(one: AcronymForms, other: AcronymForms): number {
  return abbreviates(one, other) || abbreviates(other, one) ? 100 : 0;
}

function abbreviates({ single }: AcronymForms, { acronym, shortAcronym }: AcronymForms): boolean {
  return single !== '' && (single === acronym || single === shortAcronym);
}
