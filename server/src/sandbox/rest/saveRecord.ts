import { type DuplicateHeader, readHeader } from '../duplicates/header.ts';
import type { RowOutcome, RowTarget } from '../saves/model.ts';
import { saveRow } from '../saves/saveRows.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { RestCall } from './route.ts';

/** Saves the one record of a request. @throws RestError what refuses it */
export function saveRecord(
  request: RestCall,
  object: SandboxObject,
  fields: readonly (readonly [string, unknown])[],
  target: RowTarget,
): RowOutcome & { readonly success: true } {
  const { org, session, version, frame } = request;
  const isUpsert = target.kind === 'external-id' && frame === 'rest-record';
  const channel = isUpsert ? 'rest-external-id' : frame;
  return saveRow(org, session, { object, fields, target }, { channel, version, header: headerOf(request) });
}

export function headerOf({ call }: RestCall): DuplicateHeader {
  return readHeader(call.headers['sforce-duplicate-rule-header']?.toString());
}
