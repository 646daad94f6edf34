import type { XmlElement } from '../../core/metadata/xml.ts';
import { readValues, type Values } from '../data/values.ts';
import type { RuleHit, RuleMatches } from '../duplicates/detect.ts';
import { findDuplicates } from '../duplicates/find.ts';
import { allowsSave, detailsOf, entityOf } from '../duplicates/wire.ts';
import { RestError, SoapFault } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { children, localName, type SoapCall, textIn } from './envelope.ts';
import { userInfoXml } from './userInfo.ts';
import { element, leaf } from './xml.ts';

/** Operations of `/services/Soap/u/NN.N`, by name. Each gives the content of its response. */
export const partnerOperations: Readonly<
  Record<string, (org: Org, session: Session, call: SoapCall) => string>
> = {
  findDuplicates: (org, session, call) =>
    findAll(
      org,
      session,
      call,
      children(call.body, 'sObjects').map((one) => probeOf(org, session, one)),
    ),
  findDuplicatesByIds: (org, session, call) =>
    findAll(
      org,
      session,
      call,
      children(call.body, 'ids').map(({ text }) => probeById(org, session, text)),
    ),
  getUserInfo: (org, session) => userInfoXml(org, session.user),
  getServerTimestamp: (org) => element('result', [leaf('timestamp', org.now().toISOString())]),
};

interface Probe {
  readonly object: SandboxObject;
  readonly values: Values;
  readonly id: string | null;
}

const batchSize = 50;

function findAll(org: Org, session: Session, call: SoapCall, probes: readonly Probe[]): string {
  if (probes.length > batchSize) {
    const message =
      'Configuration error: The number of records to check is greater than the permitted batch size.';
    throw new SoapFault('LIMIT_EXCEEDED', message);
  }
  const [first] = probes;
  if (!first) return '';
  if (probes.some(({ object }) => object !== first.object)) {
    throw new SoapFault(
      'INVALID_INPUT',
      'Configuration error: All records to check must be of the same type.',
    );
  }
  if (org.detector.activeRules(first.object.name).length === 0) {
    const message = `No active duplicate rules are defined for the ${first.object.name} object type`;
    throw new SoapFault('INVALID_OPERATION', message);
  }
  const header = call.headers.find((one) => localName(one) === 'DuplicateRuleHeader');
  const details = header !== undefined && textIn(header, 'includeRecordDetails') === 'true';
  return probes
    .map(({ object, values, id }) => {
      const hits = findDuplicates(org, session, object, values, id);
      const results = hits.map((hit) => duplicateResult(org, session, hit, details));
      return element('result', [...results, leaf('success', true)]);
    })
    .join('');
}

function probeOf(org: Org, session: Session, sObject: XmlElement): Probe {
  const type = textIn(sObject, 'type') ?? '';
  const object = org.schema.object(type);
  if (!object || !session.canReadObject(object.name)) {
    throw new SoapFault('INVALID_TYPE', `sObject type '${type}' is not supported.`);
  }
  const idText = textIn(sObject, 'Id');
  const id = idText ? probeById(org, session, idText).id : null;
  const given = sObject.children
    .filter((one) => !['type', 'Id', 'fieldsToNull'].includes(localName(one)))
    .map((one) => [localName(one), one.nil ? null : one.text] as const);
  const cleared = children(sObject, 'fieldsToNull').map(({ text }) => [text, null] as const);
  try {
    return { object, values: readValues(org, session, object, [...given, ...cleared]), id };
  } catch (error) {
    if (error instanceof RestError) throw new SoapFault(error.code, error.message);
    throw error;
  }
}

function probeById(org: Org, session: Session, text: string): Probe {
  const id = asId(text);
  if (id === null) throw new SoapFault('MALFORMED_ID', `bad id ${text}`);
  const record = org.store.record(id);
  if (!record || !session.canSee(record)) {
    throw new SoapFault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  }
  return { object: record.object, values: new Map(), id };
}

export function duplicateResult(org: Org, session: Session, hit: RuleHit, details: boolean): string {
  const isEmpty = hit.matches.every(({ records, error }) => records.length === 0 && error === null);
  const matches = isEmpty && org.openPoints.noMatch === 'absent' ? [] : hit.matches;
  return element('duplicateResults', [
    leaf('allowSave', allowsSave(hit)),
    leaf('duplicateRule', hit.rule.name),
    leaf('duplicateRuleEntityType', entityOf(hit)),
    leaf('errorMessage', hit.rule.alertText),
    ...matches.map((match) => matchResult(session, match, details)),
  ]);
}

function matchResult(session: Session, match: RuleMatches, details: boolean): string {
  const errors =
    match.error === null
      ? []
      : [element('errors', [leaf('message', match.error), leaf('statusCode', 'UNKNOWN_EXCEPTION')])];
  const records = match.records.map(({ record, fieldDiffs, confidence }) =>
    element('matchRecords', [
      ...fieldDiffs.map(({ difference, name }) =>
        element('fieldDiffs', [leaf('difference', difference), leaf('name', name)]),
      ),
      leaf('matchConfidence', confidence.toFixed(1)),
      element(
        'record',
        [
          leaf('sf:type', record.object.name),
          leaf('sf:Id', record.id),
          // Among the fields of the layout the id comes a second time.
          ...(details ? [leaf('sf:Id', record.id)] : []),
          ...detailsOf(record, session, details).map(([name, value]) => leaf(`sf:${name}`, value)),
        ],
        'xsi:type="sf:sObject"',
      ),
    ]),
  );
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
