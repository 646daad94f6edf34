import type { Place } from '../../../../text.ts';
import type { Channel, Operation } from '../../../site.ts';
import { readHeaders } from '../../requests/headers.ts';
import type { LibraryValue, RecordValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';
import { isLibrary, made } from '../shared/made.ts';
import { fieldOf } from '../shared/reading.ts';

const clientType = 'restforce.Client';
/** `Restforce` as a value: a class that is handed in. */
const classType = 'restforce.Class';
const subrequestsType = 'restforce.Subrequests';
/** What `create` returns: an id, or false. */
export const restforceResult = 'restforce.Result';

const operations: Readonly<Record<string, Operation>> = {
  create: 'insert',
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
};

/**
 * Restforce: github.com/restforce/restforce, lib/restforce/concerns/api.rb. `create!` raises where Salesforce
 * refuses; `create` returns false instead. Headers go with all requests of a client, as its `request_headers`
 * (config.rb, middleware/custom_headers.rb).
 */
export const restforce: LibraryModel = {
  name: 'Restforce',
  marker: null,
  module: (specifier) => (specifier === 'Restforce' ? made.library(classType) : null),
  call: (call, evaluation) => {
    if (call.isNew || call.method === 'new') {
      const isClass = isClientClass(call.path) || isClassValue(call.callee ?? call.receiver);
      return isClass ? newClient(call) : undefined;
    }
    if (isLibrary(call.receiver, subrequestsType)) return saveIn(call.receiver, call, evaluation);
    const client = clientIn(call.receiver) ?? clientByShape(call);
    return client ? onClient(client, call, evaluation) : undefined;
  },
};

/** Also as the default of a parameter: who passes another, passes one that acts like it. */
function isClassValue(value: Value | null): boolean {
  return value?.kind === 'choice'
    ? value.options.some((one) => isLibrary(one.value, classType))
    : isLibrary(value, classType);
}

function isClientClass(path: readonly string[]): boolean {
  return /^Restforce(?:\.Data\.Client|\.Client)?$/.test(path.join('.'));
}

function newClient({ keywords, arguments: passed, syntax }: ModelCall): LibraryValue {
  const options = passed[0];
  const state = new Map<string, Value>();
  const headers = keywords.get('request_headers') ?? fieldOf(options, 'request_headers');
  const version = keywords.get('api_version') ?? fieldOf(options, 'api_version');
  if (headers) state.set('headers', headers);
  if (version) state.set('version', version);
  return { kind: 'library', type: clientType, state, place: syntax };
}

/** `@client ||= Restforce.new` is a client, whatever may have been there before. */
function clientIn(value: Value | null): LibraryValue | null {
  if (isLibrary(value, clientType)) return value;
  if (value?.kind !== 'choice') return null;
  for (const option of value.options) {
    if (isLibrary(option.value, clientType)) return option.value;
  }
  return null;
}

/** A client that came from elsewhere, in a file that speaks of Restforce or whose receiver is named so. */
function clientByShape(call: ModelCall): LibraryValue | null {
  const owner = (call.path.at(-2) ?? '').replace(/^@+/, '');
  const isOpen = call.receiver?.kind === 'unknown' || call.receiver?.kind === 'parameter';
  const isNamed = /^(?:\w*_)?(?:restforce|salesforce|sfdc|sf)(?:_\w+)?$/i.test(owner);
  const isLikely = /client$/i.test(owner) && call.mentions(/\bRestforce\b|['"]restforce['"]/);
  if (!isOpen || !(isNamed || isLikely)) return null;
  return { kind: 'library', type: clientType, state: new Map(), place: call.syntax };
}

function onClient(client: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const name = call.method.replace(/!$/, '');
  if (name === 'batch' || name === 'composite') return inOneRequest(client, name, call, evaluation);
  const operation = Object.hasOwn(operations, name) ? operations[name]! : null;
  const [object, second, third] = call.arguments;
  if (operation === null || object === undefined) return undefined;
  const isUpsert = operation === 'upsert';
  const records = (isUpsert ? third : second) ?? fromKeywords(call);
  if (records === null) return undefined;
  return evaluation.save({
    operation,
    channel: isUpsert ? 'rest-external-id' : 'rest-record',
    object,
    ...optionsOf(client, call.syntax),
    externalId: isUpsert ? (second ?? null) : null,
    records,
    reports: call.method.endsWith('!') ? 'exception' : 'response',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library(restforceResult),
  });
}

function optionsOf(client: LibraryValue, at: Place) {
  const headers = client.state.get('headers');
  return {
    options: headers ? readHeaders(headers, at).options : null,
    version: client.state.get('version') ?? null,
  };
}

/** Fields that look like keywords: `client.create('Lead', email__c: …)`. */
function fromKeywords({ keywords, syntax }: ModelCall): RecordValue | null {
  if (keywords.size === 0) return null;
  const entries = [...keywords].map(([key, value]) => ({ key, value, place: syntax, when: null }));
  return { kind: 'record', entries, open: false, place: syntax, type: null };
}

/** `client.batch { |requests| requests.create('Lead', …) }`, and composite requests, whose calls have an id. */
function inOneRequest(client: LibraryValue, name: string, call: ModelCall, evaluation: Evaluation): Value {
  const block = call.arguments.at(-1);
  const isAll = call.method.endsWith('!') || call.keywords.has('all_or_none');
  const state = { client, composite: scalar(name === 'composite', call), all: scalar(isAll, call) };
  if (block) evaluation.invoke(block, [evaluation.library(subrequestsType, state)]);
  return evaluation.library(restforceResult);
}

function scalar(value: boolean, { syntax }: ModelCall): Value {
  return { kind: 'scalar', value, place: syntax };
}

function saveIn(requests: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const operation = Object.hasOwn(operations, call.method) ? operations[call.method]! : null;
  const client = requests.state.get('client');
  const composite = requests.state.get('composite');
  const isComposite = composite?.kind === 'scalar' && composite.value === true;
  const [object, ...rest] = call.arguments;
  if (operation === null || object === undefined || client?.kind !== 'library') return undefined;
  const own = isComposite ? rest.slice(1) : rest;
  const isUpsert = operation === 'upsert';
  const channel: Channel = isComposite ? 'rest-composite' : 'rest-batch';
  return evaluation.save({
    operation,
    channel,
    object,
    ...optionsOf(client, call.syntax),
    externalId: isUpsert ? (own[0] ?? null) : null,
    records: own.at(-1) ?? fromKeywords(call),
    reports: 'rows',
    allOrNone: requests.state.get('all') ?? null,
    at: call.syntax,
    returns: evaluation.library(restforceResult),
  });
}
