import { outcomesOf } from '../../outcome/outcomeList.ts';
import { silentCase } from '../../outcome/silentCases.ts';
import { sentence } from '../../outcome/words.ts';
import { type Choice, element, type MetadataElement } from './model.ts';

const blocks = outcomesOf({ action: 'Block', alert: false, report: false });
const alerts = outcomesOf({ action: 'Allow', alert: true, report: false });
const reports = outcomesOf({ action: 'Allow', alert: false, report: true });
const neither = outcomesOf({ action: 'Allow', alert: false, report: false });

const actions: readonly Choice[] = [
  {
    value: 'Allow',
    does: `The operations decide what becomes of a record that matches, by where it is saved. With Alert:\n\n${alerts}\n\nWith Report:\n\n${reports}\n\nWith neither:\n\n${neither}`,
    sources: ['MetaDup'],
  },
  {
    value: 'Block',
    does: `What becomes of a record that matches, by where it is saved:\n\n${blocks}`,
    sources: ['MetaDup'],
  },
];

const operations: readonly Choice[] = [
  {
    value: 'Alert',
    does: `Only where the action is Allow. What becomes of a record that matches, by where it is saved:\n\n${alerts}`,
    sources: ['MetaDup'],
  },
  {
    value: 'Report',
    does: `The record is listed in a duplicate record set. Only where the action is Allow. Without Alert:\n\n${reports}`,
    sources: ['MetaDup', 'Overview'],
  },
];

const securityOptions: readonly Choice[] = [
  {
    value: 'EnforceSharingRules',
    does: `The rule compares only with records that are shared with the running user. ${silent('not-shared')}`,
    sources: ['MetaDup', 'SharingReport'],
  },
  {
    value: 'BypassSharingRules',
    does: 'The rule compares with all records, also with those that the running user cannot see.',
    sources: ['MetaDup'],
  },
];

/** With the words that the rule editor of Setup has for them. */
const filterOperations: readonly (readonly [value: string, does: string])[] = [
  ['equals', 'The field has the value; commas separate several.'],
  ['notEqual', 'The field has another value; commas separate several.'],
  ['lessThan', 'The field is less than the value.'],
  ['greaterThan', 'The field is greater than the value.'],
  ['lessOrEqual', 'The field is less than the value, or the same.'],
  ['greaterOrEqual', 'The field is greater than the value, or the same.'],
  ['contains', 'The value is somewhere in the field; commas separate several.'],
  ['notContain', 'The value is nowhere in the field; commas separate several.'],
  ['startsWith', 'The field begins with the value; commas separate several.'],
  ['includes', 'One of the values is selected in the multi-select picklist.'],
  ['excludes', 'None of the values is selected in the multi-select picklist.'],
  ['within', 'The field lies within the distance of a place.'],
];

function silent(id: string): string {
  return sentence(`The rule finds nothing ${silentCase(id).when}`);
}

const conditions = element(
  'duplicateRuleFilterItems',
  'One condition: a field, an operation and a value. The rule runs only where the conditions hold.',
  ['MetaDup'],
  {
    repeats: true,
    children: [
      element(
        'field',
        `The field, of the object that \`table\` names. ${silent('blank-lookup-in-condition')}`,
        ['MetaDup', 'Considerations'],
        { required: true, holds: 'condition-field' },
      ),
      element('operation', 'How the field is compared with the value.', ['MetaDup'], {
        required: true,
        choices: filterOperations.map(([value, does]) => ({ value, does, sources: ['MetaDup'] })),
      }),
      element('value', 'What the field is compared with; blank where it is left out.', ['MetaDup'], {
        required: true,
        canBeNil: true,
        holds: 'condition-value',
      }),
      element('valueField', 'A field that the field is compared with, in place of a value.', ['MetaDup'], {
        holds: 'condition-field',
        canBeNil: true,
      }),
      element('sortOrder', 'The number of the condition, from 1: `booleanFilter` names it.', ['MetaDup'], {
        required: true,
        holds: 'condition-order',
      }),
      element(
        'table',
        `The object of the field. \`User\` makes it a condition on the running user: the only documented way to exempt users. ${silent('portal-user-condition')}`,
        ['MetaDup', 'Considerations', 'UserConditions'],
        { required: true, holds: 'condition-table' },
      ),
    ],
  },
);

