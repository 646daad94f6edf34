import { readValues, type Values } from '../data/values.ts';
import { findDuplicates } from '../duplicates/find.ts';
import { SoapFault } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import type { Session } from '../session.ts';
import { duplicateResult } from './duplicateResult.ts';
import { children, headerText, isTrue, type SoapCall } from './envelope.ts';
import type { SoapElement } from './reader.ts';
import { orFault, readSObject } from './sObjects.ts';
import { element, leaf } from './xml.ts';

interface Probe {
  readonly object: SandboxObject;
  readonly values: Values;
  readonly id: string | null;
}

const batchSize = 50;

/** By values, by id, or by id with values on top. */
export function findDuplicatesOf(org: Org, session: Session, call: SoapCall): string {
  const sObjects = children(call.body, 'sObjects');
  const probes = sObjects.map((one) => probeOf(org, session, one));
  return findAll(org, session, call, probes);
}

export function findDuplicatesByIds(org: Org, session: Session, call: SoapCall): string {
  const probes = children(call.body, 'ids').map(({ text }) => probeById(org, session, text));
  return findAll(org, session, call, probes);
}

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
      'INVALID_OPERATION',
      'Configuration error: All records to check must be of the same type.',
    );
  }
  if (org.detector.activeRules(first.object.name).length === 0) {
    const message = `No active duplicate rules are defined for the ${first.object.name} object type`;
    throw new SoapFault('NO_ACTIVE_DUPLICATE_RULE', message);
  }
  const details = isTrue(headerText(call, 'DuplicateRuleHeader', 'includeRecordDetails'));
  const { dialect } = call;
  return probes
    .map(({ object, values, id }) => {
      const hits = findDuplicates(org, session, object, values, id);
      const results = hits.map((hit) =>
        duplicateResult(org, session, hit, { name: 'duplicateResults', details, dialect }),
      );
      return element('result', [...results, leaf('success', true)]);
    })
    .join('');
}

function probeOf(org: Org, session: Session, sObject: SoapElement): Probe {
  const { object, id, fields } = readSObject(org, session, sObject);
  const known = id === null ? null : probeById(org, session, id).id;
  return orFault(() => ({ object, values: readValues(org, session, object, fields), id: known }));
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
