import type { RestError } from '../errors.ts';
import { json, type Reply } from '../http.ts';

/** An error as REST writes it. */
export function errorReply({ status, code, message, fields, more }: RestError): Reply {
  return json(status, [{ ...more, message, errorCode: code, ...(fields === null ? {} : { fields }) }]);
}
