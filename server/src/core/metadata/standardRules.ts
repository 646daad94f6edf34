import type { DuplicateRule, FieldMapping, MatchRuleReference } from './model.ts';

/**
 * Salesforce's standard duplicate rules as a new org has them: Allow + Alert on create, Allow + Report on edit,
 * Enforce Sharing Rules; those of leads and contacts also compare with each other (help.salesforce.com,
 * duplicate_rules_standard_account_rule, …_contact_rule, …_lead_rule). The rule for person accounts must be
 * switched on by hand, so none is assumed.
 */
export const standardRules: readonly DuplicateRule[] = [
  standardRule('Account', [same('Account', 'Standard_Account_Match_Rule_v1_0')]),
  standardRule('Contact', [
    same('Contact', 'Standard_Contact_Match_Rule_v1_1'),
    across('Lead', 'Standard_Lead_Match_Rule_v1_0', (lead, contact) => [contact, lead]),
  ]),
  standardRule('Lead', [
    same('Lead', 'Standard_Lead_Match_Rule_v1_0'),
    across('Contact', 'Standard_Contact_Match_Rule_v1_1', (lead, contact) => [lead, contact]),
  ]),
];

/** Salesforce's own matching rules, in the versions that the files of orgs name. */
export const standardMatchingRules: readonly { readonly object: string; readonly name: string }[] = [
  { object: 'Account', name: 'Standard_Account_Match_Rule_v1_0' },
  { object: 'Contact', name: 'Standard_Contact_Match_Rule_v1_1' },
  { object: 'Lead', name: 'Standard_Lead_Match_Rule_v1_0' },
  { object: 'PersonAccount', name: 'Standard_PersonAccount_Match_Rule_v1_0' },
];

/** Fields of a lead and of a contact that the standard rules compare with each other. */
function leadAndContactFields(): readonly (readonly [string, string])[] {
  return [
    ['FirstName', 'FirstName'],
    ['LastName', 'LastName'],
    ['Email', 'Email'],
    ['Phone', 'Phone'],
    ['Title', 'Title'],
    ['Street', 'MailingStreet'],
    ['City', 'MailingCity'],
    ['PostalCode', 'MailingPostalCode'],
    ['Company', 'AccountId'],
  ];
}

function standardRule(object: string, matchRules: readonly MatchRuleReference[]): DuplicateRule {
  const name = `Standard_${object}_Duplicate_Rule`;
  return {
    fullName: `${object}.${name}`,
    object,
    name,
    label: `Standard ${object} Duplicate Rule`,
    active: true,
    onInsert: { action: 'Allow', alert: true, report: false },
    onUpdate: { action: 'Allow', alert: false, report: true },
    alertText: 'Use one of these records?',
    security: 'EnforceSharingRules',
    sortOrder: 1,
    filter: null,
    matchRules,
    source: { kind: 'assumed' },
  };
}

function same(objectType: string, matchingRule: string): MatchRuleReference {
  return { objectType, matchingRule, mapping: null };
}

function across(
  objectType: string,
  matchingRule: string,
  direction: (lead: string, contact: string) => [input: string, output: string],
): MatchRuleReference {
  const mapping = leadAndContactFields().map(([lead, contact]): FieldMapping => {
    const [inputField, outputField] = direction(lead, contact);
    return { inputField, outputField };
  });
  return { objectType, matchingRule, mapping };
}
