import type { Place } from '../../../text.ts';
import type { OptionDraft, OptionsDraft } from '../libraries/model.ts';
import type { Value } from '../values.ts';
import { conditionOf, variants } from './variants.ts';

/** What an option may be, and when. */
export interface Alternative {
  readonly option: OptionDraft;
  /** Null: otherwise, or not told apart. */
  readonly when: string | null;
}

export const unset: OptionDraft = { kind: 'unset' };

export const noOptions = { allowSave: unset, runAsCurrentUser: unset, includeRecordDetails: unset } as const;

/**
 * A boolean option from a value: true, 'true', a choice of them, or a parameter.
 *
 * @param at for values that are written nowhere
 */
export function optionOf(value: Value | undefined, at: Place): OptionDraft {
  if (value === undefined) return unset;
  return combined(
    variants(value).map(({ value: one, picks }) => ({ option: single(one, at), when: conditionOf(picks) })),
    at,
  );
}

function single(value: Value, at: Place): OptionDraft {
  if (value.kind === 'scalar') {
    if (value.value === null) return unset;
    if (typeof value.value === 'boolean') return { kind: 'known', value: value.value, place: value.place };
  }
  if (value.kind === 'text' && value.parts.length === 1) {
    const [only] = value.parts;
    if (typeof only === 'string' && /^(true|false)$/i.test(only.trim())) {
      return { kind: 'known', value: only.trim().toLowerCase() === 'true', place: value.place };
    }
    if (only !== undefined && typeof only !== 'string') return optionOf(only, value.place);
  }
  if (value.kind === 'parameter') return { kind: 'value', value, place: at };
  return { kind: 'unknown', why: value.kind === 'unknown' ? value.why : 'computed', place: at };
}

/** One option of several: what is set on some way only is conditional. */
export function combined(alternatives: readonly Alternative[], at: Place): OptionDraft {
  const [first] = alternatives;
  if (first === undefined) return unset;
  if (alternatives.every(({ option }) => isSame(option, first.option))) {
    return alternatives.length === 1 ? underCondition(first) : first.option;
  }
  for (const kind of ['value', 'parameter', 'unknown'] as const) {
    const found = alternatives.find(({ option }) => option.kind === kind);
    if (found !== undefined) return found.option;
  }
  return (
    conditional(alternatives, true) ??
    conditional(alternatives, false) ?? { kind: 'unknown', why: 'set on some ways only', place: at }
  );
}

function conditional(alternatives: readonly Alternative[], value: boolean): OptionDraft | null {
  const found = alternatives.find(
    ({ option }) => (option.kind === 'known' || option.kind === 'conditional') && option.value === value,
  );
  if (found === undefined) return null;
  if (found.when !== null || found.option.kind === 'conditional') return underCondition(found);
  const others = alternatives.flatMap((other) =>
    isSame(other.option, found.option) ? [] : (other.when ?? []),
  );
  return others.length === 0
    ? null
    : underCondition({ option: found.option, when: `!(${[...new Set(others)].join(' || ')})` });
}

function underCondition({ option, when }: Alternative): OptionDraft {
  if (when === null) return option;
  if (option.kind === 'known') return { ...option, kind: 'conditional', when };
  if (option.kind === 'conditional') return { ...option, when: `${when} && ${option.when}` };
  return option;
}

function isSame(a: OptionDraft, b: OptionDraft): boolean {
  if (a.kind === 'known' && b.kind === 'known') return a.value === b.value;
  return a.kind === 'unset' && b.kind === 'unset';
}

/** Options that are one of several. */
export function combinedOptions(
  several: readonly { readonly options: OptionsDraft | null; readonly when: string | null }[],
  at: Place,
): OptionsDraft | null {
  const [first] = several;
  const given = several.flatMap(({ options }) => options ?? []);
  if (first === undefined || given.length === 0) return null;
  if (several.length === 1 && first.when === null) return first.options;
  const one = (name: 'allowSave' | 'runAsCurrentUser' | 'includeRecordDetails'): OptionDraft =>
    combined(
      several.map(({ options, when }) => ({ option: options?.[name] ?? unset, when })),
      at,
    );
  return {
    allowSave: one('allowSave'),
    runAsCurrentUser: one('runAsCurrentUser'),
    includeRecordDetails: one('includeRecordDetails'),
    place: given[0]!.place,
    ineffective: given.every(({ ineffective }) => ineffective !== null) ? given[0]!.ineffective : null,
  };
}
