import type { SendRequest } from '../../requests/http.ts';
import type { Value } from '../../values.ts';
import type { LibraryModel, ModelCall } from '../model.ts';
import { isLibrary, made } from '../shared/made.ts';
import { sendOut } from '../shared/outgoing.ts';
import { fieldOf, joined, text, textOf } from '../shared/reading.ts';
import { knownField } from './guzzle.ts';

const type = 'forrest.Client';

/** Resources by the names of methods, below `/services/data/vNN.N/`. */
const resources: Readonly<Record<string, string>> = {
  sobjects: 'sobjects',
  composite: 'composite',
  tooling: 'tooling',
};

/**
 * Forrest (github.com/omniphx/forrest, src/Omniphx/Forrest/Client.php): `Forrest::sobjects('Lead', ['method' =>
 * 'post', 'body' => […]])`, and `Forrest::post($path, $body)`. It throws what Salesforce refuses.
 */
export function forrest(send: SendRequest): LibraryModel {
  return {
    name: 'Forrest',
    marker: /\bForrest\b/,
    module: (specifier) => (/(?:^|\.)Forrest$/.test(specifier) ? made.library(type) : null),
    declared: (name) =>
      /(?:^|\.)(?:Forrest|AuthenticationInterface)$/.test(name) ? made.library(type) : undefined,
    call(call, evaluation) {
      const { receiver, method } = call;
      if (!isLibrary(receiver, type)) return undefined;
      const [path, second, third] = call.arguments;
      const outgoing = Object.hasOwn(resources, method)
        ? onResource(resources[method]!, path, second, call)
        : /^(?:post|put|patch)$/.test(method) && path
          ? {
              method: method.toUpperCase(),
              url: path,
              body: second ?? null,
              headers: knownField(third, 'headers'),
            }
          : null;
      return outgoing === null
        ? undefined
        : sendOut({ ...outgoing, reports: 'exception', returns: 'forrest.Response' }, call, evaluation, send);
    },
  };
}

function onResource(
  resource: string,
  path: Value | undefined,
  options: Value | undefined,
  { syntax }: ModelCall,
) {
  const rest = path && textOf(path) !== '' ? joined(syntax, '/', path) : text(syntax, '');
  const base = `/services/data/`;
  // Which version is in the configuration.
  const version: Value = { kind: 'unknown', why: 'set in the configuration' };
  return {
    method: knownMethod(options) ?? 'GET',
    url: joined(syntax, base, version, `/${resource}`, rest),
    body: knownField(options, 'body'),
    headers: knownField(options, 'headers'),
  };
}

function knownMethod(options: Value | undefined): Value | null {
  const method = fieldOf(options, 'method');
  return method?.kind === 'text' || method?.kind === 'choice' ? method : null;
}
