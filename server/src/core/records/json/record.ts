import type { Schema } from '../../metadata/objects.ts';
import type { Span } from '../../text.ts';
import type { OpenField, RecordDraft, SampleField } from '../model.ts';
import { isTestableObject, objectSpelling } from '../objects.ts';
import { type Candidate, isObject } from './candidates.ts';

const apiName = /^[a-z]\w*$/i;

/** The record at a place of a document; `fallback` is the object that the file is named after, or ''. */
export function draftOfCandidate(
  candidate: Candidate,
  span: Span,
  fallback: string,
  schema: Schema | null,
): { readonly draft: RecordDraft; readonly problems: readonly string[] } {
  const { value, key } = candidate;
  const attributes = isObject(value.attributes) ? value.attributes : {};
  const soapType = value.type;
  const isSoapType = typeof soapType === 'string' && isTestableObject(soapType, schema);
  const named = attributes.type ?? candidate.object ?? (isSoapType ? soapType : undefined);
  const object = typeof named === 'string' && named !== '' ? objectSpelling(named, schema) : fallback;

  let id = candidate.id ?? idOfAddress(attributes.url);
  const fields: SampleField[] = [];
  const open: OpenField[] = [];
  const nested: string[] = [];
  const strange: string[] = [];
  if (key && !hasField(value, key.field)) fields.push({ name: key.field, value: key.value });
  for (const [name, given] of Object.entries(value)) {
    if (name === 'attributes' || (isSoapType && name === 'type')) continue;
    if (/^id$/i.test(name) && typeof given === 'string') {
      if (isReference(name, given)) open.push({ name: 'Id', expression: given });
      else id = given;
    } else if (given !== null && typeof given === 'object') nested.push(name);
    else if (!apiName.test(name)) strange.push(name);
    else if (isReference(name, given)) open.push({ name, expression: String(given) });
    else if (isScalar(given)) fields.push({ name, value: given });
  }
  if (id !== null && isReference('Id', id)) {
    open.push({ name: 'Id', expression: id });
    id = null;
  }
  const problems = [
    ...(nested.length > 0
      ? [`${nested.join(', ')} of ${candidate.origin} left out: a record is tested without related ones.`]
      : []),
    ...(strange.length > 0
      ? [`${strange.join(', ')} of ${candidate.origin} left out: no field is named so.`]
      : []),
  ];
  const updates = id !== null || open.some(({ name }) => name === 'Id') ? true : candidate.updates;
  return { draft: { object, id, fields, open, span, origin: candidate.origin, updates }, problems };
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** `@{newAccount.id}` in composite requests; `@AccountRef1` in tree files, which only lookups hold. */
function isReference(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || !value.startsWith('@')) return false;
  return /^@\{.*\}$/.test(value) || (/(?:id|__c)$/i.test(name) && /^@\w+$/.test(value));
}

function hasField(value: Candidate['value'], field: string): boolean {
  return Object.keys(value).some((name) => name.toLowerCase() === field.toLowerCase());
}

/** The id in `/services/data/v60.0/sobjects/Lead/00Q…`, the `url` of a record's attributes. */
function idOfAddress(url: unknown): string | null {
  return typeof url === 'string' ? (/\/sobjects\/\w+\/(\w{15,18})$/.exec(url)?.[1] ?? null) : null;
}
