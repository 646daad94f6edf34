import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { mergedHeaders } from '../../shared/combine.ts';
import { sendOut } from '../../shared/outgoing.ts';
import { joined } from '../../shared/reading.ts';
import { argument, headersArgument } from '../arguments.ts';
import { saveResult } from './types.ts';

/**
 * `sf.restful('composite', method='POST', json=…)`, `sf._call_salesforce('POST', url, …)`. Here `sf.headers` are
 * sent, and a status of 300 and more is raised. Source: Salesforce in simple_salesforce/api.py.
 */
export function requestByClient(
  sf: LibraryValue,
  method: string,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const { syntax } = call;
  const isRestful = method === 'restful';
  const path = isRestful ? argument(call, 0, 'path') : argument(call, 1, 'url');
  if (path === null) return undefined;
  const session = sf.state.get('session');
  const ofSession = session?.kind === 'library' ? session.state.get('headers') : null;
  return sendOut(
    {
      method: isRestful ? (argument(call, 2, 'method') ?? 'GET') : (argument(call, 0, 'method') ?? 'GET'),
      url: isRestful ? joined(syntax, sf.state.get('base_url')!, path) : path,
      headers: mergedHeaders(syntax, ofSession, sf.state.get('headers'), headersArgument(call, -1)),
      body: call.keywords.get('json') ?? call.keywords.get('data'),
      reports: 'exception',
      returns: saveResult,
    },
    call,
    evaluation,
    send,
  );
}
