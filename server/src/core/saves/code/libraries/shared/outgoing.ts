import type { HttpRequest, SendRequest } from '../../requests/http.ts';
import type { CallExpression } from '../../tree.ts';
import type { Value } from '../../values.ts';
import type { Evaluation, ModelCall, RefusalReport } from '../model.ts';
import { misplacedOptions, withOptions } from './misplaced.ts';
import { isNothing, text } from './reading.ts';

export interface Outgoing {
  /** 'POST', or a value that says it. */
  readonly method: Value | string;
  readonly url: Value | null | undefined;
  readonly headers: Value | null | undefined;
  readonly body: Value | null | undefined;
  /** Options that headers may stand in by mistake, beside `headers`. */
  readonly options?: Value | null | undefined;
  readonly reports: RefusalReport;
  /** Type of what the call returns. */
  readonly returns: string;
  /** Where the request is made, if not in the call that sends it. */
  readonly at?: CallExpression;
}

const besideHeaders = 'the header stands beside "headers" in the options, where nothing sends it';

/** Hands a request on; undefined for one without a URL. */
export function sendOut(
  outgoing: Outgoing,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { method, url, headers, body, reports } = outgoing;
  if (isNothing(url)) return undefined;
  const request: HttpRequest = {
    method: typeof method === 'string' ? text(call.syntax, method) : method,
    url: url!,
    headers: isNothing(headers) ? null : headers!,
    body: isNothing(body) ? null : body!,
    reports,
    returns: evaluation.library(outgoing.returns),
    at: outgoing.at ?? call.syntax,
  };
  const unread = misplacedOptions(outgoing.options, besideHeaders, call);
  return send(request, withOptions(unread, evaluation));
}

const verbs = new Set(['post', 'put', 'patch', 'get', 'delete', 'del', 'head', 'options']);

/** The HTTP method that a function is named after; null for another name. */
export function verbOf(name: string): string | null {
  const verb = name.replace(/Async$/, '');
  if (!verbs.has(verb)) return null;
  return verb === 'del' ? 'DELETE' : verb.toUpperCase();
}
