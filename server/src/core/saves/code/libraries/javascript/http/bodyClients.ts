import type { SendRequest } from '../../../requests/http.ts';
import type { Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { sendOut, verbOf } from '../../shared/outgoing.ts';
import { fieldOf } from '../../shared/reading.ts';

/** Clients that are injected by their type, with `post(url, body, { headers })`: a refusal is an error. */
const injected: readonly { readonly type: string; readonly declared: RegExp; readonly marker: RegExp }[] = [
  { type: 'angular.HttpClient', declared: /^HttpClient$/, marker: /@angular\/common\/http/ },
  { type: 'nest.HttpService', declared: /^HttpService$/, marker: /@nestjs\/(?:axios|common)/ },
];

export function injectedClients(send: SendRequest): readonly LibraryModel[] {
  return injected.map(({ type, declared, marker }) => ({
    name: type,
    marker,
    declared: (name) => (declared.test(name) ? made.library(type) : undefined),
    // `httpService.axiosRef` is an instance of axios.
    member: (receiver, name) =>
      receiver.type === type && name === 'axiosRef' ? made.library('axios.Instance') : undefined,
    call(call, evaluation) {
      return isLibrary(call.receiver, type) ? posted(type, call, evaluation, send) : undefined;
    },
  }));
}

function posted(type: string, call: ModelCall, evaluation: Evaluation, send: SendRequest): Value | undefined {
  const [first, second, third] = call.arguments;
  const shared = { reports: 'exception', returns: `${type}.Response` } as const;
  const verb = verbOf(call.method);
  if (verb !== null) {
    const out = { ...shared, method: verb, url: first, body: second, headers: fieldOf(third, 'headers') };
    return sendOut(out, call, evaluation, send);
  }
  if (call.method !== 'request') return undefined;
  // Angular: (method, url, options). Nest: (config).
  const isConfig = second === undefined;
  const options = isConfig ? first : third;
  return sendOut(
    {
      ...shared,
      method: (isConfig ? fieldOf(options, 'method') : first) ?? 'GET',
      url: isConfig ? fieldOf(options, 'url') : second,
      body: fieldOf(options, isConfig ? 'data' : 'body'),
      headers: fieldOf(options, 'headers'),
    },
    call,
    evaluation,
    send,
  );
}

/** needle: `needle('post', url, data, options)`, `needle.post(url, data, options, callback)`; gives a response. */
export function needle(send: SendRequest): LibraryModel {
  return {
    name: 'needle',
    marker: /needle/,
    module: (specifier) => (specifier === 'needle' ? made.library('needle.Module') : null),
    member: (receiver, name) =>
      receiver.type === 'needle.Module' && name === 'default' ? receiver : undefined,
    call(call, evaluation) {
      const { receiver, callee, method } = call;
      const isDirect = isLibrary(callee, 'needle.Module') && !isLibrary(receiver, 'needle.Module');
      if (!isDirect && !isLibrary(receiver, 'needle.Module')) return undefined;
      const verb = isDirect || method === 'request' ? null : verbOf(method);
      const [url, body, options] = verb === null ? call.arguments.slice(1) : call.arguments;
      const result = sendOut(
        {
          method: verb ?? call.arguments[0] ?? 'GET',
          url,
          body,
          headers: fieldOf(options, 'headers'),
          reports: 'response',
          returns: 'needle.Response',
        },
        call,
        evaluation,
        send,
      );
      const callback = call.arguments.at(-1);
      if (result && callback?.kind === 'function') {
        evaluation.invoke(callback, [evaluation.unknown('an error of the connection'), result]);
      }
      return result;
    },
  };
}
