import { matchingMethods } from '../metadata/matchingRule.ts';
import type { MatchingMethod, MatchingRuleItem } from '../metadata/model.ts';
import type { Schema } from '../metadata/objects.ts';
import { isPersonAccountField, standardField, standardFields } from '../metadata/standardFields.ts';
import { misspelt, nearest, suggestion } from '../records/suggest.ts';
import { item } from './items.ts';

/** A field that a matching rule can compare. */
export interface ComparableField {
  readonly name: string;
  readonly label: string;
  /** `Email`, `Lookup`, `Text`. */
  readonly type: string;
}

/** Types that matching rules take (help.salesforce.com, matching_rule_matching_criteria), in lower case. */
const comparedTypes = new Set([
  'email',
  'lookup',
  'masterdetail',
  'number',
  'phone',
  'picklist',
  'text',
  'url',
]);

/** Facts, section 4.4. */
const mostFields = 10;
const mostLookups = 1;

/** Of these nobody makes a rule. */
const uncompared = /^(?:OwnerId|RecordTypeId|CurrencyIsoCode)$/i;

/** What people compare most comes first. */
const ranks: readonly ((field: ComparableField) => boolean)[] = [
  ({ name }) => /^name$/i.test(name),
  ({ type }) => /^email$/i.test(type),
  ({ name }) => /(?:first|last|company)_?(?:name)?(?:__c)?$/i.test(name),
  ({ type }) => /^phone$/i.test(type),
  () => true,
];

/** The fields of an object that are known and can be compared; likely ones first, and of these the project's own. */
export function comparableFields(object: string, schema: Schema): readonly ComparableField[] {
  const home = homeOf(object);
  const own = schema
    .fields(home)
    .map(({ name, label, type }) => ({ name, label: label ?? name, type: type ?? '' }));
  const known = new Set(own.map(({ name }) => name.toLowerCase()));
  const standard = standardFields(home).filter(
    ({ name }) =>
      !known.has(name.toLowerCase()) &&
      !uncompared.test(name) &&
      (object.toLowerCase() !== 'account' || !isPersonAccountField(name)),
  );
  const fields = [...own.sort(byName), ...standard].flatMap(({ name, label, type }) => {
    const base = baseType(name, type);
    return comparedTypes.has(base.toLowerCase()) ? [{ name, label, type: base }] : [];
  });
  const rank = (field: ComparableField) => ranks.findIndex((matches) => matches(field));
  return fields.sort((a, b) => rank(a) - rank(b));
}

/** The fuzzy method that is made for a field; null: there is none. */
export function fuzzyMethod(object: string, { name, type }: ComparableField): MatchingMethod | null {
  const bare = name.replace(/__p?c$/i, '').replaceAll('_', '');
  if (/^(?:first|last)name$/i.test(bare)) return /^f/i.test(bare) ? 'FirstName' : 'LastName';
  if (/^company(?:name)?$/i.test(bare) || (/^name$/i.test(bare) && /^account$/i.test(object)))
    return 'CompanyName';
  if (/^phone$/i.test(type)) return 'Phone';
  if (/city$/i.test(bare)) return 'City';
  if (/street$/i.test(bare)) return 'Street';
  if (/(?:postalcode|zip(?:code)?)$/i.test(bare)) return 'Zip';
  return /^title$/i.test(bare) ? 'Title' : null;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

export interface ReadItems {
  readonly items: readonly MatchingRuleItem[];
  /** What is wrong; null: nothing. */
  readonly problem: string | null;
}

/** Reads `Email` and `LastName:LastName`, and holds them to the object's fields and to the limits of a matching rule. */
export function readItems(object: string, given: readonly string[], schema: Schema): ReadItems {
  const items: MatchingRuleItem[] = [];
  const wrong = (problem: string): ReadItems => ({ items, problem });
  for (const text of given) {
    const [field = '', method = 'Exact', more] = text.split(':').map((part) => part.trim());
    const known = matchingMethods.find((one) => one.toLowerCase() === method.toLowerCase());
    if (known === undefined || more !== undefined) {
      return wrong(`"${text}" names no method of matching. There are: ${matchingMethods.join(', ')}.`);
    }
    const name = fieldNamed(object, field, schema);
    if ('problem' in name) return wrong(name.problem);
    if (items.some((one) => one.field.toLowerCase() === name.name.toLowerCase())) {
      return wrong(`${name.name} is named twice.`);
    }
    items.push(item(name.name, known));
  }
  return { items, problem: limitProblem(object, items, schema) };
}

function limitProblem(object: string, items: readonly MatchingRuleItem[], schema: Schema): string | null {
  if (items.length > mostFields) return `A matching rule compares ${mostFields} fields at most.`;
  const lookups = items.filter(({ field }) =>
    /^(?:lookup|masterdetail)$/i.test(typeOf(object, field, schema) ?? ''),
  );
  if (lookups.length > mostLookups) {
    return `A matching rule compares ${mostLookups} lookup field at most, not ${lookups.map(({ field }) => field).join(' and ')}.`;
  }
  if (items.length > 0 && items.every(({ method }) => method === 'Title')) {
    return 'Salesforce makes no match key of a title: compare another field as well.';
  }
  return null;
}

function fieldNamed(
  object: string,
  field: string,
  schema: Schema,
): { readonly name: string } | { readonly problem: string } {
  const home = homeOf(object);
  const info = schema.field(home, field) ?? standardField(home, field);
  if (info) {
    const type = baseType(info.name, info.type ?? '');
    if (type === '' || comparedTypes.has(type.toLowerCase())) return { name: info.name };
    return { problem: `${object}.${info.name} is of type ${type}, which matching rules do not compare.` };
  }
  // Of standard objects only the common fields are known, of packages none; every object may have a Name.
  const isPackaged = /^\w+?__\w+__p?c$/i.test(field);
  const isCustomField = /__p?c$/i.test(field);
  const isCustomObject = /__c$/i.test(object);
  // One letter off a field that is known.
  const slip = misspelt(
    field,
    standardFields(home).map(({ name }) => name),
  );
  const mayBeThere =
    isPackaged || (slip === null && !isCustomField && (!isCustomObject || /^name$/i.test(field)));
  if (mayBeThere && /^[A-Za-z]\w*$/.test(field)) return { name: field };
  const names = comparableFields(object, schema).map(({ name }) => name);
  return {
    problem: `${object} has no field "${field}" in this project.${suggestion(nearest(field, names), names)}`,
  };
}

/** As people know the field: `Last Name`. */
export function labelOf(object: string, field: string, schema: Schema): string {
  const home = homeOf(object);
  return schema.field(home, field)?.label ?? standardField(home, field)?.label ?? field;
}

/** Null where the type is not known. */
export function typeOf(object: string, field: string, schema: Schema): string | null {
  const home = homeOf(object);
  const type = schema.field(home, field)?.type ?? standardField(home, field)?.type ?? null;
  return type === null ? null : baseType(field, type);
}

/** `Text(40)` → `Text`; the text areas of addresses are compared as texts, lookups of several kinds are not. */
function baseType(field: string, type: string): string {
  if (/^lookup\(.*,/i.test(type)) return 'Polymorphic lookup';
  const base = type.replace(/\(.*$/, '');
  return /^text ?area$/i.test(base) && /Street$/.test(field) ? 'Text' : base;
}

/** Person accounts have the fields of accounts. */
function homeOf(object: string): string {
  return /^personaccount$/i.test(object) ? 'Account' : object;
}
