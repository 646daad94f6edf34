import type { MatchingMethod } from '../model.ts';

const byName: readonly (readonly [RegExp, MatchingMethod])[] = [
  [/(?:first|middle)_?name/i, 'FirstName'],
  [/last_?name|surname/i, 'LastName'],
  [/company|^name$|account_?name|^account(?:id)?$/i, 'CompanyName'],
  [/phone|mobile|fax/i, 'Phone'],
  [/city|town/i, 'City'],
  [/street/i, 'Street'],
  [/zip|postal_?code|postcode/i, 'Zip'],
  [/title/i, 'Title'],
];

/** The methods that are made for a field of that name and type; Exact takes any. */
export function usualMethods(name: string, type: string): readonly MatchingMethod[] {
  const fuzzy = byName.find(([pattern]) => pattern.test(name))?.[1];
  const ofType: MatchingMethod | undefined = /^(?:phone|fax)\b/i.test(type) ? 'Phone' : undefined;
  const first = fuzzy ?? ofType;
  return first === undefined ? ['Exact'] : [first, 'Exact'];
}
