import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall, RefusalReport } from '../../model.ts';
import { mergedHeaders, withBase } from '../../shared/combine.ts';
import { isLibrary, made } from '../../shared/made.ts';
import { sendOut, verbOf } from '../../shared/outgoing.ts';
import { fieldOf, isFalse } from '../../shared/reading.ts';

/** A library whose requests are `client(url, options)` or `client.post(url, options)`. */
export interface OptionsLibrary {
  readonly name: string;
  readonly modules: RegExp;
  /** Other names under which the module exports it. */
  readonly aliases?: readonly string[];
  /** Options that stand before the URL. */
  readonly bases: readonly string[];
  readonly bodies: readonly string[];
  /** Methods that make a client with options of its own. */
  readonly makers: readonly string[];
  readonly reports: RefusalReport;
  /** An option that, where it is false, makes a response of a refusal. */
  readonly throwing: string | null;
}

export function optionsClient(library: OptionsLibrary, send: SendRequest): LibraryModel {
  const type = `${library.name}.Client`;
  return {
    name: library.name,
    // Clients are made in one file and used in others.
    marker: null,
    module: (specifier) => (library.modules.test(specifier) ? made.library(type) : null),
    member(receiver, name) {
      const isClient = name === 'default' || name === library.name || library.aliases?.includes(name);
      return receiver.type === type && isClient ? receiver : undefined;
    },
    call(call, evaluation) {
      const { receiver, callee, method } = call;
      if (isLibrary(callee, type)) return request(library, callee, null, call, evaluation, send);
      if (!isLibrary(receiver, type)) return undefined;
      if (library.makers.includes(method)) return extended(receiver, type, call, evaluation);
      const verb = verbOf(method);
      return verb === null ? undefined : request(library, receiver, verb, call, evaluation, send);
    },
  };
}

function extended(client: LibraryValue, type: string, call: ModelCall, evaluation: Evaluation): Value {
  const [config] = call.arguments;
  return evaluation.library(type, { parent: client, ...(config ? { config } : {}) });
}

/** The options of a client, those of the client that it was made from first. */
function layers(client: LibraryValue): readonly Value[] {
  const parent = client.state.get('parent');
  const config = client.state.get('config');
  return [...(parent?.kind === 'library' ? layers(parent) : []), ...(config ? [config] : [])];
}

function request(
  library: OptionsLibrary,
  client: LibraryValue,
  verb: string | null,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const plain = call.arguments.filter(({ kind }) => kind !== 'function');
  const [first, second] = plain;
  const isUrl = second !== undefined || (first?.kind !== 'record' && first?.kind !== 'parameter');
  const options = isUrl ? second : first;
  const all = [...layers(client), ...(options ? [options] : [])];
  const option = (name: string): Value | null =>
    all.reduceRight<Value | null>((found, layer) => found ?? fieldOf(layer, name), null);
  const firstOf = (names: readonly string[]): Value | null =>
    names.map(option).find((value) => value !== null && !isFlag(value)) ?? null;
  const at = call.syntax;
  const result = sendOut(
    {
      method: verb ?? option('method') ?? 'GET',
      url: withBase(firstOf(library.bases), isUrl ? first : firstOf(['url', 'uri']), at),
      headers: mergedHeaders(at, ...all.map((layer) => fieldOf(layer, 'headers'))),
      body: firstOf(library.bodies),
      reports: library.throwing && isFalse(option(library.throwing)) ? 'response' : library.reports,
      returns: `${library.name}.Response`,
    },
    call,
    evaluation,
    send,
  );
  const callback = call.arguments.at(-1);
  if (result && callback?.kind === 'function') {
    const answer = evaluation.unknown('what the server answers');
    evaluation.invoke(callback, [evaluation.unknown('an error of the connection'), result, answer]);
  }
  return result;
}

/** `json: true` says how the body is written, and is none. */
function isFlag(value: Value): boolean {
  return value.kind === 'scalar' && typeof value.value === 'boolean';
}
