import type { StoredRecord } from '../data/storedRecord.ts';
import type { SandboxField } from '../schema/model.ts';

/** The value of a field as REST writes it; null for a blank one. */
export function valueJson(record: StoredRecord, field: SandboxField): unknown {
  if (field.type === 'address') return addressJson(record, field);
  return record.values.get(field.name) ?? null;
}

const parts = ['City', 'Country', 'PostalCode', 'State', 'Street'] as const;

/** A compound field: `MailingAddress` is made of `MailingCity`, `MailingCountry` and so on. Null where all are blank. */
function addressJson(record: StoredRecord, { name }: SandboxField): unknown {
  const prefix = name.replace(/Address$/, '');
  const values = parts.map((part) => [part, record.values.get(`${prefix}${part}`) ?? null] as const);
  if (values.every(([, value]) => value === null)) return null;
  const { City, Country, PostalCode, State, Street } = Object.fromEntries(values);
  return {
    city: City,
    country: Country,
    geocodeAccuracy: null,
    latitude: null,
    longitude: null,
    postalCode: PostalCode,
    state: State,
    street: Street,
  };
}
