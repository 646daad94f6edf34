import type { Operation } from '../../../site.ts';
import type { LibraryModel } from '../model.ts';
import { fieldOf } from '../shared/reading.ts';

const operations: Readonly<Record<string, Operation>> = {
  create: 'insert',
  update: 'update',
  registerCreate: 'insert',
  registerUpdate: 'update',
};

/**
 * `org.dataApi.create({ type: 'Lead', fields })` of Salesforce's SDKs for functions and Heroku, and a unit of
 * work's `registerCreate`: neither has a place for headers.
 */
export const functionsSdk: LibraryModel = {
  name: 'Salesforce SDK for functions',
  marker: /dataApi/,
  call(call, evaluation) {
    const { method, path } = call;
    if (!Object.hasOwn(operations, method)) return undefined;
    const isUnitOfWork = method.startsWith('register');
    if (!isUnitOfWork && path.at(-2) !== 'dataApi') return undefined;
    const [record] = call.arguments;
    const object = fieldOf(record, 'type');
    if (!object) return undefined;
    return evaluation.save({
      operation: operations[method]!,
      channel: isUnitOfWork ? 'rest-composite' : 'rest-record',
      object,
      options: null,
      version: null,
      externalId: null,
      records: fieldOf(record, 'fields'),
      reports: 'exception',
      allOrNone: null,
      at: call.syntax,
      returns: evaluation.library('functions.RecordModificationResult'),
    });
  },
};
