import type { Place } from '../../../../text.ts';
import type { SaveDraft } from '../../libraries/model.ts';
import type { SavedField, SavedRecord } from '../../savedRecords.ts';
import type { Syntax } from '../../tree.ts';
import type { RecordValue, Value } from '../../values.ts';
import { entryOf, standsFor } from '../members.ts';
import { alternatives, plainText } from '../values/build.ts';

/** As many as one save takes. */
const mostRecords = 200;
const deepest = 4;

/** The records that a save is given and that the code makes in sight of it, as they are then. */
export function recordsOf({ records }: SaveDraft): readonly SavedRecord[] {
  if (!records) return none;
  const made = new Map<Place, RecordValue>();
  collect(records, made, 0);
  if (made.size === 0) return none;
  return [...made.values()].map((record) => ({
    literal: record.place,
    type: typeOf(record),
    isOpen: record.open,
    fields: record.entries.map(
      ({ key, value, place, when }): SavedField => ({
        name: key,
        value: scalarOf(value),
        isRecord: alternatives(value).some((one) => isContainer(one.value)),
        place,
        when,
      }),
    ),
  }));
}

const none: readonly SavedRecord[] = [];

function collect(value: Value, into: Map<Place, RecordValue>, depth: number): void {
  if (depth > deepest || into.size >= mostRecords) return;
  switch (value.kind) {
    case 'record':
      if (isLiteral(value) && !into.has(value.place)) into.set(value.place, value);
      return;
    case 'list':
      for (const item of value.items) collect(item, into, depth + 1);
      return;
    case 'choice':
      for (const option of value.options) collect(option.value, into, depth + 1);
  }
}

/** Written as a literal, or made by a call: `dict(LastName='A')`. What stands for something unknown is neither. */
function isLiteral(record: RecordValue): boolean {
  if (standsFor.has(record)) return false;
  const { kind } = record.place as Partial<Syntax>;
  return kind === 'record' || kind === 'call' || kind === 'text';
}

function typeOf(record: RecordValue): string | null {
  const attributes = entryOf(record, 'attributes', record.place);
  const named = attributes?.kind === 'record' ? entryOf(attributes, 'type', record.place) : null;
  return plainText(named) ?? record.type;
}

/** Undefined where it is not known, or one of several. */
function scalarOf(value: Value): SavedField['value'] {
  if (value.kind === 'scalar') return value.value;
  return plainText(value) ?? undefined;
}

function isContainer({ kind }: Value): boolean {
  return kind === 'record' || kind === 'list' || kind === 'instance';
}
