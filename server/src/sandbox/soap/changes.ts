import type { Org } from '../org.ts';
import { askData } from '../rest/inner.ts';
import type { Session } from '../session.ts';
import { type SoapCall, textIn } from './envelope.ts';
import { textOf } from './query.ts';
import { objectNamed, orFault } from './sObjects.ts';
import { element, leaf } from './xml.ts';

interface Deleted {
  readonly deletedRecords: readonly { readonly id: string; readonly deletedDate: string }[];
  readonly earliestDateAvailable: string;
  readonly latestDateCovered: string;
}

interface Updated {
  readonly ids: readonly string[];
  readonly latestDateCovered: string;
}

export function getDeleted(org: Org, session: Session, call: SoapCall): string {
  const answer = ask(org, session, call, 'deleted') as Deleted;
  return element('result', [
    ...answer.deletedRecords.map(({ id, deletedDate }) =>
      element('deletedRecords', [leaf('deletedDate', textOf(deletedDate)), leaf('id', id)]),
    ),
    leaf('earliestDateAvailable', textOf(answer.earliestDateAvailable)),
    leaf('latestDateCovered', textOf(answer.latestDateCovered)),
  ]);
}

export function getUpdated(org: Org, session: Session, call: SoapCall): string {
  const answer = ask(org, session, call, 'updated') as Updated;
  return element('result', [
    ...answer.ids.map((id) => leaf('ids', id)),
    leaf('latestDateCovered', textOf(answer.latestDateCovered)),
  ]);
}

function ask(org: Org, session: Session, call: SoapCall, what: 'deleted' | 'updated'): unknown {
  const object = objectNamed(org, session, textIn(call.body, 'sObjectType') ?? '');
  const parameters = {
    start: textIn(call.body, 'startDate') ?? '',
    end: textIn(call.body, 'endDate') ?? '',
  };
  const path = `/sobjects/${object.name}/${what}`;
  return orFault(() => askData(org, session, { version: call.version, path, parameters }));
}
