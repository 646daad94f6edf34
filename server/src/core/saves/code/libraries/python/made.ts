import type { Place } from '../../../../text.ts';
import type { LibraryValue, RecordValue, Value } from '../../values.ts';

export function made(
  type: string,
  state: Readonly<Record<string, Value>> = {},
  place: Place | null = null,
): LibraryValue {
  return { kind: 'library', type, state: new Map(Object.entries(state)), place };
}

export function emptyRecord(place: Place): RecordValue {
  return { kind: 'record', entries: [], open: false, place, type: null };
}
