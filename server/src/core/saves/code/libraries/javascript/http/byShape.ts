import type { SendRequest } from '../../../requests/http.ts';
import type { Value } from '../../../values.ts';
import type { LibraryModel, ModelCall, RefusalReport } from '../../model.ts';
import { type Outgoing, sendOut, verbOf } from '../../shared/outgoing.ts';
import { fieldOf, isMadeElsewhere, isNothing, isTrue, text, textOf } from '../../shared/reading.ts';

const salesforcePath = /services\/data\/|\/sobjects\/|\/composite(?:\/|$)|\/ui-api\/records/;
/** What a client may be that is not known; a method of the project's own classes is not asked for here. */
const clients: ReadonlySet<Value['kind']> = new Set(['unknown', 'parameter', 'instance']);
const writing = /^(?:post|put|patch)$/i;

/**
 * Requests of clients that are not known: `client.post('/services/data/…', body, { headers })`,
 * `fetchAgain(url, { method: 'POST', body })`, `proxy.post({ endpoint, data })`. The path says that they go to
 * Salesforce; that a refusal is thrown is what most clients do.
 */
export function clientByShape(send: SendRequest): LibraryModel {
  return {
    name: 'HTTP client by its shape',
    marker: null,
    call(call, evaluation) {
      const { receiver, callee } = call;
      // `this.emit('request', request)` tells listeners of a request; who sends it is another matter.
      if (
        /^(?:emit|on|once|off|addListener|removeListener|dispatchEvent|postMessage|log|debug|info|warn|error)$/.test(
          call.method,
        )
      ) {
        return undefined;
      }
      if (call.isNew || (callee !== null && !isOpen(callee))) {
        return undefined;
      }
      if (receiver !== null && !clients.has(receiver.kind) && !isMadeElsewhere(receiver)) return undefined;
      const request = positional(call) ?? configured(call);
      return request
        ? sendOut({ reports: reportOf(call), returns: 'http.Response', ...request }, call, evaluation, send)
        : undefined;
    },
  };
}

/** What is called is not known, or one of several that are not. */
function isOpen(callee: Value): boolean {
  if (callee.kind === 'choice') return callee.options.every(({ value }) => isOpen(value));
  return callee.kind === 'unknown' || callee.kind === 'parameter';
}

/** Google's UrlFetchApp throws, unless it is told not to. */
function reportOf({ arguments: args }: ModelCall): RefusalReport {
  return args.some((value) => isTrue(fieldOf(value, 'muteHttpExceptions'))) ? 'response' : 'exception';
}

type Shape = Pick<Outgoing, 'method' | 'url' | 'headers' | 'body'>;

/**
 * `(url, body, { headers })` of a method named after the verb, `(url, { method, body, headers })` and
 * `(method, url, body)` of any.
 */
function positional(call: ModelCall): Shape | null {
  const [first, second, third] = call.arguments;
  if (!first || !second) return null;
  if (isWriting(first) && isSalesforce(second)) {
    return { method: first, url: second, body: third, headers: null };
  }
  if (!isSalesforce(first)) return null;
  const verb = call.receiver === null ? null : verbOf(call.method);
  if (verb !== null) {
    return writing.test(verb)
      ? { method: verb, url: first, body: second, headers: fieldOf(third, 'headers') }
      : null;
  }
  const method = second.kind === 'record' ? fieldOf(second, 'method') : null;
  return method !== null && isWriting(method)
    ? { method, url: first, body: bodyIn(second), headers: fieldOf(second, 'headers') }
    : null;
}

const urls = ['url', 'uri', 'endpoint', 'path'];

/** `({ method, url, body, headers })`, the URL under one of the usual names; maybe behind other arguments. */
function configured(call: ModelCall): Shape | null {
  const configs = call.arguments.filter(({ kind }) => kind === 'record');
  const config = configs.find((one) => isSalesforce(firstOf(one, urls)));
  if (!config) return null;
  const url = firstOf(config, urls);
  const verb = call.receiver === null ? null : verbOf(call.method);
  const method = verb === null ? firstOf(config, ['method', 'type']) : text(call.syntax, verb);
  return method !== null && isWriting(method)
    ? { method, url, body: bodyIn(config), headers: fieldOf(config, 'headers') }
    : null;
}

function isWriting(method: Value): boolean {
  if (method.kind === 'choice') return method.options.some(({ value }) => isWriting(value));
  return writing.test(textOf(method) ?? '');
}

function bodyIn(config: Value): Value | null {
  return firstOf(config, ['body', 'data', 'json', 'payload']);
}

function firstOf(config: Value, names: readonly string[]): Value | null {
  return (
    names
      .map((name) => fieldOf(config, name))
      .find((value) => !isNothing(value) && value?.kind !== 'unknown') ?? null
  );
}

function isSalesforce(value: Value | null): boolean {
  if (value === null) return false;
  if (value.kind === 'choice') return value.options.some((option) => isSalesforce(option.value));
  return salesforcePath.test(knownText(value));
}

function knownText(value: Value): string {
  if (value.kind !== 'text') return '';
  return value.parts.map((part) => (typeof part === 'string' ? part : knownText(part))).join('');
}
