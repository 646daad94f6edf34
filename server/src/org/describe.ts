import type { Connection } from '@salesforce/core';
import type { FieldDescription, ObjectDescription } from '../core/orgData/model.ts';
import { checkedName } from './names.ts';
import { getJson, isObject, senseless } from './rest.ts';

const keptMilliseconds = 10 * 60_000;

/** Descriptions of objects, each kept for ten minutes. */
export class Descriptions {
  private readonly kept = new Map<string, { readonly until: number; readonly value: ObjectDescription }>();
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async get(object: string): Promise<ObjectDescription> {
    const key = checkedName(object, 'object').toLowerCase();
    const kept = this.kept.get(key);
    if (kept !== undefined && kept.until > Date.now()) return kept.value;
    const value = readDescription(await getJson(this.connection, `/sobjects/${object}/describe`));
    this.kept.set(key, { until: Date.now() + keptMilliseconds, value });
    return value;
  }
}

function readDescription(answer: object): ObjectDescription {
  const { name, label, keyPrefix, fields } = answer as Record<string, unknown>;
  if (typeof name !== 'string' || !Array.isArray(fields)) throw senseless();
  return {
    name,
    label: textOf(label) || name,
    keyPrefix: typeof keyPrefix === 'string' ? keyPrefix : null,
    fields: fields.filter(isObject).map(readField),
  };
}

function readField(field: Record<string, unknown>): FieldDescription {
  const name = textOf(field.name);
  const values = Array.isArray(field.picklistValues) ? field.picklistValues.filter(isObject) : [];
  return {
    name,
    label: textOf(field.label) || name,
    type: textOf(field.type),
    length: typeof field.length === 'number' ? field.length : 0,
    picklistValues: values.filter(({ active }) => active !== false).map(({ value }) => textOf(value)),
    createable: field.createable === true,
    updateable: field.updateable === true,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
