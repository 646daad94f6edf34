import type { MatchingRule } from '../../metadata/model.ts';
import type { KeyDefinition } from '../keys/matchKey.ts';
import { company, email, emailOfDomain, firstNameInitial, lastNameSound, phone } from '../keys/parts.ts';
import type { CompiledRule } from '../model.ts';
import { type ItemSource, nameKeys } from '../record.ts';
import { compileStandard, type StandardRule, type StandardSegment } from './equation.ts';

type Name = 'first' | 'last' | 'email' | 'title' | 'company' | 'phone' | 'street' | 'city' | 'zip';

const source = 'help.salesforce.com, matching_rules_standard_contact_rule';

/**
 * The equation of 2016, of which the current page begins with the same words. `(City OR ZIP OR Phone)` makes three
 * segments.
 */
const segments: readonly StandardSegment<Name>[] = [
  { fields: ['first', 'last', 'title', 'company'] },
  { fields: ['first', 'last', 'email'] },
  { fields: ['first', 'last', 'phone', 'company'] },
  { fields: ['first', 'last', 'street', 'city'] },
  { fields: ['first', 'last', 'street', 'zip'] },
  { fields: ['first', 'last', 'street', 'phone'] },
  { fields: ['first', 'last', 'street', 'title'] },
  { fields: ['first', 'last', 'title', 'email'] },
  { fields: ['first', 'last', 'phone'] },
];

function keys(number: (name: Name) => number): readonly KeyDefinition[] {
  const names = [firstNameInitial(number('first')), lastNameSound(number('last'))];
  const last = [
    [email(number('email'))],
    [...names, emailOfDomain(number('email'))],
    [...names, company(5)(number('company'))],
    [...names, phone(number('phone'))],
  ];
  return last.map((parts) => ({ parts, certainty: 'documented', source }));
}

const notes = [
  "Salesforce's standard rule: the equation is that of a help page of 2016, of which the beginning of the current one says the same.",
];

const standard = (address: string, companyField: string, companySource: ItemSource): StandardRule<Name> => ({
  fields: {
    first: { field: 'FirstName', method: 'FirstName' },
    last: { field: 'LastName', method: 'LastName' },
    email: { field: 'Email', method: 'Exact' },
    title: { field: 'Title', method: 'Title' },
    company: { field: companyField, method: 'CompanyName', source: companySource },
    phone: { field: 'Phone', method: 'Phone' },
    street: { field: `${address}Street`, method: 'Street' },
    city: { field: `${address}City`, method: 'City' },
    zip: { field: `${address}PostalCode`, method: 'Zip' },
  },
  segments,
  keys,
  notes,
});

export function compileLeadRule(rule: MatchingRule): CompiledRule {
  return compileStandard(rule, standard('', 'Company', { keys: ['company'], named: true }));
}

/** Compares the name of the account that a contact belongs to. */
export function compileContactRule(rule: MatchingRule): CompiledRule {
  return compileStandard(
    rule,
    standard('Mailing', 'Account.Name', { keys: nameKeys('Account'), named: true }),
  );
}
