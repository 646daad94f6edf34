import type { FieldScalar } from '../../core/records/model.ts';
import type { StoredRecord } from '../data/storedRecord.ts';
import { attributesOf } from '../query/answer.ts';
import type { Session } from '../session.ts';
import type { RuleHit } from './detect.ts';

/** The fields of a matched record that an answer holds: those of the compact layout, where details are asked for. */
export function detailsOf(
  record: StoredRecord,
  session: Session,
  details: boolean,
): readonly (readonly [string, FieldScalar])[] {
  if (!details) return [];
  return record.object.compactLayout
    .filter((name) => session.canRead(record.object.name, name))
    .map((name) => [name, record.values.get(name) ?? null]);
}

/** Whether the record may be saved in spite of the rule. */
export function allowsSave({ reaction }: RuleHit): boolean {
  return reaction.action !== 'Block';
}

/** The `duplicateResut` of a REST error. */
export function resultJson(hit: RuleHit, session: Session, details: boolean, basePath: string): unknown {
  return {
    allowSave: allowsSave(hit),
    duplicateRule: hit.rule.name,
    duplicateRuleEntityType: entityOf(hit),
    errorMessage: hit.rule.alertText,
    matchResults: hit.matches.map((match) => ({
      entityType: match.entityType,
      errors:
        match.error === null ? [] : [{ fields: [], message: match.error, statusCode: 'UNKNOWN_EXCEPTION' }],
      matchEngine: match.engine,
      matchRecords: match.records.map((matched) => ({
        additionalInformation: [],
        // Found out only where they are asked for.
        fieldDiffs: details ? matched.fieldDiffs.map(({ difference, name }) => ({ difference, name })) : [],
        matchConfidence: matched.confidence,
        record: {
          attributes: attributesOf(matched.record, basePath),
          Id: matched.record.id,
          ...Object.fromEntries(detailsOf(matched.record, session, details)),
        },
      })),
      rule: match.rule,
      size: match.records.length,
      success: match.error === null,
    })),
  };
}

/** Person accounts are accounts. */
export function entityOf({ rule }: RuleHit): string {
  return rule.object === 'PersonAccount' ? 'Account' : rule.object;
}
