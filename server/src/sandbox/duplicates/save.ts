import { fieldKey } from '../../core/outcome/fieldNames.ts';
import type { RuleOperation } from '../../core/outcome/model.ts';
import { cellFor, rowOf, type TableChannel } from '../../core/outcome/table.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/store.ts';
import type { Values } from '../data/values.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import type { RuleHit } from './detect.ts';
import type { DuplicateHeader } from './header.ts';

/** The channels on which this org saves records. */
export type SaveChannel = Extract<
  TableChannel,
  'rest-record' | 'rest-external-id' | 'rest-collections' | 'soap'
>;

export interface SaveInput {
  readonly object: SandboxObject;
  readonly values: Values;
  /** The record that is updated; null for a new one. */
  readonly existing: StoredRecord | null;
  readonly channel: SaveChannel;
  readonly header: DuplicateHeader;
  /** Of the API: 66. */
  readonly version: number;
}

/** What the duplicate rules do with a save. */
export interface SaveVerdict {
  /** The first rule that refuses it; null: it is saved. */
  readonly refusedBy: RuleHit | null;
  /** Rules that found something, do not refuse it, and report. */
  readonly reportedBy: readonly RuleHit[];
}

/** Decides by the outcome model (core/outcome) what the active rules do with a save. */
export function judgeSave(org: Org, session: Session, input: SaveInput): SaveVerdict {
  const { object, values, existing } = input;
  const { openPoints } = org;
  const operation: RuleOperation = existing === null ? 'insert' : 'update';
  const hits = org.detector.detect(
    {
      object,
      values: new Map([...(existing?.values ?? []), ...values]),
      operation,
      id: existing?.id ?? null,
      session,
    },
    {
      honourConditions: true,
      enforceSharing: true,
      runUndecidedConditions: openPoints.runUndecidedConditions,
      changed:
        existing === null || openPoints.unrelatedUpdatesRunRules ? null : changedFields(existing, values),
    },
  );
  const found = hits.filter(({ matches }) => matches.some(({ records }) => records.length > 0));
  const refusing = found.find((hit) => refuses(org, hit, input));
  if (refusing) return { refusedBy: refusing, reportedBy: [] };
  const reporting = found.filter(
    ({ reaction }) => reaction.report && (!reaction.alert || openPoints.reportsAllowedSaves),
  );
  return { refusedBy: null, reportedBy: reporting };
}

function refuses(org: Org, { reaction }: RuleHit, { channel, header, version }: SaveInput): boolean {
  const row = rowOf(channel);
  const cell = cellFor(row, reaction);
  const counts = channel === 'soap' || version >= 52 || org.openPoints.headerBelowVersion52;
  const acknowledged = header.allowSave && counts && reaction.action === 'Allow' && reaction.alert;
  const decisive = acknowledged ? row.alertAllowSave : cell;
  return decisive?.result === 'refused' || decisive?.result === 'refused-unless-allow-save';
}

function changedFields(existing: StoredRecord, values: Values): ReadonlySet<string> {
  const changed = [...values].filter(([name, value]) => !same(existing.values.get(name) ?? null, value));
  return new Set(changed.map(([name]) => fieldKey(name)));
}

function same(one: FieldScalar, other: FieldScalar): boolean {
  return (one ?? '') === (other ?? '');
}

/** Writes the duplicate record sets of a save: one per rule that reports, with the record and its matches. */
export function writeReports(
  org: Org,
  session: Session,
  record: StoredRecord,
  hits: readonly RuleHit[],
): void {
  const sets = org.schema.object('DuplicateRecordSet')!;
  const items = org.schema.object('DuplicateRecordItem')!;
  for (const { rule, matches } of hits) {
    const matched = matches.flatMap(({ records }) => records.map((match) => match.record));
    const set = org.store.insert(
      sets,
      [
        ['DuplicateRuleId', org.ruleRecords.idOf(rule)],
        ['RecordCount', matched.length + 1],
      ],
      session.user.id,
    );
    for (const { id } of [record, ...matched]) {
      const values: [string, string][] = [
        ['DuplicateRecordSetId', set.id],
        ['RecordId', id],
      ];
      org.store.insert(items, values, session.user.id);
    }
  }
}
