import { doubleMetaphone } from 'double-metaphone';

/**
 * Primary code of double metaphone, in lower case as match keys write it: Benioff is "pnf", Doe is "t". It stands in
 * for Metaphone 3, which is sold under licence and whose rules are not public.
 */
export function metaphone(folded: string): string {
  return doubleMetaphone(folded)[0].toLowerCase();
}
