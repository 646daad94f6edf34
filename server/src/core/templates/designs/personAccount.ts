import { exact } from '../items.ts';
import type { RuleTemplate } from '../model.ts';
import { alertAndReport, report } from '../reactions.ts';

const ada = { FirstName: 'Ada', LastName: 'Byron', PersonEmail: 'ada.byron@engines.example' };

export const personAccount: RuleTemplate = {
  id: 'person-account',
  title: 'Person account: name and e-mail',
  does: 'Person account last name and e-mail address, exact; Allow + Alert + Report on create, Allow + Report on edit',
  goodFor:
    'For orgs with person accounts, whose duplicates the rules of accounts and contacts do not find. Salesforce’s own rule for them has to be switched on by hand.',
  object: 'PersonAccount',
  refuses: true,
  design: () => ({
    kind: 'design',
    object: 'PersonAccount',
    against: 'PersonAccount',
    compares: {
      kind: 'items',
      items: [exact('LastName'), exact('PersonEmail')],
      name: 'Person_Account_Name_Email_Exact',
      label: 'Person Account Name Email Exact',
      mappedFrom: null,
    },
    name: 'Person_Account_Name_and_Email',
    label: 'Person Account Name and Email',
    alertText: 'There is a person account with this name and e-mail address. Use that one?',
    description:
      'Asks on create about person accounts of the same name and e-mail address, reports them on edit.',
    onInsert: alertAndReport,
    onUpdate: report,
    security: 'EnforceSharingRules',
    condition: null,
    caveats: ['An org without person accounts does not take it: the deployment fails there.'],
    example: {
      existing: ada,
      same: { FirstName: 'Augusta', LastName: 'byron', PersonEmail: 'Ada.Byron@engines.example' },
      different: { ...ada, PersonEmail: 'a.byron@engines.example' },
      differsBy: ['PersonEmail'],
      other: { FirstName: 'Grace', LastName: 'Byron', PersonEmail: 'grace@compilers.example' },
      edited: ['PersonEmail'],
      exempt: null,
    },
  }),
};
