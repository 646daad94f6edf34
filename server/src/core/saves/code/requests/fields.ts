import type { Place } from '../../../text.ts';
import type { RecordFieldValue, Value } from '../values.ts';
import { parseJsonText } from './jsonText.ts';

/** What a key of a record may hold; several where it is set under conditions. */
export interface FoundField {
  readonly value: Value;
  /** The entry, or whatever stands for it. */
  readonly place: Place;
  readonly when: string | null;
}

/**
 * The fields of a record whose key fits, those that count: nothing that a later one replaces on every way. An
 * unconditional one comes first.
 */
export function effective(
  entries: readonly RecordFieldValue[],
  fits: (key: string) => boolean,
): readonly FoundField[] {
  let found: FoundField[] = [];
  for (const entry of entries) {
    if (!fits(entry.key)) continue;
    if (entry.when === null) found = [];
    found.push({ value: entry.value, place: entry.place, when: entry.when });
  }
  return found;
}

/** What stands under a key of an object, dict or JSON text; undefined where nothing is known to. */
export function field(value: Value | null, key: string): Value | undefined {
  if (value === null) return undefined;
  switch (value.kind) {
    case 'record':
      return asOne(effective(value.entries, (each) => each === key));
    case 'instance':
      return field(value.fields, key);
    case 'choice':
      return asOne(
        value.options.flatMap((option) => {
          const inner = field(option.value, key);
          return inner === undefined ? [] : [{ value: inner, when: option.when }];
        }),
      );
    case 'parameter':
      return { ...value, path: [...value.path, key], type: null };
    case 'text': {
      const parsed = parseJsonText(value);
      return parsed === null ? undefined : field(parsed, key);
    }
    default:
      return undefined;
  }
}

/** The first of the keys that is there. */
export function anyField(value: Value | null, ...keys: readonly string[]): Value | undefined {
  for (const key of keys) {
    const found = field(value, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function asOne(found: readonly { readonly value: Value; readonly when: string | null }[]): Value | undefined {
  if (found.length === 0) return undefined;
  if (found.length === 1 && found[0]!.when === null) return found[0]!.value;
  return { kind: 'choice', options: found.map(({ value, when }) => ({ when, value })) };
}

/** Whether a key is really there: that a parameter might have it does not count. */
export function hasField(value: Value | null, key: string): boolean {
  const found = field(value, key);
  return found !== undefined && found.kind !== 'parameter';
}

/** What is in a list; nothing where that is not known. */
export function itemsOf(value: Value | null | undefined): readonly Value[] {
  if (value === null || value === undefined) return [];
  switch (value.kind) {
    case 'list':
      return value.items.flatMap((item) =>
        item.kind === 'choice' ? item.options.map((one) => one.value) : [item],
      );
    case 'choice':
      return value.options.flatMap((option) => itemsOf(option.value));
    case 'text': {
      const parsed = parseJsonText(value);
      return parsed === null ? [] : itemsOf(parsed);
    }
    default:
      return [];
  }
}
