import type { RuleHit, RuleMatches } from '../duplicates/detect.ts';
import { allowsSave, detailsOf, entityOf } from '../duplicates/wire.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import type { SoapDialect } from './envelope.ts';
import { textOf } from './query.ts';
import { element, leaf } from './xml.ts';

interface Form {
  /** `duplicateResults` of a findDuplicates, `duplicateResult` of an error. */
  readonly name: 'duplicateResults' | 'duplicateResult';
  /** Whether the fields of the matched records are asked for. */
  readonly details: boolean;
  readonly dialect: SoapDialect;
}

/** A DuplicateResult (facts, section 2.2). */
export function duplicateResult(org: Org, session: Session, hit: RuleHit, form: Form): string {
  const isEmpty = hit.matches.every(({ records, error }) => records.length === 0 && error === null);
  const matches = isEmpty && org.openPoints.noMatch === 'absent' ? [] : hit.matches;
  return element(form.name, [
    leaf('allowSave', allowsSave(hit)),
    leaf('duplicateRule', hit.rule.name),
    leaf('duplicateRuleEntityType', entityOf(hit)),
    leaf('errorMessage', hit.rule.alertText),
    ...matches.map((match) => matchResult(session, match, form)),
  ]);
}

function matchResult(session: Session, match: RuleMatches, { details, dialect }: Form): string {
  const errors =
    match.error === null
      ? []
      : [element('errors', [leaf('message', match.error), leaf('statusCode', 'UNKNOWN_EXCEPTION')])];
  const records = match.records.map(({ record, fieldDiffs, confidence }) => {
    const isPartner = dialect.kind === 'partner';
    const fields = [
      ...(isPartner ? [leaf('sf:type', record.object.name)] : []),
      leaf('sf:Id', record.id),
      // Among the fields of the layout the id comes a second time.
      ...(isPartner && details ? [leaf('sf:Id', record.id)] : []),
      ...detailsOf(record, session, details).map(([name, value]) =>
        leaf(`sf:${name}`, value === null ? null : textOf(value)),
      ),
    ];
    return element('matchRecords', [
      ...fieldDiffs.map(({ difference, name }) =>
        element('fieldDiffs', [leaf('difference', difference), leaf('name', name)]),
      ),
      leaf('matchConfidence', confidence.toFixed(1)),
      element('record', fields, `xsi:type="sf:${isPartner ? 'sObject' : record.object.name}"`),
    ]);
  });
  return element('matchResults', [
    leaf('entityType', match.entityType),
    ...errors,
    leaf('matchEngine', match.engine),
    ...records,
    leaf('rule', match.rule),
    leaf('size', match.records.length),
    leaf('success', match.error === null),
  ]);
}
