import { editDistanceScore } from '../algorithms/editDistance.ts';
import { type StreetSections, streetSectionsOf } from '../algorithms/streetSections.ts';
import { foldText, type PreparedText } from './text.ts';
import { sameSection, weightedMethod } from './weighted.ts';

export interface PreparedStreet extends PreparedText {
  readonly sections: StreetSections;
}

const section = (
  name: string,
  weight: number,
  part: 'number' | 'name' | 'suffix' | 'suite',
  score: (one: string, other: string) => number = sameSection,
) => ({ name, weight, of: ({ sections }: PreparedStreet): string => sections[part], score });

const hasDigit = /\d/;

const isPartial = ({ number, name, suffix }: StreetSections): boolean =>
  number === '' || name === '' || suffix === '';

/**
 * Weights as Trailhead publishes them (Duplicate Management, unit 2):
 * "123 Market St, Ste 100" and "123 Market Dr, Ste 300" are 70: number and name (facts, section 5.1).
 */
export const street = weightedMethod<PreparedStreet>({
  method: 'Street',
  label: 'Fuzzy: Street',
  threshold: 80,
  weights: 'published',
  sections: [
    section('Street name', 50, 'name', editDistanceScore),
    section('Street number', 20, 'number'),
    section('Street suffix', 15, 'suffix'),
    section('Suite number', 15, 'suite'),
  ],
  prepare(value) {
    const { literal, folded, otherScript, cut } = foldText(value);
    const sections = streetSectionsOf(folded);
    const { number, name, suffix, suite } = sections;
    const text = [number, name, suffix, suite === '' ? '' : `suite ${suite}`]
      .filter((part) => part !== '')
      .join(' ');
    return { text, literal, otherScript, cut, sections };
  },
  irregular({ sections }) {
    if (isPartial(sections)) {
      return 'Not every section of a US street was found; how Salesforce parts such a street is not documented.';
    }
    if (hasDigit.test(sections.name)) return 'How Salesforce compares numbered streets is not documented.';
    return sections.directed ? 'How Salesforce compares directions such as NW is not documented.' : null;
  },
  isOtherwiseFormed: ({ sections }) => isPartial(sections),
  irregularCertainty: () => 'approximate',
  comparable: () => true,
});
