const small: ReadonlySet<string> = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'the', 'to']);

/** What {@link acronymScore} looks at. */
export interface AcronymForms {
  /** The text, if it is a single word of two letters or more, or letters one by one ("A M D"); else ''. */
  readonly single: string;
  /** First letters of the words, for two words or more; else ''. */
  readonly acronym: string;
  /** The same without words such as "of", which most acronyms leave out; '' where there are none. */
  readonly shortAcronym: string;
}

const letters = /^\p{L}{2,}$/u;

export function acronymFormsOf(words: readonly string[]): AcronymForms {
  const spelled = words.every((word) => word.length === 1);
  const single = words.length === 1 ? words[0]! : spelled ? words.join('') : '';
  const weighty = words.filter((word) => !small.has(word));
  return {
    single: letters.test(single) ? single : '',
    acronym: spelled ? '' : initialsOfWords(words),
    shortAcronym: spelled || weighty.length === words.length ? '' : initialsOfWords(weighty),
  };
}

function initialsOfWords(words: readonly string[]): string {
  return words.length < 2 ? '' : words.map((word) => word[0]!).join('');
}

/** "Advanced Micro Devices" and "AMD" are 100 (facts, section 5.1); anything else is 0. */
export function acronymScore(one: AcronymForms, other: AcronymForms): number {
  return abbreviates(one, other) || abbreviates(other, one) ? 100 : 0;
}

function abbreviates({ single }: AcronymForms, { acronym, shortAcronym }: AcronymForms): boolean {
  return single !== '' && (single === acronym || single === shortAcronym);
}
