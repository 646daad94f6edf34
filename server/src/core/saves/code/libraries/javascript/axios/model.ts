import type { SendRequest } from '../../../requests/http.ts';
import type { Syntax } from '../../../tree.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { mergedHeaders, withBase } from '../../shared/combine.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { sendOut, verbOf } from '../../shared/outgoing.ts';
import { fieldOf, isNothing, textOf } from '../../shared/reading.ts';
import { letsRefusalPass } from '../http/statusCheck.ts';
import { clientHeaders, configured, defaultsOf } from './defaults.ts';
import { intercept } from './interceptors.ts';

/** axios and its instances: throws for a refusal unless `validateStatus` says otherwise. */
export function axios(send: SendRequest): LibraryModel {
  return {
    name: 'axios',
    // Instances are made in one file and used in others.
    marker: null,
    module: (specifier) => (/^axios(?:\/|$)/.test(specifier) ? made.library('axios.Instance') : null),
    member,
    declared: (type) =>
      /^Axios(?:Instance|Static)?$/.test(type) ? made.library('axios.Instance') : undefined,
    call(call, evaluation) {
      const { receiver, callee, method } = call;
      if (isLibrary(receiver, 'axios.RequestInterceptors')) {
        return method === 'use' ? intercept(receiver, call, evaluation) : undefined;
      }
      if (isLibrary(receiver, 'axios.Instance')) return onInstance(receiver, call, evaluation, send);
      return isLibrary(callee, 'axios.Instance')
        ? configuredRequest(callee, call, evaluation, send)
        : undefined;
    },
  };
}

function member(receiver: LibraryValue, name: string, at: Syntax): Value | undefined {
  if (receiver.type === 'axios.Interceptors') {
    return name === 'request'
      ? made.library('axios.RequestInterceptors', Object.fromEntries(receiver.state))
      : undefined;
  }
  if (receiver.type !== 'axios.Instance') return undefined;
  if (name === 'default' || name === 'axios') return receiver;
  if (name === 'defaults') return defaultsOf(receiver, at);
  return name === 'interceptors' ? made.library('axios.Interceptors', { client: receiver }) : undefined;
}

function onInstance(
  client: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const [url, second, third] = call.arguments;
  if (call.method === 'create') {
    return evaluation.library('axios.Instance', { parent: client, ...(url ? { config: url } : {}) });
  }
  if (call.method === 'request' || call.method === 'default') {
    return configuredRequest(client, call, evaluation, send);
  }
  const verb = verbOf(call.method);
  if (verb === null || !['POST', 'PUT', 'PATCH'].includes(verb)) return undefined;
  return request(client, { url, method: verb, body: second, config: third }, call, evaluation, send);
}

/** `axios(config)`, `axios(url, config)`, `axios.request(config)`. */
function configuredRequest(
  client: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const [first, second] = call.arguments;
  const hasUrl = second !== undefined || first?.kind === 'text';
  const config = hasUrl ? second : first;
  return request(
    client,
    {
      url: hasUrl ? first : fieldOf(config, 'url'),
      method: fieldOf(config, 'method') ?? configured(client, 'method') ?? 'GET',
      body: fieldOf(config, 'data'),
      config,
    },
    call,
    evaluation,
    send,
  );
}

interface Asked {
  readonly url: Value | null | undefined;
  readonly method: Value | string;
  readonly body: Value | null | undefined;
  readonly config: Value | null | undefined;
}

function request(
  client: LibraryValue,
  { url, method, body, config }: Asked,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const at = call.syntax;
  const verb = typeof method === 'string' ? method : (textOf(method) ?? '');
  const base = fieldOf(config, 'baseURL') ?? configured(client, 'baseURL');
  const check = fieldOf(config, 'validateStatus') ?? configured(client, 'validateStatus');
  return sendOut(
    {
      method,
      url: withBase(base, isNothing(url) ? null : url, at),
      headers: mergedHeaders(
        at,
        clientHeaders(client, verb, at),
        fieldOf(config, 'headers'),
        client.state.get('intercepted'),
      ),
      body,
      options: config,
      reports: letsRefusalPass(check) ? 'response' : 'exception',
      returns: 'axios.Response',
    },
    call,
    evaluation,
    send,
  );
}
