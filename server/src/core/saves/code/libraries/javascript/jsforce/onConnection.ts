import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { joined, text } from '../../shared/reading.ts';
import { versionOf } from './connection.ts';
import { dmlArguments, dmlOperation, saveRecords } from './dml.ts';
import { sendRequest } from './request.ts';
import { sobject } from './sobject.ts';

export function onConnection(
  receiver: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
  send: SendRequest,
): Value | undefined {
  const [first] = call.arguments;
  const operation = dmlOperation(call.method);
  if (operation) {
    const [object, ...rest] = call.arguments;
    const dml = {
      operation,
      object: object ?? null,
      version: versionOf(receiver),
      ...dmlArguments(operation, rest),
    };
    return saveRecords(dml, call, evaluation);
  }
  switch (call.method) {
    case 'sobject':
      return sobject(receiver, first ?? null, evaluation);
    case 'query':
    case 'search':
      return evaluation.library('jsforce.Query', { connection: receiver });
    case 'setApiVersion':
      if (first) receiver.state.set('version', first);
      return evaluation.unknown('nothing');
    case 'getApiVersion':
      return versionOf(receiver) ?? evaluation.unknown('the version of a connection');
    case '_baseUrl':
    case 'baseUrl': {
      const version = versionOf(receiver) ?? evaluation.unknown('the version of a connection');
      return joined(call.syntax, text(call.syntax, '/services/data/v'), version);
    }
    default:
      return sendRequest(receiver, call, evaluation, send);
  }
}
