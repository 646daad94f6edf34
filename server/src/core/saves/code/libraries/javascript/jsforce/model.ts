import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../../model.ts';
import { made } from '../../shared/made.ts';
import { onBulk, onBulk2, onJob, onSobjectBulk } from './bulk.ts';
import { connection } from './connection.ts';
import { createdConnection, jsforceMember, jsforceModule, memberOfConnection } from './modules.ts';
import { onConnection } from './onConnection.ts';
import { onQuery } from './query.ts';
import {
  isConnectionByName,
  isCoreConnectionCall,
  isRequestByShape,
  isTooling,
  mayHaveSobjects,
  partByShape,
} from './shapes.ts';
import { onSoap } from './soap.ts';
import { onRecord, onSobject, sobject } from './sobject.ts';

/** Names of types say something only where jsforce is in sight: other libraries have a `Connection` too. */
export const jsforceTypes: LibraryModel = {
  name: 'jsforce types',
  marker: /jsforce|@salesforce\/core/,
  declared: (type) => (/^(?:jsforce\.)?Connection$/.test(type) ? connection(null, made) : undefined),
};

/** jsforce 1 to 3, and the connection of `@salesforce/core`, which is one of jsforce. */
export function jsforce(send: SendRequest): LibraryModel {
  return {
    name: 'jsforce',
    marker: /\bsobject\b|jsforce|salesforce/i,
    module: jsforceModule,
    member: (receiver, name) => jsforceMember(receiver, name) ?? memberOfConnection(receiver, name),
    call(call, evaluation) {
      const { receiver, method } = call;
      const created = createdConnection(call, evaluation);
      if (created) return created;
      if (receiver?.kind === 'library') return onLibrary(receiver, call, evaluation, send);
      if (isCoreConnectionCall(call)) return connection(call.arguments[0] ?? null, evaluation);
      if (method === 'sobject' && mayHaveSobjects(receiver)) {
        return isTooling(call)
          ? evaluation.library('jsforce.Tooling')
          : sobject(null, call.arguments[0] ?? null, evaluation);
      }
      const part = partByShape(call);
      if (part) return onLibrary(evaluation.library(part), call, evaluation, send);
      return isConnectionByName(call) || isRequestByShape(call)
        ? onConnection(connection(null, evaluation), call, evaluation, send)
        : undefined;
    },
  };
}

function onLibrary(
  receiver: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  switch (receiver.type) {
    case 'jsforce.Connection':
      return onConnection(receiver, call, evaluation, send);
    case 'jsforce.SObject':
      return onSobject(receiver, call, evaluation) ?? onSobjectBulk(receiver, call, evaluation);
    case 'jsforce.RecordReference':
      return onRecord(receiver, call, evaluation);
    case 'jsforce.Query':
      return onQuery(receiver, call, evaluation);
    case 'jsforce.Bulk':
      return onBulk(receiver, call, evaluation);
    case 'jsforce.Bulk2':
      return onBulk2(receiver, call, evaluation);
    case 'jsforce.Soap':
      return onSoap(receiver, call, evaluation);
    case 'jsforce.Job':
    case 'jsforce.Batch':
    case 'jsforce.IngestJob':
      return onJob(receiver, call, evaluation);
    default:
      return undefined;
  }
}
