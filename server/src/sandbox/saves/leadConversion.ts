import { convertedObjects, convertLeadCell } from '../../core/outcome/leadConversion.ts';
import type { Values } from '../data/values.ts';
import { asSaved } from '../duplicates/asSaved.ts';
import { hasFound } from '../duplicates/hits.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { detectionOf } from './judge.ts';
import type { SaveOptions } from './model.ts';
import { DuplicateRefusal } from './refusal.ts';

/** A record that a lead conversion creates. */
export interface ConvertedRecord {
  readonly object: SandboxObject;
  readonly values: Values;
}

/**
 * What refuses the conversion of a lead into these new records; null: nothing. With "Require Validation for Converted
 * Leads" on any match refuses it, whatever the rule's action; off, no rule runs (facts, section 1.3).
 */
export function conversionRefusal(
  org: Org,
  session: Session,
  records: readonly ConvertedRecord[],
  options: Pick<SaveOptions, 'header' | 'version'>,
): DuplicateRefusal | null {
  const validation = org.metadata.catalog.leadConversionValidation ?? org.openPoints.conversionValidates;
  for (const { object, values } of records) {
    if (!convertedObjects.includes(object.name)) continue;
    const saved = asSaved(object, values, null, session);
    const probe = { object, values: saved, operation: 'insert' as const, id: null, session };
    const refusing = org.detector
      .detect(probe, detectionOf(org, options.header))
      .find((hit) => hasFound(hit) && convertLeadCell(hit.reaction, validation).result === 'refused');
    if (refusing) return new DuplicateRefusal(refusing, session, options);
  }
  return null;
}
