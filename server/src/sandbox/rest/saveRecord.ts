import { checkSave } from '../data/saveChecks.ts';
import type { StoredRecord } from '../data/store.ts';
import { readValues } from '../data/values.ts';
import { readHeader } from '../duplicates/header.ts';
import { judgeSave, type SaveChannel, writeReports } from '../duplicates/save.ts';
import { resultJson } from '../duplicates/wire.ts';
import { RestError } from '../errors.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { RestCall } from './route.ts';

/** Creates a record, or updates an existing one. @throws RestError as {@link prepareSave} */
export function saveRecord(...input: Parameters<typeof prepareSave>): StoredRecord {
  return prepareSave(...input)();
}

/**
 * Checks a save against the records of now; what it gives does the save.
 * @throws RestError what refuses the save: DUPLICATES_DETECTED carries its result as `duplicateResut`, spelled
 * as Salesforce spells it (facts, section 2.1)
 */
export function prepareSave(
  { org, session, call, basePath, version }: RestCall,
  object: SandboxObject,
  fields: Iterable<readonly [string, unknown]>,
  existing: StoredRecord | null,
  channel: Exclude<SaveChannel, 'soap'>,
): () => StoredRecord {
  const values = readValues(org.schema, session, object, fields);
  checkSave(org, object, values, existing);
  const header = readHeader(call.headers['sforce-duplicate-rule-header']?.toString());
  const verdict = judgeSave(org, session, { object, values, existing, channel, header, version });
  if (verdict.refusedBy) {
    const result = resultJson(verdict.refusedBy, session, header.includeRecordDetails, basePath);
    const message = verdict.refusedBy.rule.alertText ?? '';
    throw new RestError(400, 'DUPLICATES_DETECTED', message, { members: { duplicateResut: result } });
  }
  return () => {
    const record = existing ?? org.store.insert(object, values, session.user.id);
    if (existing) org.store.update(existing, values, session.user.id);
    writeReports(org, session, record, verdict.reportedBy);
    return record;
  };
}
