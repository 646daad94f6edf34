import { RestError } from '../errors.ts';
import type { Call } from '../http.ts';
import { parseJson, parserError } from './jsonText.ts';

/**
 * The body of a request that must be a JSON object.
 * @throws RestError JSON_PARSER_ERROR, UNSUPPORTED_MEDIA_TYPE
 */
export function jsonBody(call: Call): Record<string, unknown> {
  const type = call.headers['content-type'] ?? 'application/json';
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type.trim())) {
    const message = `The Content-Type ${type} is not supported: send application/json.`;
    throw new RestError(415, 'UNSUPPORTED_MEDIA_TYPE', message);
  }
  if (call.body.trim() === '') {
    throw parserError('The HTTP entity body is required, but this request has no entity body.');
  }
  const body = parseJson(call.body);
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  const kind = Array.isArray(body) ? 'unexpected array' : 'unexpected value';
  throw parserError(`Can not deserialize: ${kind} at [line:1, column:1]`);
}
