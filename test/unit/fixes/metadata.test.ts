import { describe, expect, test } from 'vitest';
import { readConfigText } from '../../../server/src/core/config/configFile.ts';
import { defaultSettings, settingsSchema } from '../../../server/src/core/config/settings.ts';
import { applyEdits } from '../../../server/src/core/text.ts';
import {
  type Files,
  found,
  matchingRulesXml,
  projectOf,
  root,
  textOf,
  uriOf,
} from '../../support/ruleFiles.ts';
import { apply, fixesOf, fixNamed, pathOf } from './metadataFixes.ts';

describe('renumber-sort-orders', () => {
  const orders = (files: Readonly<Record<string, string>>) =>
    Object.entries(files).map(
      ([path, text]) =>
        `${/\w+\.\w+/.exec(path.split('/').at(-1)!)![0]} ${/<sortOrder>(.*?)</.exec(text)![1]}`,
    );

  test.each<[string, Files, readonly string[]]>([
    [
      'two with the same number',
      {
        'Lead.A': { sortOrder: 2 },
        'Lead.B': { sortOrder: 2 },
        'Lead.C': { sortOrder: 1 },
        'Lead.D': { sortOrder: 7 },
        'Contact.A': { sortOrder: 2 },
      },
      ['Lead.A 2', 'Lead.B 3', 'Lead.C 1', 'Lead.D 4', 'Contact.A 2'],
    ],
    [
      'copies in another package',
      { 'Lead.A': {}, 'Lead.B': {}, 'other/duplicateRules/Lead.B.duplicateRule': {} },
      ['Lead.A 1', 'Lead.B 2', 'Lead.B 2'],
    ],
    [
      'person accounts on their own',
      { 'PersonAccount.A': {}, 'PersonAccount.B': {}, 'Account.A': {} },
      ['PersonAccount.A 1', 'PersonAccount.B 2', 'Account.A 1'],
    ],
  ])('%s', (_, files, expected) => {
    const project = projectOf(files);
    const [first = ''] = Object.keys(files);
    const fix = fixNamed(project, first, 'duplicate-sort-order', 'renumber-sort-orders');
    expect(orders(apply(project, fix, files))).toEqual(expected);
    for (const name of Object.keys(files)) expect(project.findings(uriOf(name))).toEqual([]);
  });

  test('says what it does', () => {
    const files = { 'Lead.A': {}, 'Lead.B': {} };
    const title = (settings = {}) =>
      fixNamed(projectOf(files, settings), 'Lead.A', 'duplicate-sort-order', 'renumber-sort-orders').title;
    expect(title()).toBe(
      'Number the 2 Lead rules of this project from 1, in their present order; rules that only the org has keep their numbers',
    );
    expect(title({ completeObjects: ['Lead'] })).toBe(
      'Number the 2 Lead rules of this project from 1, in their present order',
    );
  });
});

