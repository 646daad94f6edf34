import type { RecordInCode } from '../../saves/code/savedRecords.ts';
import { locate, type Place, type Span } from '../../text.ts';

/** A record literal of a file, with the saves that it comes to, in the order of the text. */
export interface SavedLiteral extends Span {
  readonly object: string;
  readonly saves: readonly RecordInCode[];
}

/** Those that give fields a value, and whose object the code tells. */
export function savedLiterals(records: readonly RecordInCode[]): readonly SavedLiteral[] {
  const byPlace = new Map<Place, RecordInCode[]>();
  for (const record of records) {
    const known = byPlace.get(record.literal);
    if (known) known.push(record);
    else byPlace.set(record.literal, [record]);
  }
  return [...byPlace]
    .flatMap(([literal, saves]): SavedLiteral[] => {
      const [object, ...others] = new Set(saves.map((save) => save.object));
      if (object == null || others.length > 0 || !saves.some(setsFields)) return [];
      const { start, end } = locate(literal);
      saves.sort((a, b) => locate(a.save).start - locate(b.save).start);
      return [{ object, saves, start, end }];
    })
    .sort((a, b) => a.start - b.start);
}

function setsFields({ fields }: RecordInCode): boolean {
  // `Array.from({ length: 5 }, …)` is taken for a list of what it is given.
  return fields.some(({ name }) => isFieldName(name) && !/^(?:id|length)$/i.test(name));
}

/** Not `attributes`, which names the object and, in trees, the record. */
export function isFieldName(name: string): boolean {
  return /^[a-z]\w*$/i.test(name) && !/^attributes$/i.test(name);
}
