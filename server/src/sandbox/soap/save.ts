import { statusCodeOf } from '../bulk/rowError.ts';
import type { DuplicateHeader } from '../duplicates/header.ts';
import { RestError, SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import type { RowDraft, RowOutcome, RowTarget, SaveOptions } from '../saves/model.ts';
import { DuplicateRefusal } from '../saves/refusal.ts';
import { saveRows } from '../saves/saveRows.ts';
import type { Session } from '../session.ts';
import { duplicateResult } from './duplicateResult.ts';
import { children, headerText, isTrue, type SoapCall, textIn } from './envelope.ts';
import { readSObject, type SObjectDraft } from './sObjects.ts';
import { element, leaf } from './xml.ts';

export const mostRows = 200;

/** create, update and upsert, a result per record. */
export function save(org: Org, session: Session, call: SoapCall): string {
  const sObjects = children(call.body, 'sObjects');
  checkCount(sObjects.length);
  const drafts = sObjects.map((one) => readSObject(org, session, one));
  const isUpsert = call.operation === 'upsert';
  const field = isUpsert ? (textIn(call.body, 'externalIDFieldName') ?? '') : null;
  if (field !== null) for (const { object } of drafts) checkExternalId(org, object.name, field);
  const rows = drafts.map((draft) => rowOf(call, draft, field));
  const outcomes = saveRows(org, session, rows, optionsOf(call));
  return outcomes.map((outcome) => resultXml(org, session, call, outcome, isUpsert)).join('');
}

/** @throws SoapFault EXCEEDED_ID_LIMIT */
export function checkCount(count: number, most = mostRows): void {
  if (count <= most) return;
  const message = `record limit reached. cannot submit more than ${most} records in this operation`;
  throw new SoapFault('EXCEEDED_ID_LIMIT', message);
}

export function optionsOf(call: SoapCall): SaveOptions {
  return {
    channel: 'soap',
    version: call.version,
    header: duplicateHeaderOf(call),
    allOrNone: isAllOrNone(call),
  };
}

export function duplicateHeaderOf(call: SoapCall): DuplicateHeader {
  const option = (name: string): boolean => isTrue(headerText(call, 'DuplicateRuleHeader', name));
  return {
    allowSave: option('allowSave'),
    includeRecordDetails: option('includeRecordDetails'),
    runAsCurrentUser: option('runAsCurrentUser'),
  };
}

export function isAllOrNone(call: SoapCall): boolean {
  return isTrue(headerText(call, 'AllOrNoneHeader', 'allOrNone'));
}

function checkExternalId(org: Org, object: string, name: string): void {
  const field = org.schema.field(object, name);
  if (field && (field.type === 'id' || field.externalId)) return;
  const message = `Field name provided, ${name} does not match an External ID, Salesforce Id, or indexed field for ${object}`;
  throw new SoapFault('INVALID_FIELD', message);
}

function rowOf(
  { operation }: SoapCall,
  draft: SObjectDraft,
  externalId: string | null,
): RowDraft | RestError {
  const { object, id } = draft;
  const row = (target: RowTarget, fields = draft.fields): RowDraft => ({ object, target, fields });
  if (operation === 'create') {
    if (id === null) return row({ kind: 'new' });
    const message = 'cannot specify Id in an insert call';
    return new RestError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, { fields: ['Id'] });
  }
  if (operation === 'update') {
    if (id !== null) return row({ kind: 'id', id });
    return new RestError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', { fields: [] });
  }
  const field = externalId ?? 'Id';
  if (field.toLowerCase() === 'id') return row(id === null ? { kind: 'new' } : { kind: 'id', id });
  const isKey = ([name]: readonly [string, unknown]): boolean => name.toLowerCase() === field.toLowerCase();
  const value = draft.fields.find(isKey)?.[1] ?? '';
  if (value === '') return new RestError(400, 'MISSING_ARGUMENT', `${field} not specified`, { fields: [] });
  const others = draft.fields.filter((one) => !isKey(one));
  return row({ kind: 'external-id', field, value }, others);
}

function resultXml(
  org: Org,
  session: Session,
  call: SoapCall,
  outcome: RowOutcome,
  isUpsert: boolean,
): string {
  const created = isUpsert ? [leaf('created', outcome.success && outcome.created)] : [];
  return element('result', [
    ...created,
    ...(outcome.success ? [] : [errorXml(org, session, call, outcome.error)]),
    leaf('id', outcome.success ? outcome.record.id : null),
    leaf('success', outcome.success),
  ]);
}

/** An Error, or a DuplicateError where a duplicate rule refuses (facts, section 2.2). */
export function errorXml(org: Org, session: Session, { dialect }: SoapCall, error: RestError): string {
  const common = [
    ...(error.fields ?? []).map((field) => leaf('fields', field)),
    leaf('message', error.message),
    leaf('statusCode', statusCodeOf(error)),
  ];
  if (!(error instanceof DuplicateRefusal)) return element('errors', common);
  const details = error.includeRecordDetails;
  const result = duplicateResult(org, session, error.hit, { name: 'duplicateResult', details, dialect });
  return element('errors', [...common, result], 'xsi:type="DuplicateError"');
}
