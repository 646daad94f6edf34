import type { Confidence } from './model.ts';
import type { SourceKey } from './sources.ts';

/** A situation in which a rule silently does not fire (section 1.4 of the facts). */
export interface SilentCase {
  readonly id: string;
  /** Finishes the sentence "The rule finds nothing …". */
  readonly when: string;
  readonly confidence: Confidence;
  readonly sources: readonly SourceKey[];
  /**
   * `rules`: read off the metadata; `code`: read off metadata and what the code writes; `data`: depends on
   * records, users or the org, and is never decided here.
   */
  readonly seenIn: 'rules' | 'code' | 'data';
}

export const silentCases: readonly SilentCase[] = [
  {
    id: 'inactive',
    when: 'while it is inactive, or while its matching rule is not active yet',
    confidence: 'documented',
    sources: ['MetaMR'],
    seenIn: 'rules',
  },
  {
    id: 'condition-false',
    when: 'when its condition is false for the record or for the running user',
    confidence: 'documented',
    sources: ['MetaDup', 'UserConditions'],
    seenIn: 'code',
  },
  {
    id: 'blank-lookup-in-condition',
    when: 'when its condition is on a lookup field that is blank on the record',
    confidence: 'documented',
    sources: ['Considerations'],
    seenIn: 'data',
  },
  {
    id: 'portal-user-condition',
    when: 'for a self-service or portal user, when its condition is on the running user',
    confidence: 'documented',
    sources: ['Considerations'],
    seenIn: 'data',
  },
  {
    id: 'no-field-access',
    when: 'when the running user has no access to a field that the matching rule compares',
    confidence: 'documented',
    sources: ['Overview'],
    seenIn: 'data',
  },
  {
    id: 'not-shared',
    when: 'when it enforces sharing and the existing record is not shared with the running user',
    confidence: 'documented',
    sources: ['MetaDup', 'SharingReport'],
    seenIn: 'data',
  },
  {
    id: 'over-100-candidates',
    when: 'beyond the 100 most likely of the records that share a match key',
    confidence: 'documented',
    sources: ['Overview', 'MatchKeys'],
    seenIn: 'data',
  },
  {
    id: 'match-key-differs',
    when: 'when the match keys differ, although the fields would score above the threshold',
    confidence: 'documented',
    sources: ['MatchCriteria', 'MatchKeys'],
    seenIn: 'data',
  },
  {
    id: 'person-account-lookup',
    when: 'when the field compared is a person-account lookup in a lookup criterion of contacts',
    confidence: 'documented',
    sources: ['MatchConsiderations'],
    seenIn: 'data',
  },
  {
    id: 'non-latin-or-non-us-zip',
    when: 'when a fuzzy method meets other than Latin characters, or a ZIP code from outside the US',
    confidence: 'documented',
    sources: ['MatchConsiderations', 'UsZip'],
    seenIn: 'data',
  },
  {
    id: 'no-matching-field-written',
    when: 'when an update touches no field that it compares',
    confidence: 'well-founded',
    sources: ['UpdateOnlyMatchingFields', 'RollupReports'],
    seenIn: 'code',
  },
  {
    id: 'fuzzy-field-in-or',
    when: 'in all but the last OR segment that repeats a fuzzy field',
    confidence: 'documented',
    sources: ['MatchConsiderations'],
    seenIn: 'rules',
  },
];

/** @throws {RangeError} for an id that is not in the table. */
export function silentCase(id: string): SilentCase {
  const found = silentCases.find((one) => one.id === id);
  if (!found) throw new RangeError(`no silent case ${id}`);
  return found;
}
