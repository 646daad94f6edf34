import { SoapFault } from '../errors.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { children, type SoapCall, textIn } from './envelope.ts';
import { recordXml } from './query.ts';
import { checkCount } from './save.ts';
import { objectNamed } from './sObjects.ts';
import { leaf } from './xml.ts';

const mostRecords = 2000;

/** The partner API's `retrieve`: a record per id, nil where there is none. */
export function retrieveRecords(org: Org, session: Session, call: SoapCall): string {
  const object = objectNamed(org, session, textIn(call.body, 'sObjectType') ?? '');
  const names = (textIn(call.body, 'fieldList') ?? '').split(',').map((name) => name.trim());
  const fields = names.map((name) => {
    const field = org.schema.field(object.name, name);
    if (field && session.canRead(object.name, field.name)) return field.name;
    throw new SoapFault('INVALID_FIELD', `No such column '${name}' on entity '${object.name}'.`);
  });
  const ids = children(call.body, 'ids').map(({ text }) => text);
  checkCount(ids.length, mostRecords);
  return ids
    .map((text) => {
      const id = asId(text);
      if (id === null) throw new SoapFault('MALFORMED_ID', `bad id ${text}`);
      const record = org.store.record(id);
      if (!record || record.object !== object || !session.canSee(record)) return leaf('result', null);
      const values = fields.map((name) => [name, record.values.get(name) ?? null] as const);
      const attributes = { type: object.name };
      return recordXml('result', call, { attributes, Id: id, ...Object.fromEntries(values) });
    })
    .join('');
}
