import type { StoredRecord } from '../data/store.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import { jsonBody } from './body.ts';
import { objectNamed } from './readRoutes.ts';
import type { RestCall } from './route.ts';
import { prepareSave } from './saveRecord.ts';

const mostRows = 200;

interface Row {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly Record<string, unknown>[];
}

type Operation = 'insert' | 'update';

/**
 * `composite/sobjects`: a result per row, HTTP 200 whatever becomes of the rows. All rows are checked before
 * any is saved, so rows of one request are no duplicates of each other (facts, section 1.1).
 */
export function saveCollection(request: RestCall, operation: Operation): readonly Row[] {
  const { records, allOrNone } = jsonBody(request.call);
  if (!Array.isArray(records) || records.length === 0 || records.length > mostRows) {
    throw new RestError(400, 'INVALID_INPUT', `records must hold 1 to ${mostRows} records`);
  }
  const rows = records.map((record) => prepare(request, operation, record as Record<string, unknown>));
  const isRolledBack = allOrNone === true && rows.some((row) => row instanceof RestError);
  return rows.map((row) => {
    if (row instanceof RestError) return failedRow(request, row);
    if (isRolledBack) return failedRow(request, rolledBack);
    return { id: row().id, success: true, errors: [] };
  });
}

const rolledBack = new RestError(
  400,
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

function prepare(
  request: RestCall,
  operation: Operation,
  input: Record<string, unknown>,
): (() => StoredRecord) | RestError {
  try {
    const type = (input.attributes as { readonly type?: unknown } | undefined)?.type;
    if (typeof type !== 'string') throw new RestError(400, 'INVALID_INPUT', 'attributes.type is missing');
    const object = objectNamed(request, type);
    const fields = Object.entries(input).filter(([name]) => !isIdName(name));
    const existing = operation === 'insert' ? null : recordOf(request, input);
    if (operation === 'update' && existing?.object !== object) {
      throw new RestError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    }
    return prepareSave(request, object, fields, existing, 'rest-collections');
  } catch (error) {
    if (error instanceof RestError) return error;
    throw error;
  }
}

function recordOf({ org }: RestCall, input: Record<string, unknown>): StoredRecord | null {
  const text = Object.entries(input).find(([name]) => isIdName(name))?.[1];
  const id = typeof text === 'string' ? asId(text) : null;
  return id === null ? null : org.store.record(id);
}

function isIdName(name: string): boolean {
  return name.toLowerCase() === 'id';
}

function failedRow({ org }: RestCall, { code, message, fields, more }: RestError): Row {
  const carries = org.openPoints.collectionRowsCarryResult && 'duplicateResut' in more;
  const result = carries ? { duplicateResult: more.duplicateResut } : {};
  return { success: false, errors: [{ ...result, statusCode: code, message, fields: fields ?? [] }] };
}
