import type { SendRequest } from '../../../requests/http.ts';
import type { Value } from '../../../values.ts';
import type { LibraryModel } from '../../model.ts';
import { fieldOf } from '../reading.ts';
import { sendOut, verbOf } from './outgoing.ts';

const salesforcePath = /\/services\/data\/|\/sobjects\/|\/composite(?:\/|$)|\/ui-api\/records/;

/**
 * `client.post('/services/data/…', body, { headers })` of a client that is not known. The path says that it is
 * Salesforce's; that a refusal is thrown is what most clients do.
 */
export function clientByShape(send: SendRequest): LibraryModel {
  return {
    name: 'HTTP client by its shape',
    marker: /\/services\/data\/|\/sobjects\//,
    call(call, evaluation) {
      const { receiver } = call;
      if (receiver?.kind !== 'unknown' && receiver?.kind !== 'parameter') return undefined;
      const verb = verbOf(call.method);
      if (verb !== 'POST' && verb !== 'PATCH' && verb !== 'PUT') return undefined;
      const [url, body, options] = call.arguments;
      if (!url || !salesforcePath.test(knownText(url))) return undefined;
      return sendOut(
        {
          method: verb,
          url,
          body,
          headers: fieldOf(options, 'headers'),
          reports: 'exception',
          returns: 'http.Response',
        },
        call,
        evaluation,
        send,
      );
    },
  };
}

function knownText(value: Value): string {
  if (value.kind !== 'text') return '';
  return value.parts.map((part) => (typeof part === 'string' ? part : knownText(part))).join('');
}
