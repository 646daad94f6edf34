import type { Place } from '../../../../text.ts';
import type { SaveDraft } from '../../libraries/model.ts';
import { parseJsonText } from '../../requests/jsonText.ts';
import type { SavedField, SavedRecord } from '../../savedRecords.ts';
import type { Syntax } from '../../tree.ts';
import { type RecordFieldValue, type RecordValue, spreadKey, type Value } from '../../values.ts';
import { entryOf, standsFor } from '../members.ts';
import { alternatives, plainText } from '../values/build.ts';

/** As many as one save takes. */
const mostRecords = 200;
const deepest = 4;

/** The records that a save is given and that the code makes in sight of it, as they are then. */
export function recordsOf({ records, operation }: SaveDraft): readonly SavedRecord[] {
  // A conversion takes the ids of leads and what to do with them.
  if (!records || operation === 'convertLead') return none;
  const made = new Map<Place, RecordValue>();
  collect(records, made, 0);
  if (made.size === 0) return none;
  return [...made.values()].map((record) => ({
    literal: record.place,
    type: typeOf(record),
    isOpen: record.open || record.entries.some(isSpread),
    fields: record.entries.flatMap((entry) => (isSpread(entry) ? [] : [fieldOf(entry)])),
  }));
}

function isSpread({ key }: RecordFieldValue): boolean {
  return key === spreadKey;
}

function fieldOf({ key, value, place, when }: RecordFieldValue): SavedField {
  const isRecord = alternatives(value).some((one) => isContainer(one.value));
  return { name: key, value: scalarOf(value), isRecord, place, when };
}

const none: readonly SavedRecord[] = [];

function collect(value: Value, into: Map<Place, RecordValue>, depth: number): void {
  if (depth > deepest || into.size >= mostRecords) return;
  switch (value.kind) {
    case 'record':
      if (isLiteral(value) && !into.has(value.place)) into.set(value.place, value);
      return;
    case 'text': {
      const parsed = parseJsonText(value);
      if (parsed !== null && parsed.kind !== 'text') collect(parsed, into, depth + 1);
      return;
    }
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
  const text = plainText(value);
  // Updates by a query of jsforce fill in the fields of each record: `${Name} (Updated)`.
  return text === null || /\$\{\w+\}/.test(text) ? undefined : text;
}

function isContainer({ kind }: Value): boolean {
  return kind === 'record' || kind === 'list' || kind === 'instance';
}
