import type { FieldScalar } from '../records/model.ts';

/** Reading of values that somebody else sent: whatever their type, nothing here throws or trusts. */

export type Properties = Readonly<Record<string, unknown>>;

/** Names that would reach into the prototype when copied carelessly; no field of Salesforce has one. */
const harmful = new Set(['__proto__', 'constructor', 'prototype']);

export function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value of the first of these properties that is there, whatever namespace prefix (`sf:Id`) or case (Apex
 * serializes `duplicateresults`) its name has; undefined if none is. Not for records, where case matters.
 */
export function propertyOf(value: unknown, ...names: readonly string[]): unknown {
  const exact = exactPropertyOf(value, ...names);
  if (exact !== undefined || !isProperties(value)) return exact;
  const lower = names.map((name) => name.toLowerCase());
  for (const key of Object.keys(value)) {
    if (lower.includes(localName(key).toLowerCase())) return value[key];
  }
  return undefined;
}

/** As {@link propertyOf}, in this case only. */
export function exactPropertyOf(value: unknown, ...names: readonly string[]): unknown {
  if (!isProperties(value)) return undefined;
  for (const name of names) {
    if (Object.hasOwn(value, name)) return value[name];
  }
  for (const key of Object.keys(value)) {
    if (key.includes(':') && names.includes(localName(key))) return value[key];
  }
  return undefined;
}

/** Names of the properties that can be copied without harm. */
export function namesOf(value: unknown): readonly string[] {
  return isProperties(value) ? Object.keys(value).filter((name) => !harmful.has(localName(name))) : [];
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** SOAP gives a single element where JSON gives a list, and leaves an empty list out. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || isNil(value) ? [] : [value];
}

/** Null, undefined, or an element with `xsi:nil="true"` as XML parsers write it in JSON. */
export function isNil(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  const nil =
    propertyOf(propertyOf(value, '$', '@', 'attributes'), 'nil', '@_nil') ?? propertyOf(value, '@_xsi:nil');
  return nil === true || nil === 'true' || nil === '1';
}

/** The text of an element with attributes, `{_: text, $: {…}}`, or the value itself; the first of several. */
export function plain(value: unknown): unknown {
  const first = Array.isArray(value) ? value[0] : value;
  if (isNil(first)) return null;
  if (!isProperties(first)) return first;
  const text = propertyOf(first, '_', '#text');
  return text === undefined ? first : typed(text, propertyOf(propertyOf(first, '$'), 'type'));
}

function typed(text: unknown, type: unknown): unknown {
  if (typeof text !== 'string' || typeof type !== 'string') return text;
  const local = localName(type);
  if (local === 'boolean') return flagOf(text) ?? text;
  return ['int', 'double', 'long', 'decimal', 'float'].includes(local) ? (numberOf(text) ?? text) : text;
}

/** Text of a name, a message, an id: '' where there is none. */
export function textOf(value: unknown): string {
  const text = plain(value);
  if (typeof text === 'string') return text;
  return typeof text === 'number' || typeof text === 'boolean' ? String(text) : '';
}

export function flagOf(value: unknown): boolean | null {
  const flag = plain(value);
  if (typeof flag === 'boolean') return flag;
  if (typeof flag !== 'string') return null;
  const text = flag.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

/** A finite number, also one that came as text: `100.0`. */
export function numberOf(value: unknown): number | null {
  const number = plain(value);
  if (typeof number === 'number') return Number.isFinite(number) ? number : null;
  if (typeof number !== 'string' || number.trim() === '' || number.length > 40) return null;
  const read = Number(number);
  return Number.isFinite(read) ? read : null;
}

/** A field's value; undefined where it is no single value. */
export function scalarOf(value: unknown): FieldScalar | undefined {
  const scalar = plain(value);
  if (scalar === null) return null;
  if (typeof scalar === 'number') return Number.isFinite(scalar) ? scalar : undefined;
  return typeof scalar === 'string' || typeof scalar === 'boolean' ? scalar : undefined;
}
