import type { Place } from '../../../text.ts';
import type { Value } from '../values.ts';

/** Which option of which choice a variant stands for: two that pick differently exclude each other. */
export interface Picked {
  readonly choice: unknown;
  readonly option: number;
  /** The condition as the code writes it; null: otherwise, or not told apart. */
  readonly when: string | null;
}

export interface Variant {
  /** No choice. */
  readonly value: Value;
  readonly picks: readonly Picked[];
}

/** More combinations than these are not told apart. */
const most = 16;

/** What a value may be, choices within choices resolved. */
export function variants(value: Value): readonly Variant[] {
  if (value.kind !== 'choice') return [{ value, picks: [] }];
  const conditions = value.options.map(({ when }) => when);
  // Two choices by the same conditions go together: `id ? 'PATCH' : 'POST'` and `id ? a : b`.
  const choice = conditions.some((when) => when !== null) ? conditions.join('\n') : value;
  const found: Variant[] = [];
  for (const [index, option] of value.options.entries()) {
    const picked = { choice, option: index, when: option.when };
    for (const inner of variants(option.value)) {
      // Not looked into any further: choices within choices share their options.
      if (found.length === most) return found;
      found.push({ value: inner.value, picks: [picked, ...inner.picks] });
    }
  }
  return found;
}

/** A text whose holes are one character each, so that it can be searched like a text. */
export interface FlatText {
  readonly text: string;
  readonly holes: readonly Value[];
  readonly picks: readonly Picked[];
  /** Where it is written. */
  readonly place: Place;
}

const firstHole = 0xe000;
const lastHole = 0xf8ff;

/** Within a character class of a regular expression: any hole. */
export const hole = '\uE000-\uF8FF';

const holeInText = new RegExp(`[${hole}]`);
const onlyHole = new RegExp(`^[${hole}]$`);

export function hasHole(text: string): boolean {
  return holeInText.test(text);
}

export function isHole(text: string): boolean {
  return onlyHole.test(text);
}

/** The texts that a value may be. What is no text becomes a text of one hole. */
export function flatTexts(value: Value, at: Place): readonly FlatText[] {
  return textsOf(value, at, new Map());
}

/** Of each value, by where what is no text is said to be written: a text that grows holds the one before twice. */
type Known = Map<Value, Map<Place, readonly FlatText[]>>;

function textsOf(value: Value, at: Place, known: Known): readonly FlatText[] {
  if (value.kind !== 'text' && value.kind !== 'choice') return flattened(value, at, known);
  const before = known.get(value)?.get(at);
  if (before) return before;
  const found: FlatText[] = [];
  for (const variant of variants(value)) {
    for (const flat of flattened(variant.value, at, known)) {
      const picks = consistent(variant.picks, flat.picks);
      if (picks !== null && found.length < most) found.push({ ...flat, picks });
    }
  }
  const places = known.get(value) ?? new Map();
  known.set(value, places.set(at, found));
  return found;
}

function flattened(value: Value, at: Place, known: Known): readonly FlatText[] {
  if (value.kind === 'scalar' && value.value !== null) {
    return [{ text: String(value.value), holes: [], picks: [], place: value.place }];
  }
  if (value.kind !== 'text') return [{ text: char(0), holes: [value], picks: [], place: at }];
  let texts: readonly FlatText[] = [{ text: '', holes: [], picks: [], place: value.place }];
  for (const part of value.parts) {
    const added =
      typeof part === 'string'
        ? [{ text: withoutHoles(part), holes: [], picks: [], place: value.place }]
        : textsOf(part, value.place, known);
    texts = combined(texts, added);
  }
  return texts;
}

/** Each with each; where those are too many, each at least once with some other. */
function combined(befores: readonly FlatText[], afters: readonly FlatText[]): readonly FlatText[] {
  const pairs = befores.flatMap((before, i) =>
    afters.flatMap((after, j) => {
      const text = joined(before, after);
      return text === null ? [] : [{ text, i, j }];
    }),
  );
  if (pairs.length > most) {
    const fewer = Math.min(befores.length, afters.length);
    const round = ({ i, j }: { i: number; j: number }) => (j + fewer * befores.length - i) % fewer;
    pairs.sort((a, b) => round(a) - round(b));
  }
  return pairs.slice(0, most).map(({ text }) => text);
}

function joined(before: FlatText, after: FlatText): FlatText | null {
  const picks = consistent(before.picks, after.picks);
  if (picks === null) return null;
  const shift = before.holes.length;
  const text = shift === 0 ? after.text : shifted(after.text, shift);
  return { text: before.text + text, holes: [...before.holes, ...after.holes], picks, place: before.place };
}

/** All picks together; null where they exclude each other. */
export function consistent(some: readonly Picked[], others: readonly Picked[]): readonly Picked[] | null {
  if (some.length === 0) return others;
  const added: Picked[] = [];
  for (const pick of others) {
    const same = some.find(({ choice }) => choice === pick.choice);
    if (same === undefined) added.push(pick);
    else if (same.option !== pick.option) return null;
  }
  return [...some, ...added];
}

/** The conditions of picks in words; null where nothing is known of them. */
export function conditionOf(picks: readonly Picked[]): string | null {
  const conditions = picks.flatMap(({ when }) => when ?? []);
  return conditions.length === 0 ? null : conditions.join(' && ');
}

/** A piece of a flat text as a value: the hole itself where it is no more than that. */
export function pieceValue(piece: string, { holes, place }: HolesAt): Value {
  if (isHole(piece)) return holes[indexOf(piece)]!;
  const parts: (string | Value)[] = [];
  let text = '';
  for (const each of piece) {
    if (!isHole(each)) {
      text += each;
      continue;
    }
    if (text !== '') parts.push(text);
    text = '';
    parts.push(holes[indexOf(each)]!);
  }
  if (text !== '') parts.push(text);
  return { kind: 'text', parts, place };
}

type HolesAt = { readonly holes: readonly Value[]; readonly place: Place };

function indexOf(piece: string): number {
  return piece.charCodeAt(0) - firstHole;
}

function char(index: number): string {
  return String.fromCharCode(Math.min(firstHole + index, lastHole));
}

function shifted(text: string, by: number): string {
  return text.replace(new RegExp(`[${hole}]`, 'g'), (each) => char(indexOf(each) + by));
}

/** Icon fonts use these characters. */
function withoutHoles(text: string): string {
  return holeInText.test(text) ? text.replace(new RegExp(`[${hole}]`, 'g'), '?') : text;
}