describe('add-object-mapping', () => {
  const mapped = (files: Files, name: string) => {
    const project = projectOf(files);
    const fix = fixNamed(project, name, 'missing-object-mapping', 'add-object-mapping');
    const text = apply(project, fix, files)[pathOf(name)]!;
    const pairs = [...text.matchAll(/<inputField>(.*?)<\/inputField>\s*<outputField>(.*?)</g)].map(
      ([, a, b]) => `${a} ${b}`,
    );
    return {
      title: fix.title,
      pairs,
      left: project.findings(uriOf(name)).map(({ message }) => message),
      text,
    };
  };

  test('the fields of the matching rule, with standard counterparts', () => {
    const files = {
      'Lead.A': { matching: 'Contact.Contact_Match' },
      Contact: matchingRulesXml('Contact_Match: FirstName~FirstName, Email, AccountId, MailingCity'),
    };
    const { title, pairs, left, text } = mapped(files, 'Lead.A');
    expect(title).toBe('Add the objectMapping from Lead to Contact');
    expect(pairs).toEqual(['FirstName FirstName', 'Email Email', 'Company AccountId', 'City MailingCity']);
    expect(left).toEqual([]);
    expect(text).toContain(`        <matchingRule>Contact_Match</matchingRule>
        <objectMapping>
            <inputObject>Lead</inputObject>
            <mappingFields>
                <inputField>FirstName</inputField>
                <outputField>FirstName</outputField>
            </mappingFields>
`);
  });

  test("the fields of Salesforce's own rules", () => {
    const files = { 'Contact.A': { matching: 'Lead.Standard_Lead_Match_Rule_v1_0' } };
    const { pairs, left } = mapped(files, 'Contact.A');
    expect(pairs).toContain('AccountId Company');
    expect(left).toEqual([]);
  });

  test("the fields that orgs map for Salesforce's own rule on accounts", () => {
    const files = { 'Lead.A': { matching: 'Account.Standard_Account_Match_Rule_v1_0' } };
    const { pairs, left } = mapped(files, 'Lead.A');
    expect(pairs.slice(0, 2)).toEqual(['Company Name', 'City BillingCity']);
    expect(pairs).toHaveLength(8);
    expect(left).toEqual([]);
  });

  test('person accounts: standard fields, and custom ones of their contacts', () => {
    const field = '<CustomField><fullName>Code__c</fullName><type>Text</type></CustomField>';
    const objects = 'force-app/main/default/objects';
    const fields = {
      [`${objects}/Lead/fields/Code__c.field-meta.xml`]: field,
      [`${objects}/Contact/fields/Code__c.field-meta.xml`]: field,
    };
    const toPerson = {
      'Lead.A': { matching: 'PersonAccount.Person_Match' },
      PersonAccount: matchingRulesXml('Person_Match: PersonEmail, PersonMobilePhone, Code__pc'),
      ...fields,
    };
    expect(mapped(toPerson, 'Lead.A').pairs).toEqual([
      'Email PersonEmail',
      'MobilePhone PersonMobilePhone',
      'Code__c Code__pc',
    ]);
    const toLead = {
      'PersonAccount.A': { matching: 'Lead.Lead_Match' },
      Lead: matchingRulesXml('Lead_Match: Email, Code__c'),
      ...fields,
    };
    expect(mapped(toLead, 'PersonAccount.A').pairs).toEqual(['PersonEmail Email', 'Code__pc Code__c']);
  });

  test('a place for what is not known, of which the analysis reminds', () => {
    const files = {
      'Lead.A': { matching: 'Thing__c.Thing_Match' },
      Thing__c: matchingRulesXml('Thing_Match: Email__c, Code__c'),
      'force-app/main/default/objects/Lead/fields/Code__c.field-meta.xml':
        '<CustomField><fullName>Code__c</fullName><type>Text</type></CustomField>',
    };
    const { title, pairs, left } = mapped(files, 'Lead.A');
    expect(title).toBe('Add the objectMapping from Lead to Thing__c, with a field of Lead to fill in');
    expect(pairs).toEqual([' Email__c', 'Code__c Code__c']);
    expect(left).toEqual([
      '<inputField> is empty. Name a field, or write xsi:nil="true" where none is compared.',
    ]);
  });

  test.each([
    ['no element', (text: string) => text.replace(/\n *<objectMapping.*\/>/, '')],
    [
      'an empty element',
      (text: string) => text.replace(/<objectMapping.*\/>/, '<objectMapping></objectMapping>'),
    ],
    ['one line', (text: string) => text.replaceAll(/\n */g, '')],
    ['carriage returns and tabs', (text: string) => text.replaceAll('\n', '\r\n').replaceAll('    ', '\t')],
    ['a prefix', (text: string) => text.replaceAll(/<(\/?)(?=[a-zD])/g, '<$1m:')],
  ])('other formats: %s', (_, change) => {
    const files = {
      'Lead.A': change(textOf('Lead.A', { matching: 'Contact.Standard_Contact_Match_Rule_v1_1' })),
    };
    const { left, text } = mapped(files, 'Lead.A');
    expect(left).toEqual([]);
    // Line ends and indentation are the file's own.
    const before = files['Lead.A'];
    if (!before.includes('\n')) expect(text).not.toMatch(/\n/);
    if (before.includes('\r\n')) expect(text).not.toMatch(/[^\r]\n| {4}/);
    if (before.includes('<m:')) expect(text).toContain('<m:mappingFields>');
  });
});

