import type { RestError } from '../../errors.ts';
import { json, type Reply } from '../../http.ts';
import { DuplicateRefusal } from '../../saves/refusal.ts';
import type { SandboxObject } from '../../schema/model.ts';
import type { RestCall } from '../route.ts';

/** "Record Exception Error" of the User Interface API reference. */
interface RecordExceptionError {
  readonly constituentField: string | null;
  readonly duplicateRecordError: unknown;
  readonly errorCode: string;
  readonly field: string | null;
  readonly fieldLabel: string | null;
  readonly message: string;
}

/**
 * The answer to a save that is refused. The form is the one that components are given, of which captured ones exist
 * (see docs/embedded-org.md).
 */
export function recordErrorReply(request: RestCall, object: SandboxObject, error: RestError): Reply {
  const { status, code: errorCode, message, fields } = error;
  const duplicateRecordError = error instanceof DuplicateRefusal ? duplicatesJson(request, error) : null;
  const base = {
    constituentField: null,
    duplicateRecordError,
    errorCode,
    field: null,
    fieldLabel: null,
    message,
  };
  const fieldErrors: Record<string, RecordExceptionError[]> = {};
  for (const name of fields ?? []) {
    const field = request.org.schema.field(object.name, name);
    if (field) fieldErrors[field.name] = [{ ...base, field: field.name, fieldLabel: field.label }];
  }
  const errors: RecordExceptionError[] = Object.keys(fieldErrors).length === 0 ? [base] : [];
  return json(status, {
    message: 'An error occurred while trying to update the record. Please try again.',
    statusCode: status,
    enhancedErrorType: 'RecordError',
    output: { errors, fieldErrors },
  });
}

function duplicatesJson({ org }: RestCall, { hit }: DuplicateRefusal): unknown {
  const found = hit.matches.filter(({ records }) => records.length > 0);
  return {
    matchResults: found.map(({ entityType, records }) => {
      const object = org.schema.object(entityType);
      return {
        apiName: entityType,
        isAllowSave: hit.reaction.action !== 'Block',
        matchRecordIds: records.map(({ record }) => record.id),
        matchRule: hit.rule.name,
        objectLabel: object?.label ?? entityType,
        objectLabelPlural: object?.labelPlural ?? entityType,
        themeInfo: {
          color: '9602C7',
          iconUrl: `${org.url}/img/icon/t4v35/standard/${entityType.toLowerCase()}_120.png`,
        },
      };
    }),
  };
}
