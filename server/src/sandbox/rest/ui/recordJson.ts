import { createHash } from 'node:crypto';
import type { StoredRecord } from '../../data/storedRecord.ts';
import { RestError } from '../../errors.ts';
import { ColumnFinder } from '../../query/columns.ts';
import { QueryProblems } from '../../query/problems.ts';
import { valueJson } from '../../query/values.ts';
import type { SandboxField, SandboxObject } from '../../schema/model.ts';
import { masterRecordType } from '../describe.ts';
import type { RestCall } from '../route.ts';

/** Which fields of a record are asked for, as paths: `Name`, `Owner.Name`. */
export interface AskedFields {
  readonly fields: readonly string[];
  /** Left out where they do not exist or cannot be read. */
  readonly optional: readonly string[];
}

/**
 * Reads the parameters fields (`Lead.Name,Lead.Owner.Name`), optionalFields and layoutTypes.
 * @throws RestError where none of them is there
 */
export function askedFields({ call }: RestCall, object: SandboxObject): AskedFields {
  const list = (name: string): readonly string[] => {
    const paths = (call.query.get(name) ?? '').split(',').map((path) => path.trim());
    const prefix = `${object.name}.`.toLowerCase();
    return paths
      .filter((path) => path !== '')
      .map((path) => (path.toLowerCase().startsWith(prefix) ? path.slice(prefix.length) : path));
  };
  const [fields, optional] = [list('fields'), list('optionalFields')];
  // There are no layouts: one has all fields.
  if (call.query.has('layoutTypes')) return { fields: object.fields.map(({ name }) => name), optional };
  if (fields.length > 0 || optional.length > 0) return { fields, optional };
  const message = "Must provide either 'fields' or 'layoutTypes'.";
  throw new RestError(400, 'INVALID_INPUT_COMBINATION', message);
}

/** "Record" of the User Interface API reference. */
export function uiRecordJson(
  request: RestCall,
  record: StoredRecord,
  { fields, optional }: AskedFields,
): Record<string, unknown> {
  const json = emptyJson(record);
  for (const path of fields) {
    if (!put(request, json, record, path)) {
      const message = `The field ${record.object.name}.${path} does not exist, or you do not have access to it.`;
      throw new RestError(400, 'INVALID_FIELD', message);
    }
  }
  for (const path of optional) put(request, json, record, path);
  return json;
}

type Json = Record<string, unknown> & { readonly fields: Record<string, unknown> };

function emptyJson({ id, object, values }: StoredRecord): Json {
  const modified = String(values.get('SystemModstamp') ?? values.get('LastModifiedDate') ?? '');
  const recordType = values.get('RecordTypeId') ?? null;
  return {
    apiName: object.name,
    childRelationships: {},
    eTag: createHash('md5').update(`${id}${modified}`).digest('hex'),
    fields: {},
    id,
    lastModifiedById: values.get('LastModifiedById') ?? null,
    lastModifiedDate: timeJson(values.get('LastModifiedDate')),
    recordTypeId: recordType ?? masterRecordType,
    recordTypeInfo: null,
    systemModstamp: timeJson(modified),
    weakEtag: Date.parse(modified),
  };
}

/** False where the field does not exist or cannot be read. */
function put(request: RestCall, json: Json, record: StoredRecord, path: string): boolean {
  const finder = new ColumnFinder(request.org, request.session, new QueryProblems(path));
  let column: ReturnType<ColumnFinder['find']>;
  try {
    column = finder.find(record.object, { names: path.split('.'), at: 0 }, null);
  } catch (error) {
    if (error instanceof RestError) return false;
    throw error;
  }
  let into = json;
  let at = record;
  for (const up of column.ups) {
    const name = up.relationshipName!;
    const parent = finder.follow(at, [up]);
    if (parent === null) {
      into.fields[name] = { displayValue: null, value: null };
      return true;
    }
    const known = into.fields[name] as { readonly value: Json } | undefined;
    const value = known?.value ?? emptyJson(parent);
    into.fields[name] = { displayValue: parent.values.get(parent.object.nameField) ?? null, value };
    into = value;
    at = parent;
  }
  into.fields[column.field.name] = fieldJson(at, column.field);
  return true;
}

/** How values are displayed depends on the user's locale: only picklists have a display value here. */
function fieldJson(record: StoredRecord, field: SandboxField): unknown {
  const value = valueJson(record, field);
  if (field.type === 'datetime') return { displayValue: null, value: timeJson(value) };
  return { displayValue: field.type === 'picklist' ? value : null, value };
}

function timeJson(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\+0000$/, 'Z') : (value ?? null);
}