describe('add-required-element', () => {
  const without = (element: string) =>
    textOf('Lead.A', { onEdit: 'Alert', onCreate: 'Alert' }).replace(
      new RegExp(`\\n *<${element}>[\\s\\S]*?</${element}>`),
      '',
    );

  test.each<[string, readonly string[]]>([
    [
      'actionOnInsert',
      [
        'Add <actionOnInsert> Allow: new records that are duplicates are saved, or alerted where an operation says so',
        'Add <actionOnInsert> Block: new records that are duplicates are refused, whatever options they carry',
      ],
    ],
    [
      'actionOnUpdate',
      [
        'Add <actionOnUpdate> Allow: edits that are duplicates are saved, or alerted where an operation says so',
        'Add <actionOnUpdate> Block: edits that are duplicates are refused, whatever options they carry',
      ],
    ],
    ['isActive', ['Add <isActive> false: the rule stays off']],
    ['masterLabel', ['Add <masterLabel> A: from its name']],
    [
      'securityOption',
      [
        'Add <securityOption> EnforceSharingRules: the rule sees what the user who saves may see',
        'Add <securityOption> BypassSharingRules: the rule sees all records',
      ],
    ],
    ['sortOrder', ['Add <sortOrder> 3: behind the other Lead rules of this project']],
    ['duplicateRuleMatchRules', ["Add <duplicateRuleMatchRules>: by Salesforce's standard matching rule"]],
  ])('%s', (element, titles) => {
    const files = { 'Lead.A': without(element), 'Lead.B': { sortOrder: 2 } };
    const project = projectOf(files);
    const fixes = fixesOf(project, 'Lead.A', 'invalid-rule-metadata').filter(
      ({ id }) => id === 'add-required-element',
    );
    expect(fixes.map(({ title }) => title)).toEqual(titles);
    const text = apply(project, fixes[0]!, files)[pathOf('Lead.A')]!;
    expect(found(project, { 'Lead.A': text }).filter((one) => /invalid/.test(one))).toEqual([]);
    const names = [...text.matchAll(/^ {4}<(\w+)/gm)].map(([, name]) => name!);
    expect(names).toEqual([...names].sort());
    expect(text.split('\n')).toHaveLength(
      textOf('Lead.A', { onEdit: 'Alert', onCreate: 'Alert' }).split('\n').length -
        (element === 'duplicateRuleMatchRules' ? 1 : 0),
    );
  });

  test('of a matching rule, the objects of this project first', () => {
    const files = {
      'Lead.A': without('duplicateRuleMatchRules'),
      Lead: matchingRulesXml('Off Inactive: Email', 'On: Email').replace(
        '        <ruleStatus>Active</ruleStatus>\n',
        '',
      ),
    };
    const project = projectOf(files);
    const titles = (name: string) =>
      fixesOf(project, name, 'invalid-rule-metadata')
        .filter(({ id }) => id === 'add-required-element')
        .map(({ title }) => title);
    expect(titles('Lead.A')).toEqual([
      'Add <duplicateRuleMatchRules>: by the matching rule Off of this project',
      'Add <duplicateRuleMatchRules>: by the matching rule On of this project',
      "Add <duplicateRuleMatchRules>: by Salesforce's standard matching rule",
    ]);
    expect(titles('Lead')).toEqual(['Add <ruleStatus> Inactive: the rule stays off']);
  });

  test('an empty element is filled', () => {
    const text = textOf('Lead.A', {}).replace('<isActive>true</isActive>', '<isActive/>');
    const project = projectOf({ 'Lead.A': text });
    const fix = fixNamed(project, 'Lead.A', 'invalid-rule-metadata', 'add-required-element');
    expect(apply(project, fix, { 'Lead.A': text })[pathOf('Lead.A')]).toBe(
      text.replace('<isActive/>', '<isActive>false</isActive>'),
    );
  });

  test.each(['at the misspelt element', 'at the root'])('a misspelt one is renamed, %s', (place) => {
    const text = textOf('Lead.A', {}).replace('<isActive>true</isActive>', '<isActiv>true</isActiv >');
    const project = projectOf({ 'Lead.A': text });
    const findings = project.findings(uriOf('Lead.A')).filter(({ ruleId }) => /invalid/.test(ruleId));
    const finding = findings.find(({ message }) => /Did you mean/.test(message) === /misspelt/.test(place))!;
    const fixes = project.fixes(uriOf('Lead.A'), finding.location);
    expect(fixes.map(({ id }) => id)).not.toContain('add-required-element');
    const fix = fixes.find(({ id }) => id === 'rename-element')!;
    expect(fix.title).toBe('Rename <isActiv> to <isActive>; what it holds stays');
    expect(apply(project, fix, { 'Lead.A': text })[pathOf('Lead.A')]).toBe(
      text.replaceAll('isActiv>', 'isActive>').replace('isActiv >', 'isActive >'),
    );
    expect(project.findings(uriOf('Lead.A')).filter(({ ruleId }) => /invalid/.test(ruleId))).toEqual([]);
  });

  test('nothing is put into a file that is half written', () => {
    const project = projectOf({ 'Lead.A': '<DuplicateRule><isActive>true</isActive>' });
    const fixes = project
      .findings(uriOf('Lead.A'))
      .flatMap(({ location }) => project.fixes(uriOf('Lead.A'), location));
    expect(fixes.filter(({ id }) => id === 'add-required-element')).toEqual([]);
  });
});

