import { deepestRecord } from './limits.ts';

/** A record of a JSON document: its fields by name, with those of related records as `Account.Name`. */
export interface FlatRecord {
  /** `attributes.type`; null without it. */
  readonly object: string | null;
  readonly fields: ReadonlyMap<string, string>;
  /** Fields whose values are no field's value: lists, objects without fields. */
  readonly odd: readonly string[];
}

/**
 * A record and the children in it (`"Contacts": {"records": […]}`), each as a record of its own. What is no object
 * gives none. A reference of a tree file (`"@ref"`) is no value.
 */
export function flatRecords(value: unknown): readonly FlatRecord[] {
  const records: FlatRecord[] = [];
  collect(value, records, 0);
  return records;
}

function collect(value: unknown, records: FlatRecord[], depth: number): void {
  if (!isObject(value) || depth > deepestRecord) return;
  const fields = new Map<string, string>();
  const odd: string[] = [];
  const children: unknown[] = [];
  flatten(value, '', { fields, odd, children }, depth);
  records.push({ object: typeOf(value), fields, odd });
  for (const child of children) collect(child, records, depth + 1);
}

interface Flat {
  readonly fields: Map<string, string>;
  readonly odd: string[];
  readonly children: unknown[];
}

function flatten(value: Record<string, unknown>, prefix: string, into: Flat, depth: number): void {
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'attributes') continue;
    const path = prefix + name;
    if (inner === null) into.fields.set(path, '');
    else if (typeof inner === 'string') {
      if (!/^@\w+$/.test(inner)) into.fields.set(path, inner);
    } else if (typeof inner === 'number' || typeof inner === 'boolean') into.fields.set(path, String(inner));
    else if (isObject(inner) && Array.isArray(inner.records)) into.children.push(...inner.records);
    else if (isObject(inner) && depth < deepestRecord) flatten(inner, `${path}.`, into, depth + 1);
    else into.odd.push(path);
  }
}

function typeOf({ attributes }: Record<string, unknown>): string | null {
  return isObject(attributes) && typeof attributes.type === 'string' ? attributes.type : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
