import { streetSectionsOf } from '../algorithms/streetSections.ts';
import { foldText } from '../methods/text.ts';

/** "123 Maple Avenue" is "123maple": without the kind of street, and without what is inside the building. */
export function streetStart(text: string): string {
  const { number, name } = streetSectionsOf(foldText(text).folded);
  return `${number}${name}`.replaceAll(' ', '') || text.toLowerCase();
}
