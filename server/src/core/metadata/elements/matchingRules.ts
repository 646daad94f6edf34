import { methods } from '../../matching/methods/registry.ts';
import { silentCase } from '../../outcome/silentCases.ts';
import { sentence } from '../../outcome/words.ts';
import { methodText } from './methods.ts';
import { type Choice, element, type MetadataElement } from './model.ts';

const statuses: readonly (readonly [value: string, does: string, isReadOnly?: boolean])[] = [
  ['Active', 'Duplicate rules can compare by it.'],
  ['Inactive', 'Duplicate rules that name it do not compare by it.'],
  ['Activating', 'Salesforce writes it while it makes the match keys of the records.', true],
  ['ActivationFailed', 'Salesforce writes it where activation failed.', true],
  ['Deactivating', 'Salesforce writes it while the rule is being switched off.', true],
  ['DeactivationFailed', 'Salesforce writes it where deactivation failed.', true],
];

const blanks: readonly Choice[] = [
  {
    value: 'NullNotAllowed',
    does: 'A blank field matches nothing, also no other blank one. The default.',
    sources: ['MatchCriteria', 'MetaMR'],
  },
  {
    value: 'MatchBlanks',
    does: 'Two blank fields match; a blank field and one that is filled do not.',
    sources: ['MatchCriteria', 'MetaMR'],
  },
];

const item = element(
  'matchingRuleItems',
  'A field that is compared, and how. `booleanFilter` names it by its place among the items, from 1. At most one item may be a lookup.',
  ['MetaMR', 'MatchLimits'],
  {
    required: true,
    repeats: true,
    children: [
      element('blankValueBehavior', 'What a blank field matches.', ['MatchCriteria', 'MetaMR'], {
        choices: blanks,
      }),
      element(
        'fieldName',
        `The field, by its API name. Supported are fields of the types email, lookup, master-detail, number, phone, picklist (not multi-select), text and URL. ${silent('no-field-access')}`,
        ['MetaMR', 'MatchCriteria', 'Overview'],
        { required: true, holds: 'compared-field' },
      ),
      element(
        'matchingMethod',
        'How two values are compared, without regard to case. The fuzzy methods are made for Latin characters, and for phone numbers and ZIP codes of North America.',
        ['MetaMR', 'MatchAlgorithms', 'MatchConsiderations'],
        {
          required: true,
          holds: 'matching-method',
          choices: methods.map((method) => ({
            value: method.method,
            does: methodText(method),
            sources: ['MatchAlgorithms', 'MatchMethods'],
          })),
        },
      ),
    ],
  },
);

function silent(id: string): string {
  return sentence(`The rule finds nothing ${silentCase(id).when}`);
}

const rule = element(
  'matchingRules',
  'A matching rule: which fields are compared, and how. By itself it refuses nothing; a duplicate rule names it. An object has at most five active matching rules.',
  ['MetaMR', 'MatchLimits'],
  {
    required: true,
    repeats: true,
    children: [
      element(
        'booleanFilter',
        `How the items are joined, by their place: \`1 AND (2 OR 3)\`. Without it all must match. ${silent('fuzzy-field-in-or')}`,
        ['MetaMR', 'MatchConsiderations'],
        { holds: 'boolean-filter', canBeNil: true },
      ),
      element('description', 'What the rule is for.', ['MetaMR'], { canBeNil: true }),
      element(
        'fullName',
        'The developer name: duplicate rules name the matching rule by it.',
        ['MetaMR', 'MetaDup'],
        { required: true, holds: 'own-name' },
      ),
      element('label', 'The name that people read in Setup.', ['MetaMR'], { required: true }),
      item,
      element(
        'ruleStatus',
        'Whether duplicate rules can compare by it. Only Active and Inactive can be deployed.',
        ['MetaMR'],
        {
          required: true,
          choices: statuses.map(([value, does, isReadOnly]) => ({
            value,
            does,
            sources: ['MetaMR'],
            ...(isReadOnly && { isReadOnly }),
          })),
        },
      ),
    ],
  },
);

/** A file `matchingRules/Object.matchingRule-meta.xml`. */
export const matchingRulesElement: MetadataElement = element(
  'MatchingRules',
  'The matching rules of an object, which stands in the name of the file.',
  ['MetaMR'],
  { required: true, children: [rule] },
);
