import type { ListValue, RecordValue, Value } from '../../values.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import { keyOf } from '../members.ts';
import { setEntry } from '../state/mutate.ts';

export function emptyRecord({ syntax }: Called, interpreter: Interpreter): RecordValue {
  return interpreter.journal.made<RecordValue>({
    kind: 'record',
    entries: [],
    open: false,
    place: syntax,
    type: null,
  });
}

export function fromEntries(list: Value | null, called: Called, interpreter: Interpreter): Value {
  const record = emptyRecord(called, interpreter);
  if (list?.kind !== 'list') record.open = true;
  else {
    if (list.open) record.open = true;
    for (const item of list.items) {
      const [key, value] = item.kind === 'list' ? item.items : [];
      const name = key ? keyOf(key) : null;
      if (name === null || !value) record.open = true;
      else setEntry(record, name, value, called.syntax, interpreter);
    }
  }
  return record;
}

export function emptyList({ syntax }: Called, { journal }: Interpreter): ListValue {
  return journal.made<ListValue>({ kind: 'list', items: [], open: false, place: syntax });
}

export function copied(value: Value, { journal }: Interpreter): Value {
  if (value.kind === 'record') return journal.made<RecordValue>({ ...value, entries: [...value.entries] });
  if (value.kind === 'list') return journal.made<ListValue>({ ...value, items: [...value.items] });
  return value;
}
