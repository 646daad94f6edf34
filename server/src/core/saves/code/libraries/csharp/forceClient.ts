import type { Place } from '../../../../text.ts';
import { operationOf, typesOf } from '../../requests/bodies.ts';
import { readHeaders } from '../../requests/headers.ts';
import type { LibraryValue, Value } from '../../values.ts';
import type { Evaluation, LibraryModel, ModelCall, OptionsDraft, SaveDraft } from '../model.ts';
import { constantAt } from '../shared/constants.ts';
import { isLibrary } from '../shared/made.ts';
import { isNothing, scalar, textOf } from '../shared/reading.ts';

const clientType = 'force.ForceClient';
/** What a save returns; a refusal is thrown as ForceException or ForceApiException before. */
const saveResult = 'force.SaveResult';

type Draft = Pick<SaveDraft, 'operation' | 'channel' | 'object'> & Partial<SaveDraft>;

/**
 * ForceClient of Force.com-Toolkit-for-NET (DeveloperForce.Force: github.com/wadewegner/Force.com-Toolkit-for-NET),
 * which takes no headers, and of NetCoreForce (github.com/anthonyreilly/NetCoreForce), which takes `customHeaders`. Both throw.
 */
export const forceClient: LibraryModel = {
  name: 'ForceClient',
  marker: null,
  declared: (type, at) => (/^(?:\w+\.)*I?ForceClient$/.test(type) ? newClient(null, at) : undefined),
  call(call, evaluation) {
    const { receiver, path } = call;
    if (call.isNew) {
      return path.at(-1) === 'ForceClient' ? newClient(versionAmong(call.arguments), call.syntax) : undefined;
    }
    if (isLibrary(receiver, clientType)) return saved(receiver, call, evaluation);
    if (isSalesforceSharp(call)) return saved(newClient(null, call.syntax), call, evaluation);
    const isOpen = receiver?.kind === 'unknown' || receiver?.kind === 'parameter';
    const isByName = /^_?force|salesforce|sfdc/i.test(path.at(-2) ?? '') && isObjectName(call.arguments[0]);
    return isOpen && isByName ? saved(newClient(null, call.syntax), call, evaluation) : undefined;
  },
};

/** `client.Create("Lead", lead)` of github.com/giacomelli/SalesforceSharp, which throws SalesforceException. */
function isSalesforceSharp({ imports, method, receiver, arguments: passed }: ModelCall): boolean {
  const isCall = method === 'Create' ? passed.length === 2 : method === 'Update' && passed.length === 3;
  return (
    isCall &&
    receiver !== null &&
    isObjectName(passed[0]) &&
    imports.some((name) => /^SalesforceSharp\b/.test(name))
  );
}

function newClient(version: Value | null, at: Place): LibraryValue {
  const state = new Map<string, Value>();
  if (version) state.set('version', version);
  return { kind: 'library', type: clientType, state, place: at };
}

/** The two libraries pass it in different places: it is known by its shape. */
function versionAmong(values: readonly Value[]): Value | null {
  return values.find((value) => /^v?\d\d(?:\.0)?$/.test(textOf(value) ?? '')) ?? null;
}

function isObjectName(value: Value | undefined): boolean {
  return /^(?:[A-Z][A-Za-z]*|[A-Za-z]\w*__c)$/.test(textOf(value) ?? '');
}

function saved(client: LibraryValue, call: ModelCall, evaluation: Evaluation): Value | undefined {
  const draft = draftOf(call);
  if (draft === null) return undefined;
  return evaluation.save({
    options: null,
    externalId: null,
    records: null,
    reports: 'exception',
    allOrNone: null,
    version: client.state.get('version') ?? null,
    ...draft,
    at: call.syntax,
    returns: evaluation.library(saveResult),
  });
}

function draftOf(call: ModelCall): Draft | null {
  const [first, second, third] = call.arguments;
  if (first === undefined) return null;
  const headers = (position: number): OptionsDraft | null =>
    readHeaders(call.keywords.get('customHeaders') ?? call.arguments[position] ?? null, call.syntax).options;
  const object = first;
  switch (call.method) {
    case 'Create':
    case 'CreateAsync': {
      const isTree = second?.kind === 'record' && second.type === 'CreateRequest';
      return {
        operation: 'insert',
        channel: isTree ? 'rest-tree' : 'rest-record',
        object,
        records: isTree ? null : (second ?? null),
      };
    }
    case 'Update':
    case 'UpdateAsync':
      return third === undefined
        ? null
        : { operation: 'update', channel: 'rest-record', object, records: third };
    case 'UpsertExternalAsync':
      return upsert(call.arguments, null);
    case 'CreateRecord':
      return {
        operation: 'insert',
        channel: 'rest-record',
        object,
        records: second ?? null,
        options: headers(2),
      };
    case 'UpdateRecord':
      return {
        operation: 'update',
        channel: 'rest-record',
        object,
        records: third ?? null,
        options: headers(3),
      };
    case 'InsertOrUpdateRecord':
      return upsert(call.arguments, headers(4));
    case 'CreateMultiple':
      return {
        operation: 'insert',
        channel: 'rest-tree',
        object,
        records: second ?? null,
        options: headers(3),
      };
    case 'UpdateRecords':
      return {
        operation: 'update',
        channel: 'rest-collections',
        object: typesOf(first) ?? { kind: 'unknown', why: 'named by the records' },
        records: first,
        reports: 'rows',
        allOrNone: second ?? scalar(call.syntax, false),
        options: headers(2),
      };
    case 'RunJobAsync':
    case 'RunJobAndPollAsync':
    case 'CreateJobAsync':
      return bulkJob(call, object, second);
    default:
      return null;
  }
}

function upsert([object, field, , records]: readonly Value[], options: OptionsDraft | null): Draft | null {
  if (object === undefined) return null;
  return {
    operation: 'upsert',
    channel: 'rest-external-id',
    object,
    externalId: field ?? null,
    records: records ?? null,
    options,
  };
}

/** `RunJobAndPollAsync("Lead", ["Ext__c",] BulkConstants.OperationType.Insert, batches)`. */
function bulkJob(call: ModelCall, object: Value, second: Value | undefined): Draft | null {
  const direct = operationOf(constantAt(call, 1) ?? undefined, call.syntax);
  const operation = direct ?? operationOf(constantAt(call, 2) ?? undefined, call.syntax);
  if (operation === null) return null;
  return {
    operation,
    channel: 'bulk-1',
    object,
    externalId: direct === null && !isNothing(second) ? second! : null,
    reports: call.method === 'RunJobAndPollAsync' ? 'rows' : 'job',
  };
}
