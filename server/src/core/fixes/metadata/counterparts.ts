import type { Schema } from '../../metadata/objects.ts';
import { standardField } from '../../metadata/standardFields.ts';

/** Fields of a lead, a contact, an account and a person account that hold the same; '' where the object has none. */
const rows: readonly (readonly [lead: string, contact: string, account: string, person: string])[] = [
  ['FirstName', 'FirstName', '', 'FirstName'],
  ['LastName', 'LastName', '', 'LastName'],
  ['Name', 'Name', '', 'Name'],
  ['Email', 'Email', '', 'PersonEmail'],
  ['Phone', 'Phone', 'Phone', 'Phone'],
  ['MobilePhone', 'MobilePhone', '', 'PersonMobilePhone'],
  ['', 'HomePhone', '', 'PersonHomePhone'],
  ['', 'OtherPhone', '', 'PersonOtherPhone'],
  ['Fax', 'Fax', 'Fax', 'Fax'],
  ['Title', 'Title', '', 'PersonTitle'],
  ['', 'Birthdate', '', 'PersonBirthdate'],
  ['Company', 'AccountId', 'Name', ''],
  ['Company', 'Account', 'Name', ''],
  ['Website', '', 'Website', 'Website'],
  ['Industry', '', 'Industry', 'Industry'],
  ...['Street', 'City', 'PostalCode', 'State', 'StateCode', 'Country', 'CountryCode'].flatMap(
    (part) =>
      [
        [part, `Mailing${part}`, `Billing${part}`, ''],
        ['', `Mailing${part}`, '', `PersonMailing${part}`],
      ] as const,
  ),
];

const columns: Readonly<Record<string, number>> = { lead: 0, contact: 1, account: 2, personaccount: 3 };

/**
 * The field of one object that stands for a field of another one: standard fields of leads, contacts and accounts,
 * and fields that both objects have under one name. Null where that is not known.
 */
export function counterpart(from: string, to: string, field: string, schema: Schema): string | null {
  const [column, target] = [columns[from.toLowerCase()], columns[to.toLowerCase()]];
  if (column !== undefined && target !== undefined) {
    const row = rows.find((one) => one[column]!.toLowerCase() === field.toLowerCase() && one[target] !== '');
    if (row) return row[target]!;
  }
  if (/__/.test(field)) {
    const custom = customCounterpart(to, field, schema);
    if (custom !== null) return custom;
  }
  // The name of one standard object is not the name of another one.
  if (/^name$/i.test(field) || /id$/i.test(field)) return null;
  const [here, there] = [standardField(from, field), standardField(to, field)];
  return here && there && here.type === there.type ? there.name : null;
}

/** The custom field of the same name; `X__pc` of a person account is `X__c` of its contact, and of others by custom. */
function customCounterpart(to: string, field: string, schema: Schema): string | null {
  const isPerson = /^personaccount$/i.test(to);
  const stem = field.replace(/__p?c$/i, '');
  const names = isPerson ? [field, `${stem}__pc`] : [field, `${stem}__c`];
  for (const name of names) {
    const held = schema.field(isPerson ? 'Account' : to, name)?.name;
    if (held) return /__pc$/i.test(name) ? held.replace(/__c$/i, '__pc') : held;
  }
  return null;
}
