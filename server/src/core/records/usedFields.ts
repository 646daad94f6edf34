import { fieldKey } from '../outcome/fieldNames.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { type FieldUse, fieldUses } from './fieldUses.ts';

/** The fields of an object that rules look at, on either side, by their key; each with how they do. */
export function usedFields(object: string, catalog: RuleCatalog): ReadonlyMap<string, readonly FieldUse[]> {
  const own = catalog.rulesFor(object).flatMap((rule) => fieldUses(rule, catalog).uses);
  const compared = catalog.matchingRules
    .filter((rule) => rule.object.toLowerCase() === object.toLowerCase())
    .flatMap(({ items, label, name }) =>
      items.map(({ field, method, matchBlanks }): FieldUse => {
        const blanks = matchBlanks ? 'blank matches blank' : 'blank never matches';
        return { field, text: `${method}, ${blanks}, by ${label || name}` };
      }),
    );
  const uses = new Map<string, FieldUse[]>();
  for (const use of [...own, ...compared]) {
    const key = fieldKey(use.field);
    const known = uses.get(key);
    if (known === undefined) uses.set(key, [use]);
    else if (!known.some(({ text }) => text === use.text)) known.push(use);
  }
  return uses;
}
