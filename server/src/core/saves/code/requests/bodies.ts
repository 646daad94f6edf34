import type { Place } from '../../../text.ts';
import type { Operation } from '../../site.ts';
import type { OptionsDraft } from '../libraries/model.ts';
import type { Value } from '../values.ts';
import { anyField, field, itemsOf } from './fields.ts';
import { noOptions, optionOf } from './options.ts';
import { flatTexts } from './variants.ts';
import { elementText } from './xmlText.ts';

/** Objects by the `attributes.type` of records, those of child records too; null where none is known. */
export function typesOf(records: Value | null): Value | null {
  const types = itemsOf(records).flatMap(typesOfRecord);
  const [first, ...more] = types;
  if (first === undefined) return null;
  const seen = new Set<string>();
  const different = [first, ...more].filter((type) => {
    const key =
      type.kind === 'text' ? type.parts.map((part) => (typeof part === 'string' ? part : '…')).join('') : '';
    if (type.kind === 'text' && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return different.length === 1
    ? different[0]!
    : { kind: 'choice', options: different.map((value) => ({ when: null, value })) };
}

function typesOfRecord(record: Value): readonly Value[] {
  const own = field(field(record, 'attributes') ?? null, 'type');
  const children = record.kind === 'record' ? record.entries : [];
  const inner = children.flatMap(({ value }) =>
    value.kind === 'record' ? itemsOf(field(value, 'records')).flatMap(typesOfRecord) : [],
  );
  return own === undefined ? inner : [own, ...inner];
}

/** Operation of a bulk job; null for those that save nothing, and where it is not known. */
export function operationOf(value: Value | undefined, at: Place): Operation | null {
  if (value === undefined) return null;
  const operations = new Set(flatTexts(value, at).map(({ text }) => text.trim().toLowerCase()));
  const [only] = operations;
  if (operations.size !== 1) return null;
  return only === 'insert' || only === 'update' || only === 'upsert' ? only : null;
}

/** Options in the body of the User Interface API, from version 43.0. */
export function allowSaveOnDuplicate(body: Value | null, at: Place): OptionsDraft | null {
  const value = field(body, 'allowSaveOnDuplicate');
  if (value === undefined) return null;
  const option = optionOf(value, at);
  const place = 'place' in option ? option.place : at;
  return { ...noOptions, allowSave: option, place, ineffective: null };
}

export interface Subrequest {
  readonly method: Value | undefined;
  readonly url: Value | undefined;
  readonly body: Value | null;
  readonly headers: Value | null;
}

/** Subrequests of `composite` and of the graphs of `composite/graph`. */
export function subrequestsOf(body: Value | null): readonly Subrequest[] {
  const direct = itemsOf(field(body, 'compositeRequest'));
  const inGraphs = itemsOf(field(body, 'graphs')).flatMap((graph) =>
    itemsOf(field(graph, 'compositeRequest')),
  );
  return [...direct, ...inGraphs].map((item) => ({
    method: field(item, 'method'),
    url: field(item, 'url'),
    body: field(item, 'body') ?? null,
    headers: field(item, 'httpHeaders') ?? null,
  }));
}

/** Subrequests of `composite/batch`, which have no headers of their own. */
export function batchRequestsOf(body: Value | null): readonly Subrequest[] {
  return itemsOf(field(body, 'batchRequests')).map((item) => ({
    method: field(item, 'method'),
    url: field(item, 'url'),
    body: field(item, 'richInput') ?? null,
    headers: null,
  }));
}

export interface BulkJob {
  readonly operation: Operation;
  readonly object: Value | undefined;
  readonly externalId: Value | null;
}

/** A job of either Bulk API: JSON, or for the first one XML. */
export function bulkJobOf(body: Value | null, at: Place): BulkJob | null {
  if (body === null) return null;
  const xml = xmlJob(body, at);
  if (xml !== null) return xml;
  const operation = operationOf(anyField(body, 'operation'), at);
  if (operation === null) return null;
  return {
    operation,
    object: anyField(body, 'object'),
    externalId: operation === 'upsert' ? (anyField(body, 'externalIdFieldName') ?? null) : null,
  };
}

function xmlJob(body: Value, at: Place): BulkJob | null {
  if (body.kind !== 'text') return null;
  for (const flat of flatTexts(body, at)) {
    if (!/<(?:\w+:)?jobInfo/.test(flat.text)) continue;
    const element = (name: string): Value | undefined => elementText(flat, name);
    const operation = operationOf(element('operation'), at);
    return operation === null
      ? null
      : { operation, object: element('object'), externalId: element('externalIdFieldName') ?? null };
  }
  return null;
}
