import type { RestError } from '../errors.ts';
import { json, type Reply } from '../http.ts';

/** An error as REST writes it; the members of a refusal by a duplicate rule stand in another order (facts, section 2.1). */
export function errorReply({ status, code: errorCode, message, fields, more }: RestError): Reply {
  const named = fields === null ? {} : { fields };
  const error = 'duplicateResut' in more ? { ...more, errorCode, message } : { ...more, message, errorCode };
  return json(status, [{ ...error, ...named }]);
}
