import { describe, expect, it } from 'vitest';
import {
  custom,
  customPermission,
  type Files,
  field,
  permissionSet,
  profile,
  root,
  told,
} from './peopleSections.ts';

describe('custom permissions', () => {
  const bypass: Files = {
    'customPermissions/Bypass_Duplicates.customPermission-meta.xml': customPermission('Bypass Duplicates'),
    'permissionsets/B.permissionset-meta.xml': permissionSet(custom('Bypass_Duplicates')),
  };
  it.each<[why: string, files: Files, told: readonly string[]]>([
    [
      'one of another name is none',
      { 'customPermissions/Allow_Refunds.customPermission': customPermission('x') },
      [],
    ],
    [
      '"Duplex" is no duplicate',
      { 'customPermissions/Skip_Duplex.customPermission': customPermission('x') },
      [],
    ],
    [
      'one that nothing reads exempts nobody',
      bypass,
      [
        'none: Custom permission Bypass_Duplicates is named like a switch for duplicate rules, and nothing here reads it: by what is here it exempts nobody.',
        '- It is given by 1 permission set, as far as the files say.',
        '- Permission sets: B.',
      ],
    ],
    [
      'one that a validation rule reads passes no duplicate rule',
      {
        ...bypass,
        'objects/Lead/validationRules/Email.validationRule-meta.xml': root(
          'ValidationRule',
          '<errorConditionFormula>NOT($Permission.Bypass_Duplicates)</errorConditionFormula>',
        ),
      },
      [
        'low: Custom permission Bypass_Duplicates is named like a switch for duplicate rules; no duplicate rule can ask for it, and what reads it here sets no option of one.',
        '- It is read by the validation rule Lead.Email.',
        '- It is given by 1 permission set, as far as the files say.',
        '- Permission sets: B.',
      ],
    ],
    [
      'one that code reads which sets allowSave takes effect, whatever its name',
      {
        'customPermissions/Loader.customPermission-meta.xml': customPermission('Loader'),
        'classes/Save.cls': `class Save { static final String NAME = 'Loader';
          void go() { if (FeatureManagement.checkPermission(NAME)) options.DuplicateRuleHeader.allowSave = true; } }`,
      },
      [
        'medium: Custom permission Loader reaches duplicate rules through what reads it.',
        '- It is read in code that also sets options of duplicate rules: the class Save.',
        '- It is read by the class Save.',
      ],
    ],
    [
      'tests that read one do not count',
      {
        'customPermissions/Loader.customPermission-meta.xml': customPermission('Loader'),
        'classes/SaveTest.cls': "@isTest class SaveTest { Boolean allowSave; String name = 'Loader'; }",
      },
      [],
    ],
  ])('%s', (_, files, expected) => {
    expect(told({ files }, 'custom-permission')).toEqual(expected);
  });

  it('one takes effect through a formula on the user that a rule asks for', () => {
    const files = {
      'customPermissions/Loader.customPermission-meta.xml': customPermission('Loader'),
      'objects/User/fields/Is_Loader__c.field-meta.xml': root(
        'CustomField',
        '<fullName>Is_Loader__c</fullName><formula>$Permission.Loader</formula><type>Checkbox</type>',
      ),
    };
    const rules = 'Lead: Block/Block when $User.Is_Loader__c equals false';
    expect(told({ files, rules }, 'custom-permission')).toContain(
      "- The formula of User.Is_Loader__c reads it, and rule 'Lead Rule' asks for that field.",
    );
    expect(told({ files }, 'custom-permission')).toEqual([]);
  });

  it('those for other checks are one statement', () => {
    const files = {
      'customPermissions/Bypass_Validation.customPermission-meta.xml': customPermission('Bypass'),
      'flows/Stage.flow-meta.xml': root('Flow', '<value>{!$Permission.Bypass_Validation}</value>'),
      'lwc/page/page.js': "import p from '@salesforce/customPermission/Bypass_Validation';",
    };
    expect(told({ files }, 'other-switches')).toEqual([
      'none: 1 custom permission looks like a switch for other checks: nothing found here lets it pass duplicate rules.',
      '- Bypass_Validation: read by the component page and the flow Stage.',
    ]);
  });
});

describe('fields that switch rules off', () => {
  it('who may edit them', () => {
    const files = {
      'profiles/Sales.profile': profile(field('Lead.Skip_Check__c'), field('User.Exempt__c')),
      'profiles/Other.profile': profile(field('Lead.Status')),
    };
    expect(
      told({ files, rules: 'Lead: Block/Block when Skip_Check__c equals false' }, 'switch-field'),
    ).toEqual([
      `medium: Lead.Skip_Check__c decides whether rule 'Lead Rule' runs (only where Skip_Check__c equals "false"); 1 profile lets users edit it, as far as the files say.`,
      '- Profiles: Sales.',
    ]);
    const onUser = { files, rules: 'Lead: Block/Block when $User.Exempt__c notEqual true' };
    expect(told(onUser, 'switch-field')[0]).toContain('User.Exempt__c decides whether');
    const nobody = { files, rules: 'Lead: Block/Block when Bypass__c equals false' };
    expect(told(nobody, 'switch-field')).toContain(
      '- No profile or permission set in the files lets its users edit it; code in system mode can set it all the same.',
    );
    expect(told({ files, rules: 'Lead: Block/Block when Status equals New' }, 'switch-field')).toEqual([]);
  });

  it('those that no rule asks for only look so', () => {
    const files = {
      'objects/Lead/fields/Skip_Duplicate_Check__c.field-meta.xml': root('CustomField', ''),
      'objects/Lead/fields/dupcheck__Skip_Duplicate__c.field-meta.xml': root('CustomField', ''),
      'objects/Lead/fields/Duplicate__c.field-meta.xml': root('CustomField', ''),
      'objects/Contact.object': root('CustomObject', '<fields><fullName>Ignore_Dups__c</fullName></fields>'),
      'classes/A.cls': 'class A { void a(Lead l) { l.Skip_Duplicate_Check__c = true; } }',
    };
    expect(told({ files }, 'idle-switch-field')).toEqual([
      'none: Lead.Skip_Duplicate_Check__c is named like a switch for duplicate rules, and no active rule that is known asks for it.',
      '- 1 file of code or metadata mentions it: what it does with it is not followed here.',
      'none: Contact.Ignore_Dups__c is named like a switch for duplicate rules, and no active rule that is known asks for it; nothing else here mentions it.',
    ]);
    const rules = 'Lead: Block/Block when Skip_Duplicate_Check__c equals false';
    expect(told({ files, rules }, 'idle-switch-field')).toHaveLength(1);
  });
});
