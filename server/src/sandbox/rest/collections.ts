import { RestError } from '../errors.ts';
import type { RowDraft, RowOutcome } from '../saves/model.ts';
import { saveRows } from '../saves/saveRows.ts';
import { jsonBody } from './body.ts';
import { objectNamed } from './readRoutes.ts';
import type { RestCall } from './route.ts';
import { headerOf } from './saveRecord.ts';

const mostRows = 200;

interface Row {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly Record<string, unknown>[];
}

/** `composite/sobjects`: a result per row, HTTP 200 whatever becomes of the rows. */
export function saveCollection(request: RestCall, operation: 'insert' | 'update'): readonly Row[] {
  const { org, session, version, frame } = request;
  const { records, allOrNone } = jsonBody(request.call);
  if (!Array.isArray(records) || records.length === 0 || records.length > mostRows) {
    throw new RestError(400, 'INVALID_INPUT', `records must hold 1 to ${mostRows} records`);
  }
  const rows = records.map((record) => draftOf(request, operation, record as Record<string, unknown>));
  const outcomes = saveRows(org, session, rows, {
    channel: frame.channel === 'rest-batch' ? 'rest-batch' : 'rest-collections',
    version,
    header: headerOf(request),
    allOrNone: frame.allOrNone || allOrNone === true,
  });
  return outcomes.map((outcome) => rowOf(request, outcome));
}

function draftOf(
  request: RestCall,
  operation: 'insert' | 'update',
  input: Record<string, unknown>,
): RowDraft | RestError {
  const type = (input?.attributes as { readonly type?: unknown } | undefined)?.type;
  if (typeof type !== 'string') return new RestError(400, 'INVALID_INPUT', 'attributes.type is missing');
  try {
    const object = objectNamed(request, type);
    const fields = Object.entries(input).filter(([name]) => !isIdName(name));
    if (operation === 'insert') return { object, fields, target: { kind: 'new' } };
    const id = Object.entries(input).find(([name]) => isIdName(name))?.[1];
    return { object, fields, target: { kind: 'id', id: String(id ?? '') } };
  } catch (error) {
    if (error instanceof RestError) return error;
    throw error;
  }
}

function isIdName(name: string): boolean {
  return name.toLowerCase() === 'id';
}

function rowOf({ org }: RestCall, outcome: RowOutcome): Row {
  if (outcome.success) return { id: outcome.record.id, success: true, errors: [] };
  const { code, message, fields, more } = outcome.error;
  const carries = org.openPoints.collectionRowsCarryResult && 'duplicateResut' in more;
  const result = carries ? { duplicateResult: more.duplicateResut } : {};
  return { success: false, errors: [{ ...result, statusCode: code, message, fields: fields ?? [] }] };
}
