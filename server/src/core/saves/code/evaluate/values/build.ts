import type { Place } from '../../../../text.ts';
import type { ChoiceValue, ScalarValue, UnknownValue, Value } from '../../values.ts';
import { sameValue } from './compare.ts';

/** More ways than this are not told apart. */
const MOST_OPTIONS = 8;
const MOST_PARTS = 60;
const MOST_CHARACTERS = 20_000;

export function unknown(why: string): UnknownValue {
  return { kind: 'unknown', why };
}

export function scalar(value: number | boolean | null, place: Place): ScalarValue {
  return { kind: 'scalar', value, place };
}

export type Option = ChoiceValue['options'][number];

/** The values that a value may be: itself, where it is no choice. */
export function alternatives(value: Value): readonly Option[] {
  return value.kind === 'choice' ? value.options : [{ when: null, value }];
}

/** One of several values; equal ones count once. */
export function choiceOf(options: readonly Option[]): Value {
  const [only] = options;
  if (only && options.length === 1 && only.value.kind !== 'choice') return only.value;
  const flat: Option[] = [];
  for (const { when, value } of options) {
    if (value.kind !== 'choice') addOption(flat, when, value);
    else for (const inner of value.options) addOption(flat, bothConditions(when, inner.when), inner.value);
  }
  if (flat.length === 0) return unknown('it has no value');
  if (flat.length === 1) return flat[0]!.value;
  if (flat.length > MOST_OPTIONS) return unknown('it is one of many values');
  return { kind: 'choice', options: flat };
}

/** One that is there already may come about in two ways: it has no condition then. */
function addOption(options: Option[], when: string | null, value: Value): void {
  for (let index = 0; index < options.length; index++) {
    const known = options[index]!;
    if (!sameValue(known.value, value)) continue;
    if (known.when !== null) options[index] = { when: null, value: known.value };
    return;
  }
  options.push({ when, value });
}

export function bothConditions(outer: string | null, inner: string | null): string | null {
  if (outer === null || inner === null || outer === inner) return outer ?? inner;
  return `${outer} && ${inner}`;
}

/** A text from parts; texts within are joined to it. */
export function textOf(parts: readonly (string | Value)[], place: Place): Value {
  const flat: (string | Value)[] = [];
  let length = 0;
  const add = (part: string | Value): void => {
    if (typeof part !== 'string') {
      if (part.kind === 'text') for (const inner of part.parts) add(inner);
      else if (part.kind === 'scalar') add(scalarText(part));
      else flat.push(part);
      return;
    }
    if (part === '') return;
    length += part.length;
    if (length > MOST_CHARACTERS) return;
    const last = flat.at(-1);
    if (typeof last === 'string') flat[flat.length - 1] = last + part;
    else flat.push(part);
  };
  for (const part of parts) add(part);
  if (flat.length > MOST_PARTS) flat.length = MOST_PARTS;
  else if (length <= MOST_CHARACTERS) return { kind: 'text', parts: flat, place };
  flat.push(unknown('a long text'));
  return { kind: 'text', parts: flat, place };
}

function scalarText({ value }: ScalarValue): string {
  return typeof value === 'number' && Number.isInteger(value) ? String(value) : String(value);
}

/** The text of a value that is one and known to its end; else null. */
export function plainText(value: Value | null | undefined): string | null {
  if (value?.kind !== 'text') return null;
  if (value.parts.length === 0) return '';
  const [only] = value.parts;
  return value.parts.length === 1 && typeof only === 'string' ? only : null;
}
