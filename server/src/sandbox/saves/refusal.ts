import type { RuleHit } from '../duplicates/hits.ts';
import { resultJson } from '../duplicates/wire.ts';
import { RestError } from '../errors.ts';
import type { Session } from '../session.ts';
import type { SaveOptions } from './model.ts';

/**
 * DUPLICATES_DETECTED. As a REST error it carries its result as `duplicateResut`, spelled as Salesforce spells it
 * (facts, section 2.1); other protocols write it from the hit.
 */
export class DuplicateRefusal extends RestError {
  readonly hit: RuleHit;
  readonly includeRecordDetails: boolean;

  constructor(hit: RuleHit, session: Session, { header, version }: Pick<SaveOptions, 'header' | 'version'>) {
    const result = resultJson(hit, session, header.includeRecordDetails, `/services/data/v${version}.0`);
    super(400, 'DUPLICATES_DETECTED', hit.rule.alertText ?? '', { members: { duplicateResut: result } });
    this.hit = hit;
    this.includeRecordDetails = header.includeRecordDetails;
  }
}
