import { checkSave } from '../data/saveChecks.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import { readValues } from '../data/values.ts';
import { RestError } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { deleteRows } from './deleteRows.ts';
import type { RowDraft, SaveOptions } from './model.ts';
import { saveRow } from './saveRows.ts';

export interface Merge {
  /** What the master gets; its target is its id. */
  readonly master: RowDraft & { readonly target: { readonly kind: 'id' } };
  /** As the caller writes them. */
  readonly mergedIds: readonly string[];
}

export interface MergedRecords {
  readonly id: string;
  readonly mergedIds: readonly string[];
  /** Records that referred to what was merged, and refer to the master now. */
  readonly updatedRelatedIds: readonly string[];
}

const mergeable = new Set(['Account', 'Contact', 'Lead', 'Case']);
const mostMerged = 2;

/**
 * Merges records into a master: what refers to them refers to the master, and they are deleted. Merges by hand run no
 * duplicate rules; whether calls do is not documented (facts, section 1.2, rows 17 and 27).
 * @throws RestError what refuses it; nothing is changed then
 */
export function mergeRecords(
  org: Org,
  session: Session,
  { master, mergedIds }: Merge,
  options: Omit<SaveOptions, 'allOrNone'>,
): MergedRecords {
  const { object } = master;
  if (!mergeable.has(object.name)) {
    throw refusal('INVALID_TYPE', `sObject type '${object.name}' cannot be merged`);
  }
  if (mergedIds.length === 0 || mergedIds.length > mostMerged) {
    throw refusal('LIMIT_EXCEEDED', `One or two records are merged into a master, not ${mergedIds.length}`);
  }
  const [kept, ...merged] = [master.target.id, ...mergedIds].map((id) => recordOf(org, session, master, id));
  if (new Set([kept, ...merged]).size <= merged.length) {
    throw refusal('DUPLICATE_VALUE', 'A record cannot be merged with itself');
  }
  return org.store.transaction(() => {
    const updatedRelatedIds = merged.flatMap((record) => moveReferences(org, session, record, kept!));
    const ids = merged.map(({ id }) => id);
    if (org.schema.field(object.name, 'MasterRecordId')) {
      for (const record of merged) org.store.update(record, [['MasterRecordId', kept!.id]], session.user.id);
    }
    for (const outcome of deleteRows(org, session, ids, { allOrNone: true })) {
      if (!outcome.success) throw outcome.error;
    }
    // What is merged is no duplicate of the master any more.
    if (org.openPoints.mergesRunRules) saveRow(org, session, master, options);
    else if (master.fields.length > 0) {
      const values = readValues(org, session, object, master.fields, 'text');
      checkSave(org, session, object, values, kept!);
      org.store.update(kept!, values, session.user.id);
    }
    return { id: kept!.id, mergedIds: ids, updatedRelatedIds };
  });
}

function moveReferences(org: Org, session: Session, from: StoredRecord, to: StoredRecord): readonly string[] {
  const moved: string[] = [];
  for (const object of org.schema.objects) {
    // The sets of duplicates go on naming the record that was merged.
    if (object.name === 'DuplicateRecordItem') continue;
    for (const field of object.fields) {
      if (!field.referenceTo.includes(from.object.name)) continue;
      for (const record of org.store.withValue(object.name, field.name, from.id)) {
        org.store.update(record, [[field.name, to.id]], session.user.id);
        moved.push(record.id);
      }
    }
  }
  return moved;
}

function recordOf(org: Org, session: Session, { object }: RowDraft, text: string): StoredRecord {
  const id = asId(text);
  if (id === null) throw refusal('MALFORMED_ID', `bad id ${text}`);
  const record = org.store.record(id);
  if (record && record.object === object && session.canSee(record)) return record;
  if (org.store.deletedRecord(id)) throw refusal('ENTITY_IS_DELETED', 'entity is deleted');
  throw refusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

function refusal(code: string, message: string): RestError {
  return new RestError(400, code, message, { fields: [] });
}
