import { fieldKey } from '../../core/outcome/fieldNames.ts';
import type { RuleOperation } from '../../core/outcome/model.ts';
import { cellFor, rowOf } from '../../core/outcome/table.ts';
import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import type { Values } from '../data/values.ts';
import { asSaved } from '../duplicates/asSaved.ts';
import type { DetectionOptions, Probe } from '../duplicates/detect.ts';
import type { DuplicateHeader } from '../duplicates/header.ts';
import { hasFound, type RuleHit } from '../duplicates/hits.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import type { SaveOptions } from './model.ts';

export interface SaveInput extends Pick<SaveOptions, 'channel'> {
  readonly object: SandboxObject;
  readonly values: Values;
  /** The record that is updated; null for a new one. */
  readonly existing: StoredRecord | null;
  /** What counts of it. */
  readonly header: DuplicateHeader;
}

/** What the duplicate rules do with a save. */
export interface SaveVerdict {
  /** The rule that refuses it; null: it is saved. */
  readonly refusedBy: RuleHit | null;
  /** Rules that report what they find, also those that found nothing: rows of the same call count then. */
  readonly reporting: readonly RuleHit[];
  /** With which they were asked. */
  readonly probe: Probe;
  readonly detection: DetectionOptions;
}

/** Decides by the outcome model (core/outcome) what the active rules do with a save. */
export function judgeSave(org: Org, session: Session, input: SaveInput): SaveVerdict {
  const { object, values, existing } = input;
  const { openPoints } = org;
  const operation: RuleOperation = existing === null ? 'insert' : 'update';
  const probe: Probe = {
    object,
    values: asSaved(object, values, existing, session),
    operation,
    id: existing?.id ?? null,
    session,
  };
  const runsAll = existing === null || openPoints.unrelatedUpdatesRunRules;
  const detection: DetectionOptions = {
    ...detectionOf(org, input.header),
    changed: runsAll ? null : changedFields(existing, values),
  };
  const hits = org.detector.detect(probe, detection);
  const first = hits.findIndex(hasFound);
  const processed = first < 0 || openPoints.laterRulesRun ? hits : hits.slice(0, first + 1);
  const refusing = processed.filter((hit) => hasFound(hit) && refuses(org, hit, input));
  const named = openPoints.errorNames === 'block' ? refusing.find(isBlock) : undefined;
  const refusedBy = named ?? refusing[0] ?? null;
  const reporting = refusedBy === null ? processed.filter((hit) => reports(org, hit)) : [];
  return { refusedBy, reporting, probe, detection };
}

/** How rules look for what a save would double. */
export function detectionOf({ openPoints }: Org, header: SaveInput['header']): DetectionOptions {
  return {
    honourConditions: true,
    enforcesSharing: ({ security }) =>
      header.runAsCurrentUser === true
        ? security !== 'BypassSharingRules' || openPoints.runAsCurrentUserHides
        : security !== 'BypassSharingRules' && openPoints.sharingWithoutRunAs,
    runUndecidedConditions: openPoints.runUndecidedConditions,
    changed: null,
    candidatesOverCap: openPoints.candidatesOverCap,
  };
}

function refuses(org: Org, { reaction }: RuleHit, input: SaveInput): boolean {
  const row = rowOf(input.channel);
  const isAlert = reaction.action === 'Allow' && reaction.alert;
  const acknowledged = input.header.allowSave && isAlert;
  const cell = (acknowledged && row.alertAllowSave) || cellFor(row, reaction);
  if (cell?.result === 'unknown') return !org.openPoints.openChannelsTakeHeader;
  return cell?.result === 'refused' || cell?.result === 'refused-unless-allow-save';
}

function isBlock({ reaction }: RuleHit): boolean {
  return reaction.action === 'Block';
}

/** A rule that alerts, and found something, reports only what allowSave let through. */
function reports({ openPoints }: Org, hit: RuleHit): boolean {
  const { action, alert, report } = hit.reaction;
  return action === 'Allow' && report && (!alert || !hasFound(hit) || openPoints.reportsAllowedSaves);
}

function changedFields(existing: StoredRecord, values: Values): ReadonlySet<string> {
  const changed = [...values].filter(([name, value]) => !same(existing.values.get(name) ?? null, value));
  const keys = new Set(changed.map(([name]) => fieldKey(name)));
  if (keys.has('firstname') || keys.has('lastname')) keys.add('name');
  return keys;
}

/** The store trims texts. */
function same(one: FieldScalar, other: FieldScalar): boolean {
  const text = (value: FieldScalar) => (typeof value === 'string' ? value.trim() : (value ?? ''));
  return text(one) === text(other);
}
