import type { RecordInCode } from '../../saves/code/savedRecords.ts';
import type { RecordLens } from '../model.ts';
import { savedLiterals } from './literals.ts';

/** Lists of records, as tests and seeds hold them, would cover a file with lenses. */
const mostInOneSave = 10;

/** The record literals of a file whose objects are wanted, names in any case, in the order of the text. */
export function codeRecordLenses(
  records: readonly RecordInCode[],
  isWanted: (object: string) => boolean,
  spelling: (object: string) => string,
): readonly RecordLens[] {
  const counts = new Map<unknown, number>();
  return savedLiterals(records).flatMap(({ object, saves, start, end }): RecordLens[] => {
    if (!isWanted(object)) return [];
    const { save } = saves[0]!;
    const count = (counts.get(save) ?? 0) + 1;
    counts.set(save, count);
    return count > mostInOneSave ? [] : [{ object: spelling(object), start, end }];
  });
}
