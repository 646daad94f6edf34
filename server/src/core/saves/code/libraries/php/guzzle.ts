import type { SendRequest } from '../../requests/http.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { mergedHeaders, withBase } from '../shared/combine.ts';
import { isLibrary, made } from '../shared/made.ts';
import { sendOut, verbOf } from '../shared/outgoing.ts';
import { fieldOf, isFalse, isNothing, text } from '../shared/reading.ts';
import { addHeader, isRequest, newRequest } from '../shared/requestValue.ts';

const types = {
  client: 'guzzle.Client',
  clientClass: 'guzzle.Client.class',
  requestClass: 'guzzle.Request.class',
  names: 'guzzle.RequestOptions',
};

/** Guzzle's names of options, as constants. */
const optionNames: Readonly<Record<string, string>> = {
  HEADERS: 'headers',
  JSON: 'json',
  BODY: 'body',
  HTTP_ERRORS: 'http_errors',
};

/**
 * Guzzle (github.com/guzzle/guzzle, src/Client.php): headers of a client and of a request are merged; an answer of
 * 400 and above is thrown, unless `http_errors` is false.
 */
export function guzzle(send: SendRequest): LibraryModel {
  return {
    name: 'Guzzle',
    marker: /Guzzle/,
    module(specifier) {
      if (/^(?:GuzzleHttp\.)?Client$/.test(specifier)) return made.library(types.clientClass);
      if (/^GuzzleHttp\.Psr7\.Request$/.test(specifier)) return made.library(types.requestClass);
      return /(?:^|\.)RequestOptions$/.test(specifier) ? made.library(types.names) : null;
    },
    member(receiver, name, at) {
      if (receiver.type !== types.names) return undefined;
      return Object.hasOwn(optionNames, name) ? text(at, optionNames[name]!) : undefined;
    },
    call(call, evaluation) {
      if (call.isNew) return newValue(call, evaluation);
      if (isRequest(call.receiver)) return changed(call.receiver, call);
      return isLibrary(call.receiver, types.client) ? onClient(call.receiver, call, evaluation) : undefined;
    },
    declared: (type) =>
      /^(?:GuzzleHttp\.)?Client(?:Interface)?$|^(?:Guzzle|GuzzleHttp)Client$/.test(type)
        ? made.library(types.client)
        : undefined,
  };

  function onClient(client: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
    const [first, second, third] = call.arguments;
    const name = call.method.replace(/Async$/, '');
    if (name === 'send' && isRequest(first)) {
      const { state } = first;
      return sent(client, state.get('method') ?? 'GET', state.get('url'), second, call, evaluation, {
        headers: state.get('headers') ?? null,
        body: state.get('body') ?? null,
      });
    }
    if (name === 'request') return sent(client, first ?? 'GET', second, third, call, evaluation);
    const verb = verbOf(name);
    return verb === null ? undefined : sent(client, verb, first, second, call, evaluation);
  }

  function sent(
    client: LibraryValue,
    method: Value | string,
    url: Value | undefined,
    options: Value | undefined,
    call: ModelCall,
    evaluation: Evaluation,
    of: { readonly headers: Value | null; readonly body: Value | null } = { headers: null, body: null },
  ): Value | undefined {
    const isQuiet = [fieldOf(options, 'http_errors'), client.state.get('http_errors')].some((one) =>
      isFalse(one),
    );
    return sendOut(
      {
        method,
        url: withBase(client.state.get('base_uri'), url, call.syntax),
        headers: mergedHeaders(
          call.syntax,
          client.state.get('headers'),
          of.headers,
          knownField(options, 'headers'),
        ),
        body: bodyIn(options) ?? of.body,
        reports: isQuiet ? 'response' : 'exception',
        returns: 'guzzle.Response',
      },
      call,
      evaluation,
      send,
    );
  }
}

function newValue(call: ModelCall, evaluation: Evaluation): Value | undefined {
  const [first, second, third, fourth] = call.arguments;
  const path = call.path.join('.');
  if (isLibrary(call.callee, types.clientClass) || /(?:^|\.)GuzzleHttp\.Client$/.test(path)) {
    const state: Record<string, Value> = {};
    for (const name of ['base_uri', 'headers', 'http_errors']) {
      const value = fieldOf(first, name);
      if (!isNothing(value)) state[name] = value!;
    }
    return evaluation.library(types.client, state);
  }
  if (isLibrary(call.callee, types.requestClass) || /GuzzleHttp\.Psr7\.Request$/.test(path)) {
    return newRequest(call.syntax, {
      method: first ?? null,
      url: second ?? null,
      headers: third ?? null,
      body: fourth ?? null,
    });
  }
  return undefined;
}

/** PSR-7: a request does not change, `withHeader` gives another one. */
function changed({ state }: LibraryValue, call: ModelCall): Value | undefined {
  const [first, second] = call.arguments;
  const [, what] = /^with(?:Added)?(Header|Body|Method|Uri)$/.exec(call.method) ?? [];
  if (what === undefined || !first) return undefined;
  const next = newRequest(call.syntax, {
    method: what === 'Method' ? first : (state.get('method') ?? null),
    url: what === 'Uri' ? first : (state.get('url') ?? null),
    headers: state.get('headers') ?? null,
    body: what === 'Body' ? first : (state.get('body') ?? null),
  });
  if (what === 'Header') addHeader(next, first, second, call.syntax);
  return next;
}

/** `json`, or `body`, which is a text that was made of the record. */
export function bodyIn(options: Value | undefined): Value | null {
  return knownField(options, 'json') ?? knownField(options, 'body');
}

/** Null where options may have it, but nothing says so. */
export function knownField(options: Value | null | undefined, name: string): Value | null {
  const found = fieldOf(options, name);
  return isNothing(found) ? null : found;
}
