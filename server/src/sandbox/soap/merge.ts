import { RestError, SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import { mergeRecords } from '../saves/mergeRecords.ts';
import type { Session } from '../session.ts';
import { child, children, type SoapCall } from './envelope.ts';
import type { SoapElement } from './reader.ts';
import { checkCount, errorXml, optionsOf } from './save.ts';
import { readSObject } from './sObjects.ts';
import { element, leaf } from './xml.ts';

/** `merge`, a result per request. */
export function merge(org: Org, session: Session, call: SoapCall): string {
  // jsforce and the WSDL call them by different names.
  const requests = [...children(call.body, 'request'), ...children(call.body, 'mergeRequests')];
  checkCount(requests.length);
  return requests.map((request) => mergeOne(org, session, call, request)).join('');
}

function mergeOne(org: Org, session: Session, call: SoapCall, request: SoapElement): string {
  const masterRecord = child(request, 'masterRecord');
  if (!masterRecord) throw new SoapFault('MISSING_ARGUMENT', 'masterRecord not specified');
  const { object, id, fields } = readSObject(org, session, masterRecord);
  const master = { object, fields, target: { kind: 'id', id: id ?? '' } } as const;
  const mergedIds = children(request, 'recordToMergeIds').map(({ text }) => text);
  try {
    const done = mergeRecords(org, session, { master, mergedIds }, optionsOf(call));
    return element('result', [
      leaf('id', done.id),
      ...done.mergedIds.map((one) => leaf('mergedRecordIds', one)),
      leaf('success', true),
      ...done.updatedRelatedIds.map((one) => leaf('updatedRelatedIds', one)),
    ]);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return element('result', [errorXml(org, session, call, error), leaf('id', null), leaf('success', false)]);
  }
}
