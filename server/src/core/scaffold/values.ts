import type { FieldScalar } from '../records/model.ts';
import { typeOf } from '../templates/fields.ts';
import { literal } from './apex/dialect.ts';
import { type FieldFacts, fieldFacts } from './fieldFacts.ts';
import type { RecordHelper, ScaffoldProject } from './model.ts';

/** A value of a field for tests: as the matching engine takes it, and as Apex makes it. */
export interface TestValue {
  readonly value: FieldScalar;
  readonly expression: string;
  /** The value for the next `number`, where the expression holds it. */
  readonly next?: FieldScalar;
  readonly helper?: RecordHelper;
}

/** Which record a value is for: the two that match, or another one, of which there are many (`number` in Apex). */
export type Which = 'same' | 'different';

const texts: Readonly<Record<string, readonly [same: string, different: string]>> = {
  firstname: ['Jonathan', 'Beatrice'],
  lastname: ['Byron', 'Kowalski'],
  middlename: ['Noel', 'Maria'],
  company: ['Analytical Engines', 'Harbour Bakery'],
  name: ['Analytical Engines', 'Harbour Bakery'],
  title: ['Chief Engineer', 'Baker'],
  street: ['120 Mill Lane', '4711 Harbour Avenue'],
  city: ['San Francisco', 'Boston'],
  postalcode: ['94105', '02110'],
  state: ['California', 'Massachusetts'],
  country: ['United States', 'United States'],
  phone: ['+1 415 555 0103', '+1 212 555 0188'],
};

/** Exact matching tells these apart by a number; states and countries may be picklists in the org. */
const takesANumber: ReadonlySet<string> = new Set([
  'firstname',
  'lastname',
  'middlename',
  'company',
  'name',
  'title',
  'street',
  'city',
]);

/** By the method of the matching rule, where the field's name says nothing. */
const byMethod: Readonly<Record<string, string>> = {
  FirstName: 'firstname',
  LastName: 'lastname',
  CompanyName: 'company',
  Phone: 'phone',
  City: 'city',
  Street: 'street',
  Zip: 'postalcode',
  Title: 'title',
};

export interface ValueOf {
  readonly object: string;
  readonly field: string;
  /** Method of the matching rule; null: the field is not compared. */
  readonly method: string | null;
  readonly which: Which;
}

/** A value that a save takes; or, a sentence, why there is none. */
export function valueFor(
  { object, field, method, which }: ValueOf,
  project: ScaffoldProject,
): TestValue | string {
  const info = project.schema.field(object, field);
  const facts = info === null ? null : fieldFacts(info, project);
  const type = (typeOf(object, field, project.schema) ?? 'text').toLowerCase();
  const isSame = which === 'same';
  switch (type) {
    case 'email':
      return email(isSame, facts);
    case 'phone':
      return text(texts.phone![isSame ? 0 : 1], facts);
    case 'url':
      return isSame ? text('https://engines.example', facts) : numbered('https://bakery.example/', '', facts);
    case 'number':
    case 'currency':
    case 'percent':
      // Others by their number: an external id may be unique.
      return isSame
        ? { value: 47, expression: '47' }
        : { value: 1000, expression: '1000 + number', next: 1001 };
    case 'checkbox':
      return { value: isSame, expression: String(isSame) };
    case 'date':
      return { value: '2026-01-01', expression: 'Date.newInstance(2026, 1, 1)' };
    case 'datetime':
      return { value: '2026-01-01T00:00:00Z', expression: 'Datetime.newInstanceGmt(2026, 1, 1)' };
    case 'picklist':
      return picklist(object, field, isSame);
    case 'lookup':
    case 'masterdetail':
      return lookup(object, field, isSame, project);
    case 'text':
    case 'textarea':
    case 'longtextarea':
    case 'html':
      return ofText(object, field, method, isSame, facts);
    default:
      return `A value of ${object}.${field}, which is of type ${type}, cannot be made up.`;
  }
}

function ofText(
  object: string,
  field: string,
  method: string | null,
  isSame: boolean,
  facts: FieldFacts | null,
): TestValue {
  const bare = field
    .toLowerCase()
    .replace(/__p?c$/, '')
    .replaceAll('_', '')
    .replace(/^(?:mailing|billing|shipping|other|person)(?=[a-z])/, '')
    .replace(/^companyname$/, 'company');
  const known = texts[byMethod[method ?? ''] ?? (bare === 'name' && /__c$/i.test(object) ? '' : bare)];
  if (known !== undefined) {
    const value = known[isSame ? 0 : 1];
    return !isSame && method === 'Exact' && takesANumber.has(bare)
      ? numbered(`${value} `, '', facts)
      : text(value, facts);
  }
  return isSame ? text('A-4711', facts) : numbered('B-', '', facts);
}

function email(isSame: boolean, facts: FieldFacts | null): TestValue {
  return isSame ? text('jonathan.byron@engines.example', facts) : numbered('baker', '@bakery.example', facts);
}

/** Cut where the field is shorter. */
function text(value: string, facts: FieldFacts | null): TestValue {
  const cut = facts?.length == null ? value : value.slice(0, facts.length);
  return { value: cut, expression: literal(cut) };
}

/** With the number of the record in it. */
function numbered(before: string, after: string, facts: FieldFacts | null): TestValue {
  const room = (facts?.length ?? 80) - before.length - after.length;
  if (room < 3) return text(before + after, facts);
  const end = after === '' ? '' : ` + ${literal(after)}`;
  return {
    value: `${before}0${after}`,
    expression: `${literal(before)} + number${end}`,
    next: `${before}1${after}`,
  };
}

/** Which values a picklist has the org knows. */
function picklist(object: string, field: string, isSame: boolean): TestValue {
  const at = isSame ? 0 : 1;
  return {
    value: isSame ? 'First' : 'Second',
    expression: `picklistValue(${object}.${field}, ${at})`,
    helper: 'picklist',
  };
}

const sampleIds = { same: '001000000000001AAA', different: '001000000000002AAA' };

function lookup(
  object: string,
  field: string,
  isSame: boolean,
  { schema }: ScaffoldProject,
): TestValue | string {
  const referenced = schema.field(object, field)?.referenceTo ?? [];
  const isAccount = /^(?:AccountId|ParentId)$/i.test(field)
    ? !/__c$/i.test(object)
    : referenced.length === 1 && /^account$/i.test(referenced[0]!);
  if (!isAccount) return `A record for ${object}.${field} to look up cannot be made up.`;
  return {
    value: isSame ? sampleIds.same : sampleIds.different,
    expression: `accountId(${literal(isSame ? 'Northgate Trading' : 'Oakfield Cooperative')})`,
    helper: 'account',
  };
}
