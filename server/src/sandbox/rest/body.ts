import { RestError } from '../errors.ts';
import type { Call } from '../http.ts';

/** @throws RestError JSON_PARSER_ERROR where the body is no JSON object */
export function jsonBody(call: Call): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(call.body);
  } catch {
    body = null;
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new RestError(
    400,
    'JSON_PARSER_ERROR',
    'The HTTP entity body is required, but this request has no entity body.',
  );
}
