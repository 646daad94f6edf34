import { distance } from 'fastest-levenshtein';
import type { FieldScalar } from '../records/model.ts';
import type { CompiledRule, FieldTrace, PairTrace, PreparedRecord } from './model.ts';

/** How near a pair is to a match that it is not. */
export interface Closeness {
  /** Numbers of the items that fail in the part of the equation that is nearest to holding; none: keys keep them apart. */
  readonly missing: readonly number[];
  /** Of that part, 0 to 1: 1 where all of its fields match. */
  readonly share: number;
}

/** What of a value is compared here: longer ones differ by more than a slip. */
const longest = 80;

/** A field that is nearly equal. */
const nearly = 0.75;

/** Less is no near miss: some field or other agrees in most pairs of records. */
const leastShare = 0.6;

/** Null where the records have too little in common to be told of. */
export function closenessOf({ segments, fields }: PairTrace): Closeness | null {
  const byNumber = new Map(fields.map((field) => [field.number, field]));
  let best: Closeness | null = null;
  for (const { segment, holds, deciding } of segments) {
    if (segment.leftOut !== null) continue;
    const shares = segment.items.map((number) => shareOf(byNumber.get(number)));
    if (!shares.some((share) => share >= nearly)) continue;
    const missing = holds === true ? [] : deciding;
    const share = shares.reduce((sum, one) => sum + one, 0) / shares.length;
    if (share < leastShare) continue;
    if (best === null || missing.length < best.missing.length || share > best.share)
      best = { missing, share };
  }
  return best;
}

function shareOf(field: FieldTrace | undefined): number {
  if (field === undefined || field.trace === null) return 0;
  if (field.matches === true) return 1;
  const { score, threshold } = field.trace;
  const scored = threshold === 0 ? 0 : Math.min(score / threshold, 0.99);
  return Math.max(scored, Math.min(likeness(plain(field.sample), plain(field.candidate)), 0.99));
}

/** Fields compared letter by letter whose values are the same digits, written in another way: `415-555-0100`. */
export function sameDigits({ fields }: PairTrace): readonly string[] {
  return fields
    .filter(({ matches, method, sample, candidate }) => {
      const digits = digitsOf(sample);
      return matches === false && method === 'Exact' && digits !== '' && digits === digitsOf(candidate);
    })
    .map(({ field }) => field);
}

/** '' for what does not look like a telephone number. */
function digitsOf(value: FieldScalar | undefined): string {
  const text = value === undefined || value === null ? '' : String(value).trim();
  const digits = /^\+?[\d\s()./-]{7,40}$/.test(text) ? text.replace(/\D/g, '') : '';
  return digits.length < 7 ? '' : digits;
}

/**
 * The same by the spelling of values alone, for a first look at many records: 0 to 1, that of the part of the equation
 * that is nearest to holding.
 */
export function roughShare(rule: CompiledRule, sample: readonly string[], candidate: PreparedRecord): number {
  const shares = candidate.given.map((value, at) => likeness(sample[at]!, plain(value)));
  let best = 0;
  for (const { items, leftOut } of rule.segments) {
    if (leftOut !== null || items.length === 0) continue;
    let sum = 0;
    for (const number of items) sum += shares[number - 1] ?? 0;
    best = Math.max(best, sum / items.length);
  }
  return best;
}

/** A value without case, spaces and signs, but for the @ of an address. */
export function plain(value: FieldScalar | undefined): string {
  if (value === undefined || value === null) return '';
  return String(value)
    .slice(0, longest)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]+/gu, '');
}

/** Of the parts of an address the less alike: many people share a domain. */
function likeness(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  const [at, otherAt] = [one.indexOf('@'), other.indexOf('@')];
  if (at > 0 && otherAt > 0) {
    const names = likeness(one.slice(0, at), other.slice(0, otherAt));
    return names === 0 ? 0 : Math.min(names, likeness(one.slice(at + 1), other.slice(otherAt + 1)));
  }
  const length = Math.max(one.length, other.length);
  // Without looking: so much has to differ.
  if (Math.abs(one.length - other.length) > length / 2) return 0;
  return 1 - distance(one, other) / length;
}
