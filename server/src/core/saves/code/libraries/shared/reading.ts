import type { Place } from '../../../../text.ts';
import type { ScalarValue, TextValue, Value } from '../../values.ts';

/**
 * A member of an options object. Null where it is not there; a choice with `null` in it where it is there on some
 * ways only; unknown where the object may have it.
 */
export function fieldOf(value: Value | null | undefined, key: string): Value | null {
  switch (value?.kind) {
    case 'record': {
      const entries = value.entries.filter((entry) => entry.key === key);
      const last = entries.findLastIndex(({ when }) => when === null);
      const certain = entries[last]?.value ?? (value.open ? unknown('not known here') : null);
      const conditional = entries.slice(last + 1);
      if (conditional.length === 0) return certain;
      return {
        kind: 'choice',
        options: [
          ...conditional.reverse().map((entry) => ({ when: entry.when, value: entry.value })),
          { when: null, value: certain ?? nothing(value.place) },
        ],
      };
    }
    case 'choice': {
      const options = value.options.map((option) => ({
        when: option.when,
        value: fieldOf(option.value, key),
      }));
      const place = options.flatMap((option) => placesOf(option.value))[0];
      if (!place) return options.find((option) => option.value !== null)?.value ?? null;
      return {
        kind: 'choice',
        options: options.map(({ when, value: found }) => ({ when, value: found ?? nothing(place) })),
      };
    }
    case 'parameter':
      return { ...value, path: [...value.path, key] };
    case 'instance':
      return fieldOf(value.fields, key);
    case 'library':
      return value.state.get(key) ?? null;
    case 'unknown':
      return value;
    default:
      return null;
  }
}

function placesOf(value: Value | null): Place[] {
  return value && 'place' in value && value.place ? [value.place] : [];
}

/** The text, where the value is one that is known as a whole. */
export function textOf(value: Value | null | undefined): string | null {
  if (value?.kind === 'text') {
    if (value.parts.length === 0) return '';
    const [only] = value.parts;
    return value.parts.length === 1 && typeof only === 'string' ? only : null;
  }
  return value?.kind === 'scalar' && typeof value.value === 'number' ? String(value.value) : null;
}

export function isTrue(value: Value | null | undefined): boolean {
  return value?.kind === 'scalar' && value.value === true;
}

export function isFalse(value: Value | null | undefined): boolean {
  return value?.kind === 'scalar' && value.value === false;
}

/** null, undefined, or not there. */
export function isNothing(value: Value | null | undefined): boolean {
  return !value || (value.kind === 'scalar' && value.value === null);
}

/** Whether a value is a list on all ways. */
export function isList(value: Value | null | undefined): boolean {
  if (value?.kind === 'choice') {
    const present = value.options.filter((option) => !isNothing(option.value));
    return present.length > 0 && present.every((option) => isList(option.value));
  }
  return value?.kind === 'list';
}

/** `new X(…)` of a class that is not known. */
export function isMadeElsewhere(value: Value | null | undefined): boolean {
  return value?.kind === 'record' && value.type !== null;
}

export function text(place: Place, written: string): TextValue {
  return { kind: 'text', parts: written === '' ? [] : [written], place };
}

export function joined(place: Place, ...values: readonly (string | Value)[]): TextValue {
  const parts: (string | Value)[] = [];
  for (const value of values.flatMap((one) =>
    typeof one !== 'string' && one.kind === 'text' ? one.parts : [one],
  )) {
    const before = parts.at(-1);
    if (typeof value === 'string' && typeof before === 'string') parts[parts.length - 1] = before + value;
    else parts.push(value);
  }
  return { kind: 'text', parts, place };
}

export function scalar(place: Place, value: number | boolean | null): ScalarValue {
  return { kind: 'scalar', value, place };
}

function nothing(place: Place): ScalarValue {
  return scalar(place, null);
}

export function unknown(why: string): Value {
  return { kind: 'unknown', why };
}
