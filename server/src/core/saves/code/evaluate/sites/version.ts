import type { Value } from '../../values.ts';
import { plainText } from '../values/build.ts';

/** `v52.0`, `52.0` or 52 as 52; null if not known. */
export function versionOf(value: Value | null): number | null {
  if (!value) return null;
  if (value.kind === 'scalar') return typeof value.value === 'number' ? plausible(value.value) : null;
  const number = /^\s*v?(\d{1,3})(?:\.\d)?\s*$/i.exec(plainText(value) ?? '')?.[1];
  return number === undefined ? null : plausible(Number(number));
}

function plausible(version: number): number | null {
  return Number.isInteger(version) && version >= 7 && version < 200 ? version : null;
}
