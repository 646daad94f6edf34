import type { RestError } from '../errors.ts';

/**
 * A refused row as both bulk APIs write it: `REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --`,
 * as Salesforce's guide shows it. That DUPLICATES_DETECTED looks so too, `DUPLICATES_DETECTED:<alert text>:--`, is what
 * a vendor's manual quotes (docs.polytomic.com); nothing of the matches is in it.
 */
export function rowErrorText(error: RestError): string {
  const fields = (error.fields ?? []).map((field) => `${field} `).join('');
  return `${statusCodeOf(error)}:${error.message}:${fields}--`;
}

/** The code of a row's error, where it differs from that of a REST request about the one record. */
export function statusCodeOf({ code }: RestError): string {
  if (code === 'NOT_FOUND') return 'INVALID_CROSS_REFERENCE_KEY';
  return code === 'JSON_PARSER_ERROR' ? 'INVALID_TYPE_ON_FIELD_IN_RECORD' : code;
}
