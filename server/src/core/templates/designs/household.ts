import { item } from '../items.ts';
import type { RuleTemplate } from '../model.ts';
import { report } from '../reactions.ts';

const ada = {
  FirstName: 'Ada',
  LastName: 'Byron',
  MailingStreet: '120 Mill Lane',
  MailingPostalCode: '94105',
};

export const household: RuleTemplate = {
  id: 'household',
  title: 'Household: contacts of one address',
  does: 'Contact last name, mailing street and ZIP, fuzzy; Allow + Report on create and edit',
  goodFor:
    'Finds contacts who live together: good for donations, mailings and advice that go to a household once. They are no duplicates, so it never refuses: each match is written into a duplicate record set, from which households are made.',
  object: 'Contact',
  refuses: false,
  design: () => ({
    kind: 'design',
    object: 'Contact',
    against: 'Contact',
    compares: {
      kind: 'items',
      items: [
        item('LastName', 'LastName'),
        item('MailingStreet', 'Street'),
        item('MailingPostalCode', 'Zip'),
      ],
      name: 'Contact_Household',
      label: 'Contact Household',
      mappedFrom: null,
    },
    name: 'Contact_Same_Household',
    label: 'Contacts of the Same Household',
    alertText: null,
    description:
      'Reports contacts of the same last name, street and ZIP. They are a household, no duplicates.',
    onInsert: report,
    onUpdate: report,
    security: 'EnforceSharingRules',
    condition: null,
    caveats: [
      'Fuzzy matching takes Latin letters, and of ZIP codes those of the US only: elsewhere, set the matching method of MailingPostalCode to Exact.',
      'Members of a household with different last names are not found.',
    ],
    example: {
      existing: ada,
      same: { ...ada, FirstName: 'William', MailingStreet: '120 mill lane' },
      different: { ...ada, FirstName: 'William', MailingStreet: '4711 Harbour Avenue' },
      differsBy: ['MailingStreet'],
      other: { LastName: 'Byron', MailingStreet: '4711 Harbour Avenue', MailingPostalCode: '94105' },
      edited: ['MailingStreet'],
      exempt: null,
    },
  }),
};
