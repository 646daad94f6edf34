import { fieldKey } from '../../core/outcome/fieldNames.ts';
import type { RuleOperation } from '../../core/outcome/model.ts';
import { cellFor, rowOf } from '../../core/outcome/table.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/store.ts';
import type { Values } from '../data/values.ts';
import type { RuleHit } from '../duplicates/detect.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import type { SaveOptions } from './model.ts';

export interface SaveInput extends Pick<SaveOptions, 'channel' | 'header' | 'version'> {
  readonly object: SandboxObject;
  readonly values: Values;
  /** The record that is updated; null for a new one. */
  readonly existing: StoredRecord | null;
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

/** The options of `/ui-api/records` are in its body, from version 43.0; the header of REST counts from 52.0. */
function headerCounts(org: Org, { channel, version }: SaveInput): boolean {
  if (channel === 'soap') return true;
  return version >= (channel === 'ui-api' ? 43 : 52) || org.openPoints.headerBelowVersion52;
}

function refuses(org: Org, { reaction }: RuleHit, input: SaveInput): boolean {
  const row = rowOf(input.channel);
  const isAlert = reaction.action === 'Allow' && reaction.alert;
  const acknowledged = input.header.allowSave && headerCounts(org, input) && isAlert;
  // Without such a cell the channel carries no option: what is sent does not count.
  const cell = (acknowledged && row.alertAllowSave) || cellFor(row, reaction);
  if (cell?.result === 'unknown') return !org.openPoints.openChannelsTakeHeader;
  return cell?.result === 'refused' || cell?.result === 'refused-unless-allow-save';
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
