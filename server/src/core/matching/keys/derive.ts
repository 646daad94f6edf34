import { type Certainty, weakest } from '../certainty.ts';
import type { CompiledItem, RuleSegment } from '../model.ts';
import type { KeyDefinition, KeyPart } from './matchKey.ts';
import { company, emailOfDomain, firstNameInitial, lastNameSound, partOf, phone } from './parts.ts';

const process = 'help.salesforce.com, matching_rules_match_key_process';
const examples = 'help.salesforce.com, matching_rule_matching_examples';
const normalisation = 'help.salesforce.com, matching_rules_normalization_for_match_keys';
const standardRule = 'help.salesforce.com, matching_rules_standard_contact_rule';

/** How well known it is what an item with this method adds to a key of criteria. */
const certainties: Readonly<Record<CompiledItem['method']['method'], readonly [Certainty, string]>> = {
  Exact: ['documented', normalisation],
  City: ['documented', normalisation],
  CompanyName: ['documented', examples],
  Phone: ['documented', examples],
  FirstName: ['approximate', standardRule],
  LastName: ['approximate', standardRule],
  Street: ['approximate', 'help.salesforce.com, matching_rules_standard_person_account_rule'],
  Zip: ['approximate', 'help.salesforce.com, matching_rules_standard_person_account_rule'],
  Title: ['documented', process],
};

/** Keys of a custom rule: one per segment that is evaluated, each once, in their order. */
export function keysOfSegments(
  object: string,
  segments: readonly RuleSegment[],
  items: readonly CompiledItem[],
): readonly KeyDefinition[] {
  const keys = new Map<string, KeyDefinition>();
  for (const segment of segments) {
    if (segment.leftOut !== null) continue;
    const compared = segment.items.map((number) => items[number - 1]!);
    const key = predefined(object, compared) ?? derived(compared);
    const name = key?.parts.map(({ notation }) => notation).join(' ');
    if (key && name && !keys.has(name)) keys.set(name, key);
  }
  return [...keys.values()];
}

/** Null where no field adds to a key: no key is made of Title. */
function derived(items: readonly CompiledItem[]): KeyDefinition | null {
  const parts = items.map(partOf).filter((part): part is KeyPart => part !== null);
  if (parts.length === 0) return null;
  // Values that are not equal fail the rule with or without a key.
  if (items.every(({ method }) => method.method === 'Exact')) {
    return { parts, certainty: 'exact', source: normalisation };
  }
  const known = items.map(({ method }) => certainties[method.method]);
  const certainty = weakest(...known.map(([one]) => one));
  const source = known.find(([one]) => one === certainty)![1];
  return { parts, certainty, source };
}

type Role = 'first' | 'last' | 'company' | 'email' | 'phone';

const roles: Readonly<Record<string, Role>> = {
  firstname: 'first',
  lastname: 'last',
  company: 'company',
  account: 'company',
  'account.name': 'company',
  email: 'email',
  phone: 'phone',
};

/**
 * The predefined key of a standard combination of fields, of which one at least is compared fuzzily. The
 * documentation shows First Name, Last Name and Company; the others are those of the standard rules.
 */
function predefined(object: string, items: readonly CompiledItem[]): KeyDefinition | null {
  if (!/^(contact|lead)$/i.test(object) || items.length !== 3) return null;
  if (items.every(({ method }) => method.method === 'Exact')) return null;
  const byRole = new Map(items.map((item) => [roles[item.key], item.number]));
  const [first, last] = [byRole.get('first'), byRole.get('last')];
  if (first === undefined || last === undefined) return null;
  const names = [firstNameInitial(first), lastNameSound(last)];
  const [companyItem, emailItem, phoneItem] = [
    byRole.get('company'),
    byRole.get('email'),
    byRole.get('phone'),
  ];
  if (companyItem !== undefined) {
    return { parts: [...names, company(6)(companyItem)], certainty: 'documented', source: process };
  }
  const third =
    emailItem !== undefined ? emailOfDomain(emailItem) : phoneItem !== undefined ? phone(phoneItem) : null;
  return third && { parts: [...names, third], certainty: 'approximate', source: standardRule };
}