describe('reasons', () => {
  const files = { 'Lead.A': { onCreate: 'Allow', onEdit: 'Allow' } };
  const uri = `${root}/duplicate-rules.config.json`;
  const entry =
    '{ "path": "force-app/main/default/duplicateRules/Lead.A.duplicateRule-meta.xml", "rule": "silent-rule", "reason": "TODO: say why" }';

  function configured(text: string | null): string | null {
    const project = projectOf(files);
    project.setConfigurationText(text);
    const fix = fixesOf(project, 'Lead.A', 'silent-rule').find(
      ({ id }) => id === 'state-reason-in-configuration',
    );
    if (!fix) return null;
    const [edits] = fix.edits;
    expect([edits!.uri, edits!.create]).toEqual([uri, text === null ? true : undefined]);
    const after = applyEdits(text ?? '', edits!.edits);
    const { values, problems } = readConfigText(after);
    expect(problems).toEqual([]);
    project.setSettings(settingsSchema.parse({ ...defaultSettings, ...values }));
    expect(project.findings(uriOf('Lead.A')).map(({ message }) => message)).toEqual([
      'The suppression of silent-rule in the settings still says TODO. Replace the placeholder: write why duplicates are no problem here.',
    ]);
    return after;
  }

  const other = '{ "path": "x", "rule": "silent-rule", "reason": "y" }';
  test.each<[string, string | null, string]>([
    ['no file', null, `{\n  "suppressions": [\n    ${entry}\n  ]\n}\n`],
    ['an empty file', '', `{\n  "suppressions": [\n    ${entry}\n  ]\n}\n`],
    ['an empty object', '{}', `{\n    "suppressions": [\n        ${entry}\n    ]\n}`],
    [
      'other settings',
      '{\n  "includeTests": true\n}\n',
      `{\n  "includeTests": true,\n  "suppressions": [\n    ${entry}\n  ]\n}\n`,
    ],
    ['an empty list', '{\n  "suppressions": []\n}\n', `{\n  "suppressions": [\n    ${entry}\n  ]\n}\n`],
    [
      'a list',
      `{\n  "suppressions": [\n    ${other}\n  ]\n}\n`,
      `{\n  "suppressions": [\n    ${other},\n    ${entry}\n  ]\n}\n`,
    ],
    ['a list in a line', `{"suppressions":[${other}]}`, `{"suppressions":[${other}, ${entry}]}`],
  ])('in the configuration: %s', (_, text, expected) => expect(configured(text)).toBe(expected));

  test.each(['{', '[]', '{"suppressions": 1}'])('not in a configuration that cannot be read: %s', (text) =>
    expect(configured(text)).toBeNull(),
  );

  test('not where nothing is known of the configuration', () => {
    const ids = fixesOf(projectOf(files), 'Lead.A', 'silent-rule').map(({ id }) => id);
    expect(ids).toEqual(['suppress-line', 'suppress-file']);
  });

  test.each(['suppress-line', 'suppress-file'])('in a comment: %s', (id) => {
    const project = projectOf(files);
    const fix = fixNamed(project, 'Lead.A', 'silent-rule', id);
    expect(fix.title).toMatch(/with a reason to fill in; a retrieve may drop it$/);
    const text = apply(project, fix, files)[pathOf('Lead.A')]!;
    expect(text).toContain('TODO: say why -->');
    expect(project.findings(uriOf('Lead.A')).map(({ ruleId }) => ruleId)).toEqual([
      'suppression-without-reason',
    ]);
  });
});
