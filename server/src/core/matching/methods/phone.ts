import { type PhoneSections, phoneSectionsOf } from '../algorithms/phoneSections.ts';
import { foldText, type PreparedText } from './text.ts';
import { sameSection, weightedMethod } from './weighted.ts';

export interface PreparedPhone extends PreparedText {
  readonly sections: PhoneSections | null;
}

const section = (name: string, weight: number, part: 'country' | 'area' | 'next' | 'last') => ({
  name,
  weight,
  of: ({ sections }: PreparedPhone): string => (sections === null ? '' : sections[part]),
  score: sameSection,
});

/** Weights as published (facts, section 5.1): 1-415-555-1234 and 1-415-555-5678 are 90. */
export const phone = weightedMethod<PreparedPhone>({
  method: 'Phone',
  label: 'Fuzzy: Phone',
  threshold: 80,
  weights: 'published',
  sections: [
    section('International code', 10, 'country'),
    section('Area code', 50, 'area'),
    section('Next 3 digits', 30, 'next'),
    section('Last 4 digits', 10, 'last'),
  ],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const sections = phoneSectionsOf(folded);
    const parts = sections === null ? [] : [sections.country, sections.area, sections.next, sections.last];
    const text = sections === null ? folded : parts.filter((part) => part !== '').join('-');
    return { text, literal, otherScript, cut, sections };
  },
  irregular({ sections }) {
    if (!sections?.northAmerican) {
      return 'The sections are those of North American numbers; how Salesforce parts others is not documented.';
    }
    return sections.extended ? 'What Salesforce makes of extensions is not documented.' : null;
  },
  isOtherwiseFormed: ({ sections }) => !sections?.northAmerican,
  irregularCertainty: () => 'approximate',
  comparable: () => true,
});
