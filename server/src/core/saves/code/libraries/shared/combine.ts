import type { Place } from '../../../../text.ts';
import { spreadKey } from '../../requests/headers.ts';
import type { RecordFieldValue, RecordValue, Value } from '../../values.ts';
import { isNothing, joined, textOf } from './reading.ts';

/** Headers of a client, then those of a request: later ones win. Null where there are none. */
export function mergedHeaders(place: Place, ...several: readonly (Value | null | undefined)[]): Value | null {
  const given = several.filter((value): value is Value => !isNothing(value) && !isEmpty(value));
  if (given.length <= 1) return given[0] ?? null;
  const entries = given.flatMap((value): readonly RecordFieldValue[] =>
    value.kind === 'record' ? value.entries : [{ key: spreadKey, value, place, when: null }],
  );
  const open = given.some((value) => value.kind !== 'record' || value.open);
  return { kind: 'record', entries, open, place, type: null };
}

function isEmpty(value: Value | null | undefined): boolean {
  return value?.kind === 'record' && value.entries.length === 0 && !value.open;
}

/** A URL after its base: `baseURL`, `prefixUrl`, the origin of a client. */
export function withBase(
  base: Value | null | undefined,
  url: Value | null | undefined,
  place: Place,
): Value | null {
  if (isNothing(url)) return isNothing(base) ? null : base!;
  if (isNothing(base) || isAbsolute(url!)) return url!;
  const needsSlash = !/\/$/.test(textOf(base) ?? '') && !/^\//.test(startOf(url!));
  return needsSlash ? joined(place, base!, '/', url!) : joined(place, base!, url!);
}

function startOf(url: Value): string {
  const first = url.kind === 'text' ? url.parts[0] : null;
  return typeof first === 'string' ? first : '/';
}

function isAbsolute(url: Value): boolean {
  return /^https?:\/\//.test(startOf(url));
}

/** An object of known members, as the models make it for what a library keeps. */
export function recordOf(place: Place, members: Readonly<Record<string, Value | null>>): RecordValue {
  const entries = Object.entries(members).flatMap(([key, value]) =>
    value === null ? [] : [{ key, value, place, when: null }],
  );
  return { kind: 'record', entries, open: false, place, type: null };
}
