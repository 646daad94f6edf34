import { exact, item } from '../items.ts';
import type { RuleTemplate } from '../model.ts';
import { alertAndReport, block, report } from '../reactions.ts';

const sharingOfBlock =
  'It compares with all accounts, also with those that are not shared with the user (BypassSharingRules): else who cannot see the other account could create it once more.';

export const accountExactName: RuleTemplate = {
  id: 'account-exact-name',
  title: 'Account: exact name',
  does: 'Account name, exact; Block on create and edit',
  goodFor:
    'No two accounts of the same name, whoever saves them and how. Letter case does not count; everything else does, so that “Acme” and “Acme Inc” are two accounts: the fuzzy rule beside it asks about those.',
  object: 'Account',
  refuses: true,
  design: () => ({
    kind: 'design',
    object: 'Account',
    against: 'Account',
    compares: {
      kind: 'items',
      items: [exact('Name')],
      name: 'Account_Name_Exact',
      label: 'Account Name Exact',
      mappedFrom: null,
    },
    name: 'Account_Exact_Name',
    label: 'Exact Account Name',
    alertText: 'An account of this name exists. Use that one, or give this one another name.',
    description: 'No two accounts of the same name.',
    onInsert: block,
    onUpdate: block,
    security: 'BypassSharingRules',
    condition: null,
    caveats: [sharingOfBlock],
    example: {
      existing: { Name: 'Analytical Engines' },
      same: { Name: 'analytical engines' },
      different: { Name: 'Analytical Engines Ltd' },
      differsBy: ['Name'],
      other: { Name: 'Difference Works' },
      edited: ['Name'],
      exempt: null,
    },
  }),
};

export const accountFuzzyName: RuleTemplate = {
  id: 'account-fuzzy-name',
  title: 'Account: fuzzy name',
  does: 'Account name, fuzzy; Allow + Alert + Report on create, Allow + Report on edit',
  goodFor:
    'Asks who creates “Acme, Inc.” where there is “Acme Corporation”: words such as Inc and Corp do not count, and acronyms are tried. It finds more than it should, so it asks and never blocks. Latin letters only.',
  object: 'Account',
  refuses: true,
  design: () => ({
    kind: 'design',
    object: 'Account',
    against: 'Account',
    compares: {
      kind: 'items',
      items: [item('Name', 'CompanyName')],
      name: 'Account_Name_Fuzzy',
      label: 'Account Name Fuzzy',
      mappedFrom: null,
    },
    name: 'Account_Fuzzy_Name',
    label: 'Fuzzy Account Name',
    alertText: 'There are accounts of a similar name. Use one of them?',
    description: 'Asks about accounts of a similar name on create, reports them on edit.',
    onInsert: alertAndReport,
    onUpdate: report,
    security: 'EnforceSharingRules',
    condition: null,
    caveats: [],
    example: {
      existing: { Name: 'Analytical Engines Inc.' },
      same: { Name: 'Analytical Engines Corporation' },
      different: { Name: 'Harbour Bakery' },
      differsBy: ['Name'],
      other: { Name: 'Difference Works' },
      edited: ['Name'],
      exempt: null,
    },
  }),
};
