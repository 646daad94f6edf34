import type { Schema } from '../../metadata/objects.ts';
import { standardField } from '../../metadata/standardFields.ts';

/** Fields of a lead, a contact and an account that hold the same; '' where the object has none. */
const rows: readonly (readonly [lead: string, contact: string, account: string])[] = [
  ['FirstName', 'FirstName', ''],
  ['LastName', 'LastName', ''],
  ['Name', 'Name', ''],
  ['Email', 'Email', ''],
  ['Phone', 'Phone', 'Phone'],
  ['MobilePhone', 'MobilePhone', ''],
  ['Fax', 'Fax', 'Fax'],
  ['Title', 'Title', ''],
  ['Company', 'AccountId', 'Name'],
  ['Company', 'Account', 'Name'],
  ['Website', '', 'Website'],
  ['Industry', '', 'Industry'],
  ...['Street', 'City', 'PostalCode', 'State', 'StateCode', 'Country', 'CountryCode'].map(
    (part) => [part, `Mailing${part}`, `Billing${part}`] as const,
  ),
];

const columns: Readonly<Record<string, number>> = { lead: 0, contact: 1, account: 2 };

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
  const custom = /__/.test(field) ? schema.field(to, field)?.name : undefined;
  if (custom) return custom;
  // The name of one standard object is not the name of another one.
  if (/^name$/i.test(field) || /id$/i.test(field)) return null;
  const [here, there] = [standardField(from, field), standardField(to, field)];
  return here && there && here.type === there.type ? there.name : null;
}