const filter = element(
  'duplicateRuleFilter',
  `The conditions of the rule; nil where it always runs. ${silent('condition-false')}`,
  ['MetaDup', 'UserConditions'],
  {
    canBeNil: true,
    children: [
      element(
        'booleanFilter',
        'How the conditions are joined, by their numbers: `1 AND (2 OR 3)`. Nil where all must hold.',
        ['MetaDup'],
        { holds: 'boolean-filter', canBeNil: true },
      ),
      conditions,
    ],
  },
);

const mapping = element(
  'objectMapping',
  'For a rule across objects: which field of the saved record is compared with which field of the other object. Nil within one object.',
  ['MetaDup'],
  {
    canBeNil: true,
    children: [
      element('inputObject', 'The object of the record that is saved.', ['MetaDup'], {
        required: true,
        holds: 'object',
      }),
      element('mappingFields', 'Two fields that are compared with each other.', ['MetaDup'], {
        required: true,
        repeats: true,
        children: [
          element('inputField', 'The field of the record that is saved.', ['MetaDup'], {
            required: true,
            holds: 'input-field',
          }),
          element('outputField', 'The field of the object that it is compared with.', ['MetaDup'], {
            required: true,
            holds: 'output-field',
          }),
        ],
      }),
      element('outputObject', 'The object whose records it is compared with.', ['MetaDup'], {
        required: true,
        holds: 'object',
      }),
    ],
  },
);

const matchRules = element(
  'duplicateRuleMatchRules',
  'A matching rule by which records are compared. A duplicate rule has at most three, at most one per object that is compared with.',
  ['MetaDup', 'Overview'],
  {
    required: true,
    repeats: true,
    children: [
      element(
        'matchRuleSObjectType',
        "The object whose records are compared with. Another one than the rule's own makes it a rule across objects, which needs an `objectMapping`.",
        ['MetaDup'],
        { required: true, holds: 'object' },
      ),
      element(
        'matchingRule',
        `The developer name of a matching rule of that object. ${silent('inactive')}`,
        ['MetaDup', 'MetaMR'],
        { required: true, holds: 'matching-rule' },
      ),
      mapping,
    ],
  },
);

function action(name: string, when: string): MetadataElement {
  return element(name, `What happens when a record ${when} and matches another one.`, ['MetaDup'], {
    required: true,
    choices: actions,
  });
}

function operation(name: string, when: string): MetadataElement {
  return element(
    name,
    `What an Allow rule does when a record ${when} and matches another one: an alert, a report, or both in an element each. Without any, it is saved without a trace.`,
    ['MetaDup'],
    { repeats: true, choices: operations },
  );
}

/** A file `duplicateRules/Object.Name.duplicateRule-meta.xml`. */
export const duplicateRuleElement: MetadataElement = element(
  'DuplicateRule',
  "What Salesforce does with a record that matches another one. The object and the rule's developer name stand in the name of the file.",
  ['MetaDup'],
  {
    required: true,
    children: [
      action('actionOnInsert', 'is created'),
      action('actionOnUpdate', 'is edited'),
      element(
        'alertText',
        'What the user reads in the alert, and the message of the error DUPLICATES_DETECTED. Documented for Allow; rules that block commonly have one, too.',
        ['MetaDup', 'RestHeader'],
        { canBeNil: true },
      ),
      element('description', 'What the rule is for.', ['MetaDup'], { canBeNil: true }),
      filter,
      matchRules,
      element(
        'isActive',
        'Whether the rule runs. An object has at most five active duplicate rules.',
        ['MetaDup', 'Overview'],
        { required: true, holds: 'boolean' },
      ),
      element('masterLabel', 'The name that people read in Setup.', ['MetaDup'], { required: true }),
      operation('operationsOnInsert', 'is created'),
      operation('operationsOnUpdate', 'is edited'),
      element('securityOption', 'With which records the rule compares.', ['MetaDup'], {
        required: true,
        choices: securityOptions,
      }),
      element(
        'sortOrder',
        'The place of the rule among those of its object: 1, 2, 3 without a gap, or the deployment fails.',
        ['MetaDup', 'SortOrders'],
        { required: true, holds: 'rule-order' },
      ),
    ],
  },
);
