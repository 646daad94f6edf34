import type { Place } from '../../../text.ts';
import type { MalformedHeader } from '../../facts.ts';
import type { OptionDraft, OptionsDraft } from '../libraries/model.ts';
import type { Value } from '../values.ts';
import { type ParameterName, parameterMeant, parameterNamed } from './names.ts';
import { combinedOptions, noOptions, optionOf } from './options.ts';
import { conditionOf, type FlatText, flatTexts, hasHole, isHole, pieceValue } from './variants.ts';

export interface HeaderProblem {
  readonly problem: MalformedHeader;
  readonly place: Place;
}

export interface ReadHeader {
  /** Null where the header says nothing at all. */
  readonly options: OptionsDraft | null;
  readonly problems: readonly HeaderProblem[];
}

/**
 * Reads the value of Sforce-Duplicate-Rule-Header: `allowSave=true; includeRecordDetails=true`. The English
 * documentation writes semicolons, the Japanese one commas; letter case and blanks do not count.
 *
 * @param at the entry that sets the header
 */
export function readHeader(value: Value, at: Place): ReadHeader {
  if (value.kind === 'parameter' || value.kind === 'unknown')
    return { options: notRead(value, at), problems: [] };
  if (value.kind === 'scalar' && value.value === null) return { options: null, problems: [] };
  if (value.kind === 'scalar') {
    const written = String(value.value);
    return { options: null, problems: [{ problem: { what: 'no-parameters', written }, place: value.place }] };
  }
  const read = flatTexts(value, at).map((flat) => ({ ...readText(flat, at), when: conditionOf(flat.picks) }));
  return { options: combinedOptions(read, at), problems: read.flatMap(({ problems }) => problems) };
}

/** A header whose whole text comes from elsewhere. */
function notRead(value: Value, at: Place): OptionsDraft {
  const option: OptionDraft =
    value.kind === 'parameter'
      ? { kind: 'parameter', name: [value.name, ...value.path].join('.'), place: at }
      : { kind: 'unknown', why: value.kind === 'unknown' ? value.why : 'computed', place: at };
  return {
    allowSave: option,
    runAsCurrentUser: option,
    includeRecordDetails: option,
    place: at,
    ineffective: null,
  };
}

function readText(flat: FlatText, at: Place): ReadHeader {
  if (isHole(flat.text.trim())) {
    const whole = pieceValue(flat.text.trim(), flat);
    const isText = whole.kind === 'text' || whole.kind === 'choice';
    return isText ? readHeader(whole, at) : { options: notRead(whole, at), problems: [] };
  }
  if (flat.text.trim() === '') return { options: null, problems: [] };
  const options: Record<ParameterName, OptionDraft> = { ...noOptions };
  const problems: HeaderProblem[] = [];
  const say = (problem: MalformedHeader): void => void problems.push({ problem, place: flat.place });
  const pieces = flat.text.split(/[;,]/).map((piece) => piece.trim());
  if (!flat.text.includes('=')) {
    // `duplicates: ${header}` cannot be told.
    if (hasHole(flat.text)) return { options: notRead(unreadable(flat), at), problems };
    say({ what: 'no-parameters', written: flat.text.trim() });
    return { options: null, problems };
  }
  for (const piece of pieces) {
    if (piece === '' || isHole(piece)) continue;
    const [written = '', given = ''] = piece.split('=', 2).map((part) => part.trim());
    if (hasHole(written)) continue;
    const name = parameterNamed(written);
    if (name === null) {
      say({ what: 'parameter-name', written, meant: parameterMeant(written) });
      continue;
    }
    const option = optionOf(pieceValue(unquoted(given), flat), flat.place);
    if (option.kind === 'unknown' && !hasHole(given)) {
      say({ what: 'parameter-value', name, written: given });
    }
    options[name] = option;
  }
  return { options: { ...options, place: at, ineffective: null }, problems };
}

function unreadable(flat: FlatText): Value {
  return flat.holes[0] ?? { kind: 'unknown', why: 'computed' };
}

/** Quotation marks around the value are a matter of escaping in shells and templates. */
function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}
