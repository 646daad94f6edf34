import { readHeaders } from '../../../requests/headers.ts';
import { flatTexts, hasHole, isHole, pieceValue } from '../../../requests/variants.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall, OptionsDraft, SaveDraft } from '../../model.ts';
import { mergedHeaders } from '../../shared/combine.ts';
import { isLibrary } from '../../shared/made.ts';
import { argument, headersArgument } from '../arguments.ts';
import { saveResult, types } from './types.ts';

const notSent =
  'simple_salesforce sends sf.headers with none of the calls of an object (sf.Lead.create, update, upsert), which take headers= of their own';

/**
 * `sf.Lead.create(data, headers=…)`, `update(id, data, …)`, `upsert('Ext__c/7', data, …)`. Source: SFType in
 * simple_salesforce/api.py. A refusal is raised as SalesforceMalformedRequest. `SFType._call_salesforce` makes a
 * dict of its own and adds `headers=`, so `sf.headers` never gets there; what stands in `session.headers` does,
 * as requests merges it.
 */
export function saveByObject(
  type: LibraryValue,
  method: string,
  call: ModelCall,
  evaluation: Evaluation,
): Value | undefined {
  const object = type.state.get('object')!;
  const common = { object, channel: 'rest-record' as const, externalId: null };
  switch (method) {
    case 'create':
      return save({ ...common, operation: 'insert' }, argument(call, 0, 'data'), 1, type, call, evaluation);
    case 'update':
      return save({ ...common, operation: 'update' }, argument(call, 1, 'data'), 3, type, call, evaluation);
    case 'upsert':
      return save(
        { ...common, ...upsertBy(argument(call, 0, 'record_id'), call) },
        argument(call, 1, 'data'),
        3,
        type,
        call,
        evaluation,
      );
    default:
      return undefined;
  }
}

type Kind = Pick<SaveDraft, 'object' | 'operation' | 'channel' | 'externalId'>;

function save(
  kind: Kind,
  records: Value | null,
  headersAt: number,
  type: LibraryValue,
  call: ModelCall,
  evaluation: Evaluation,
): Value {
  const client = type.state.get('client');
  const options = optionsFor(client, headersArgument(call, headersAt), call, evaluation);
  return evaluation.save({
    ...kind,
    options,
    version: (isLibrary(client, types.client) ? client.state.get('version') : null) ?? null,
    records,
    reports: 'exception',
    allOrNone: null,
    at: call.syntax,
    returns: evaluation.library(saveResult),
  });
}

/** The record's address, relative to the object: `'Ext__c/' + key`, or an id. */
function upsertBy(
  recordId: Value | null,
  call: ModelCall,
): Pick<Kind, 'operation' | 'channel' | 'externalId'> {
  const upsert = { operation: 'upsert', channel: 'rest-external-id' } as const;
  const [flat] = recordId === null ? [] : flatTexts(recordId, call.syntax);
  const slash = flat?.text.indexOf('/') ?? -1;
  if (flat === undefined) return { ...upsert, externalId: null };
  if (slash < 0) {
    // A text without a slash is a record's id.
    return hasHole(flat.text) || isHole(flat.text)
      ? { ...upsert, externalId: null }
      : { operation: 'update', channel: 'rest-record', externalId: null };
  }
  const field = flat.text.slice(0, slash);
  if (field.toLowerCase() === 'id') return { operation: 'update', channel: 'rest-record', externalId: null };
  return { ...upsert, externalId: pieceValue(field, flat) };
}

function optionsFor(
  client: Value | undefined,
  headers: Value | null,
  call: ModelCall,
  evaluation: Evaluation,
): OptionsDraft | null {
  const state = isLibrary(client, types.client) ? client.state : null;
  const session = state?.get('session');
  const ofSession = session?.kind === 'library' ? session.state.get('headers') : null;
  const sent = readHeaders(mergedHeaders(call.syntax, ofSession, headers), call.syntax);
  const unsent = readHeaders(state?.get('headers') ?? null, call.syntax);
  for (const { problem, place } of [...sent.problems, ...unsent.problems]) {
    evaluation.observe({ kind: 'malformed-header', problem, place });
  }
  return sent.options ?? (unsent.options === null ? null : { ...unsent.options, ineffective: notSent });
}
