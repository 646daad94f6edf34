import type { Operation } from '../../../site.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../model.ts';

/** Positions of what the methods take behind the object's name. */
const methods: Readonly<
  Record<
    string,
    { readonly operation: Operation; readonly recordAt: number; readonly externalIdAt: number | null }
  >
> = {
  createSObject: { operation: 'insert', recordAt: 1, externalIdAt: null },
  updateSObject: { operation: 'update', recordAt: 2, externalIdAt: null },
  createOrUpdateSObject: { operation: 'upsert', recordAt: 3, externalIdAt: 1 },
};

/**
 * `api.createSObject("Lead", lead)` of com.force.api.ForceApi (github.com/jesperfj/force-rest-api): no call takes
 * headers, and a refusal is thrown as SObjectException. These names are its own.
 */
export const forceApi: LibraryModel = {
  name: 'ForceApi',
  marker: /com\.force\.api|ForceApi/,
  call: (call, evaluation) => (Object.hasOwn(methods, call.method) ? save(call, evaluation) : undefined),
};

function save(call: ModelCall, evaluation: Evaluation) {
  const { operation, recordAt, externalIdAt } = methods[call.method]!;
  const [object] = call.arguments;
  if (object === undefined || call.arguments.length <= recordAt) return undefined;
  return evaluation.save({
    operation,
    channel: externalIdAt === null ? 'rest-record' : 'rest-external-id',
    object,
    options: null,
    version: null,
    externalId: externalIdAt === null ? null : (call.arguments[externalIdAt] ?? null),
    records: call.arguments[recordAt] ?? null,
    reports: 'exception',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library('com.force.api.Result'),
  });
}
