import type { SendRequest } from '../../../requests/http.ts';
import { readUrls } from '../../../requests/url.ts';
import type { Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { sendOut, verbOf } from '../../shared/outgoing.ts';
import { argument, headersArgument } from '../arguments.ts';
import { mayBeAnything } from '../simpleSalesforce/shapes.ts';
import { bodyOf } from './model.ts';

/** Doubles of tests that have the same methods and send nothing. */
const double = /mock|responses|respx|httpretty|stub|fake/i;

/**
 * A session that is handed in, or kept in a field that is set elsewhere: `self.session.post(url, json=…)`. Only
 * where the address leads to records of Salesforce, so that nothing else can be meant.
 */
export function unknownSessions(send: SendRequest): LibraryModel {
  return {
    name: 'sessions',
    marker: null,
    call(call, evaluation) {
      const isCall =
        call.receiver !== null &&
        mayBeAnything(call.receiver) &&
        !call.path.some((name) => double.test(name));
      return isCall ? request(call, evaluation, send) : undefined;
    },
  };
}

function request(call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  const verb = verbOf(call.method);
  const isFree = /^_?request$/.test(call.method);
  if ((verb === null && !isFree) || verb === 'GET' || verb === 'DELETE') return undefined;
  const url = argument(call, isFree ? 1 : 0, 'url');
  if (url === null) return undefined;
  const isSalesforce = readUrls(url, call.syntax).some(
    ({ resource, isSalesforce }) => isSalesforce && resource !== null && resource.kind !== 'other',
  );
  if (!isSalesforce) return undefined;
  return sendOut(
    {
      method: verb ?? argument(call, 0, 'method') ?? 'GET',
      url,
      headers: headersArgument(call, -1),
      body: bodyOf(call, !isFree),
      reports: 'response',
      returns: 'http.Response',
    },
    call,
    evaluation,
    send,
  );
}
