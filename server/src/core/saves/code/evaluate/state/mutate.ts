import type { Place } from '../../../../text.ts';
import type { LibraryValue, ListValue, RecordValue, Value } from '../../values.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Cell } from './scope.ts';

const MOST_ENTRIES = 400;
const MOST_ITEMS = 200;

export function setCell(cell: Cell, value: Value, interpreter: Interpreter): void {
  interpreter.journal.touch(cell);
  cell.value = value;
}

/** Sets a key for certain; what was set before under the same key is gone. */
export function setEntry(
  record: RecordValue,
  key: string,
  value: Value,
  place: Place,
  interpreter: Interpreter,
): void {
  interpreter.journal.touch(record);
  const { entries } = record;
  for (let index = entries.length - 1; index >= 0; index--) {
    if (entries[index]!.key === key) entries.splice(index, 1);
  }
  if (entries.length >= MOST_ENTRIES) record.open = true;
  else entries.push({ key, value, place, when: null });
}

/** Sets a key as another record has it, under its condition. */
export function copyEntries(from: RecordValue, to: RecordValue, interpreter: Interpreter): void {
  interpreter.journal.touch(to);
  for (const entry of [...from.entries]) {
    if (entry.when === null) setEntry(to, entry.key, entry.value, entry.place, interpreter);
    else if (to.entries.length < MOST_ENTRIES) to.entries.push(entry);
  }
  if (from.open) to.open = true;
}

export function removeEntry(record: RecordValue, key: string, interpreter: Interpreter): void {
  interpreter.journal.touch(record);
  const kept = record.entries.filter((entry) => entry.key !== key);
  record.entries.splice(0, record.entries.length, ...kept);
}

export function openUp(container: RecordValue | ListValue, interpreter: Interpreter): void {
  interpreter.journal.touch(container);
  container.open = true;
}

export function addItem(list: ListValue, value: Value, interpreter: Interpreter): void {
  interpreter.journal.touch(list);
  if (list.items.length >= MOST_ITEMS) list.open = true;
  else list.items.push(value);
}

export function setState(library: LibraryValue, name: string, value: Value, interpreter: Interpreter): void {
  interpreter.journal.touch(library);
  library.state.set(name, value);
}

/** Notes what a library model may change of a value by itself: it, and what stands right in it. */
export function touchDeep(value: Value, interpreter: Interpreter, depth = 2): void {
  switch (value.kind) {
    case 'record':
      interpreter.journal.touch(value);
      if (depth > 0) for (const entry of value.entries) touchDeep(entry.value, interpreter, depth - 1);
      return;
    case 'list':
      interpreter.journal.touch(value);
      return;
    case 'library':
      interpreter.journal.touch(value);
      if (depth > 0) for (const one of value.state.values()) touchDeep(one, interpreter, depth - 1);
      return;
    case 'choice':
      for (const { value: one } of value.options) touchDeep(one, interpreter, depth);
      return;
    default:
      return;
  }
}
