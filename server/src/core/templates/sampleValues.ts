import type { MatchingRuleItem } from '../metadata/model.ts';
import type { Schema } from '../metadata/objects.ts';
import type { FieldScalar } from '../records/model.ts';
import { typeOf } from './fields.ts';
import type { FieldValues, RuleExample } from './model.ts';

/** A value, one that matches it, and one that does not. */
type Values = readonly [there: FieldScalar, same: FieldScalar, different: FieldScalar];

const byMethod: Readonly<Record<string, Values>> = {
  FirstName: ['Jonathan', 'jonathan', 'Beatrice'],
  LastName: ['Byron', 'byron', 'Kowalski'],
  CompanyName: ['Analytical Engines Inc.', 'Analytical Engines Corporation', 'Harbour Bakery'],
  Phone: ['+1 415 555 0103', '415-555-0103', '+1 212 555 0188'],
  City: ['San Francisco', 'san francisco', 'Boston'],
  Street: ['120 Mill Lane', '120 mill lane', '4711 Harbour Avenue'],
  Zip: ['94105', '94105', '02110'],
  Title: ['Chief Engineer', 'chief engineer', 'Baker'],
};

const byType: Readonly<Record<string, Values>> = {
  email: ['ada.byron@engines.example', 'Ada.Byron@engines.example', 'a.byron@engines.example'],
  phone: ['+1 415 555 0103', '+1 415 555 0103', '+1 212 555 0188'],
  url: ['https://engines.example', 'https://engines.example', 'https://bakery.example'],
  number: [4711, 4711, 4712],
  lookup: ['001000000000001AAA', '001000000000001AAA', '001000000000002AAA'],
  masterdetail: ['a00000000000001AAA', 'a00000000000001AAA', 'a00000000000002AAA'],
  picklist: ['First', 'First', 'Second'],
};

const engines = 'Analytical Engines';

const text: Values = ['A-4711', 'a-4711', 'B-0815'];

/** Fields without which a record is not saved. */
const needed: Readonly<Record<string, FieldValues>> = {
  account: { Name: 'Harper & Co' },
  contact: { LastName: 'Harper' },
  lead: { LastName: 'Harper', Company: 'Compilers' },
};

/** Records of an object for the tests of a rule that compares these fields. @param needsAll they all have to match */
export function exampleFor(
  object: string,
  items: readonly MatchingRuleItem[],
  schema: Schema,
  needsAll = true,
): Omit<RuleExample, 'exempt'> {
  const values = items.map((item): readonly [string, Values] => [item.field, valuesOf(object, item, schema)]);
  const record = (
    which: 0 | 1 | 2,
    only: readonly number[] = values.map((_, index) => index),
  ): FieldValues => ({
    ...needed[object.toLowerCase()],
    ...Object.fromEntries(
      values.map(([field, all], index) => [
        field,
        all[only.includes(index) ? which : which === 2 ? 1 : which],
      ]),
    ),
  });
  return {
    existing: record(0),
    same: record(1),
    // Where all have to match, one field is enough.
    different: needsAll ? record(2, [0]) : record(2),
    differsBy: (needsAll ? items.slice(0, 1) : items).map(({ field }) => field),
    other: record(2),
    edited: items.map(({ field }) => field),
  };
}

function valuesOf(object: string, { field, method }: MatchingRuleItem, schema: Schema): Values {
  const ofMethod = byMethod[method];
  if (ofMethod) return ofMethod;
  if (/^account$/i.test(object) && field === 'Name')
    return [engines, engines.toLowerCase(), 'Harbour Bakery'];
  const ofField = byMethod[field.replace(/^(?:Mailing|Billing|Shipping|Other)/, '')];
  const type = typeOf(object, field, schema)?.toLowerCase() ?? 'text';
  if (type === 'text' && ofField) return [ofField[0], ofField[0], ofField[2]];
  return byType[type] ?? text;
}
