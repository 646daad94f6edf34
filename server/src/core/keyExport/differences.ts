import type { MatchingMethod } from '../metadata/model.ts';

/** Where a comparison in SQL may say something else than this product's own; null: nowhere. */
export const differences: Readonly<Record<MatchingMethod, string | null>> = {
  Exact: null,
  Phone: null,
  Zip: null,
  City: 'edit distance counts bytes: letters beyond ASCII weigh more',
  Street: 'edit distance of the name counts bytes: letters beyond ASCII weigh more',
  FirstName:
    "Jaro-Winkler of the engine; initials must all agree. Variants and sounds are this product's, exported with the values",
  LastName:
    'edit distance with letters exchanged (Damerau-Levenshtein), in which neighbouring keys count as any others; sounds are exported with the values',
  CompanyName: 'edit distance instead of syllable alignment; no acronyms',
  Title: 'share of the words that both have (Dice) instead of their distribution; no acronyms',
};
