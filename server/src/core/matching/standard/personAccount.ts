import type { MatchingRule } from '../../metadata/model.ts';
import type { KeyDefinition } from '../keys/matchKey.ts';
import { city, email, firstNameInitial, lastNameSound, street, wholePhone, zip } from '../keys/parts.ts';
import type { CompiledRule } from '../model.ts';
import { compileStandard, type StandardRule } from './equation.ts';

type Name = 'first' | 'last' | 'email' | 'phone' | 'street' | 'city' | 'zip' | 'mailing';

const source = 'help.salesforce.com, matching_rules_standard_person_account_rule';

/** Thresholds of names are 85 in the first three conditions and 75 in the fourth. */
const standard: StandardRule<Name> = {
  fields: {
    first: { field: 'FirstName', method: 'FirstName' },
    last: { field: 'LastName', method: 'LastName' },
    email: {
      field: 'PersonEmail',
      method: 'Exact',
      source: { keys: ['personemail', 'email'], named: false },
    },
    phone: { field: 'Phone', method: 'Phone' },
    street: { field: 'BillingStreet', method: 'Street' },
    city: { field: 'BillingCity', method: 'City' },
    zip: { field: 'BillingPostalCode', method: 'Zip' },
    mailing: {
      field: 'PersonMailingStreet',
      method: 'Street',
      source: { keys: ['personmailingstreet', 'mailingstreet'], named: false },
    },
  },
  segments: [
    { fields: ['first', 'last', 'email'] },
    { fields: ['first', 'last', 'street', 'city'] },
    { fields: ['first', 'last', 'street', 'zip'] },
    { fields: ['first', 'last', 'phone'] },
    { fields: ['first', 'last', 'phone', 'city', 'mailing'], threshold: 75 },
    { fields: ['first', 'last', 'phone', 'zip', 'mailing'], threshold: 75 },
  ],
  keys(number): readonly KeyDefinition[] {
    const names = [firstNameInitial(number('first')), lastNameSound(number('last'))];
    const all = [
      [email(number('email'))],
      [...names, city(number('city'))],
      [...names, zip(number('zip'))],
      [street(number('street'))],
      [wholePhone(number('phone'))],
    ];
    return all.map((parts) => ({ parts, certainty: 'documented', source }));
  },
  notes: [
    "Salesforce's standard rule for person accounts, after its help page. Which fields hold Street, City, ZIP and Phone is not said there: the billing address, Person Mailing Street and the account's Phone are compared.",
  ],
};

export function compilePersonAccountRule(rule: MatchingRule): CompiledRule {
  return compileStandard(rule, standard);
}
