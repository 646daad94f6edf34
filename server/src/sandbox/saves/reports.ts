import type { DuplicateRule } from '../../core/metadata/model.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import { type RuleHit, recordsOf } from '../duplicates/hits.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import type { SaveVerdict } from './judge.ts';

/** A record that was saved, and what was said of it before. */
export interface SavedRow extends Pick<SaveVerdict, 'reporting' | 'probe' | 'detection'> {
  readonly record: StoredRecord;
}

/** Of one record at most so many duplicates come into a set (facts, section 4.4). */
const mostDuplicates = 100;

/**
 * Writes what the rules report of the rows of one call: the saved record, its duplicates, and, unlike where rules
 * refuse, the other rows of the call (facts, section 1.1). Records that several rows have in common are in one set.
 */
export function writeReports(org: Org, session: Session, rows: readonly SavedRow[]): void {
  if (!rows.some(({ reporting }) => reporting.length > 0)) return;
  const groups = new Map<DuplicateRule, Set<StoredRecord>[]>();
  const saved = new Set(rows.map(({ record }) => record));
  for (const row of rows) {
    for (const hit of row.reporting) {
      const others = [...recordsOf(hit), ...(rows.length > 1 ? amongRows(org, row, hit, saved) : [])];
      if (others.length === 0) continue;
      const known = groups.get(hit.rule) ?? [];
      groups.set(hit.rule, joined(known, [row.record, ...others.slice(0, mostDuplicates)]));
    }
  }
  for (const [rule, sets] of groups) for (const records of sets) writeSet(org, session, rule, [...records]);
}

function amongRows(
  org: Org,
  { record, probe, detection }: SavedRow,
  { rule }: RuleHit,
  saved: ReadonlySet<StoredRecord>,
): readonly StoredRecord[] {
  const now = { ...probe, id: record.id, values: record.values };
  const hit = org.detector.detect(now, detection).find((one) => one.rule === rule);
  return hit ? recordsOf(hit).filter((one) => saved.has(one)) : [];
}

/** The sets, and one of these records with all sets that hold one of them. */
function joined(sets: readonly Set<StoredRecord>[], records: readonly StoredRecord[]): Set<StoredRecord>[] {
  const touched = sets.filter((set) => records.some((record) => set.has(record)));
  const all = new Set([...touched.flatMap((set) => [...set]), ...records]);
  return [...sets.filter((set) => !touched.includes(set)), all];
}

function writeSet(org: Org, session: Session, rule: DuplicateRule, records: readonly StoredRecord[]): void {
  const { store, schema, ruleRecords, openPoints } = org;
  const ruleId = ruleRecords.idOf(rule);
  const set =
    (openPoints.reportsExtendSets ? setWithOneOf(org, ruleId, records) : null) ??
    store.insert(schema.object('DuplicateRecordSet')!, [['DuplicateRuleId', ruleId]], session.user.id);
  const held = new Set(itemsOf(org, set.id).map(({ values }) => values.get('RecordId')));
  for (const { id } of records) {
    if (held.has(id)) continue;
    const values: [string, string][] = [
      ['DuplicateRecordSetId', set.id],
      ['RecordId', id],
    ];
    store.insert(schema.object('DuplicateRecordItem')!, values, session.user.id);
  }
  countItems(org, session, set.id);
}

/** The oldest set of the rule that holds one of the records. */
function setWithOneOf({ store }: Org, ruleId: string, records: readonly StoredRecord[]): StoredRecord | null {
  const sets = records
    .flatMap(({ id }) => store.withValue('DuplicateRecordItem', 'RecordId', id))
    .map(({ values }) => store.record(String(values.get('DuplicateRecordSetId'))))
    .filter((set) => set !== null)
    .filter(({ values }) => values.get('DuplicateRuleId') === ruleId);
  return sets.sort((one, other) => one.ordinal - other.ordinal)[0] ?? null;
}

function itemsOf({ store }: Org, setId: string): readonly StoredRecord[] {
  return store.withValue('DuplicateRecordItem', 'DuplicateRecordSetId', setId);
}

/** Brings the number of its items that a duplicate record set shows up to date. */
export function countItems(org: Org, session: Session, setId: string): void {
  const set = org.store.record(setId);
  const count = itemsOf(org, setId).length;
  if (set && set.values.get('RecordCount') !== count) {
    org.store.update(set, [['RecordCount', count]], session.user.id);
  }
}
