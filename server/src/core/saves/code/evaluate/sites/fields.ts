import type { FieldValue, FieldWrite, WrittenFields } from '../../../site.ts';
import type { RecordValue, Value } from '../../values.ts';
import { standsFor } from '../members.ts';
import { alternatives, plainText } from '../values/build.ts';

const fieldName = /^[A-Za-z]\w*$/;
const none: WrittenFields = { complete: false, writes: [] };

/** What the code in sight writes to the records that a save is given. */
export function fieldsOf(records: Value | null): WrittenFields {
  if (!records) return none;
  const made: RecordValue[] = [];
  const isWhole = collect(records, made, 0);
  if (made.length === 0) return none;
  const isComplete = isWhole && made.every((record) => !record.open && !standsFor.has(record));
  const byName = new Map<string, Omit<FieldWrite, 'always'>[]>();
  const always = new Map<string, number>();
  for (const record of made) {
    const sure = new Set<string>();
    for (const { key, value, place, when } of record.entries) {
      if (!fieldName.test(key) || key === 'attributes' || key === 'type') continue;
      const write = { name: key, value: fieldValue(value), place };
      const known = byName.get(key);
      if (known) known.push(write);
      else byName.set(key, [write]);
      if (when === null) sure.add(key);
    }
    for (const key of sure) always.set(key, (always.get(key) ?? 0) + 1);
  }
  const writes = [...byName].flatMap(([name, all]) =>
    all.map((write) => ({ ...write, always: isWhole && always.get(name) === made.length })),
  );
  return { complete: isComplete, writes };
}

/** The records among what is saved; false where there may be others. */
function collect(value: Value, into: RecordValue[], depth: number): boolean {
  if (depth > 4 || into.length > 50) return false;
  switch (value.kind) {
    case 'record':
      if (!into.includes(value)) into.push(value);
      return true;
    case 'instance':
      into.push(value.fields);
      return false;
    case 'list': {
      let isWhole = !value.open && value.items.length > 0;
      for (const item of value.items) if (!collect(item, into, depth + 1)) isWhole = false;
      return isWhole;
    }
    case 'choice': {
      let isWhole = true;
      for (const option of value.options) if (!collect(option.value, into, depth + 1)) isWhole = false;
      return isWhole;
    }
    default:
      return false;
  }
}

function fieldValue(value: Value): FieldValue {
  const options = alternatives(value);
  if (options.length > 1) return { kind: 'unknown' };
  const text = plainText(value);
  if (text !== null) return { kind: 'literal', value: text };
  if (value.kind === 'scalar') return { kind: 'literal', value: value.value };
  return { kind: 'unknown' };
}
