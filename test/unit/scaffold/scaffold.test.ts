import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../../server/src/core/config/settings.ts';
import { whyUnreadable } from '../../../server/src/core/metadata/xml.ts';
import { ruleIds } from '../../../server/src/core/rules/registry.ts';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import { sourceApiVersion } from '../../../server/src/core/scaffold/apiVersion.ts';
import type {
  ScaffoldAnswers,
  ScaffoldPlan,
  ScaffoldResult,
} from '../../../server/src/core/scaffold/model.ts';
import { startSandbox } from '../../../server/src/sandbox/server.ts';
import { summarizeByOracle } from '../../support/apexOracle.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { soap } from '../../support/sandbox.ts';
import { ScaffoldWorkspace } from '../../support/scaffold.ts';

/** Rules in short, and other files. */
function workspaceOf(
  rules: string,
  files: Readonly<Record<string, string>> = {},
  apiVersion: string | null = '66.0',
): ScaffoldWorkspace {
  return new ScaffoldWorkspace({ ...Object.fromEntries(expandRules(rules)), ...files }, apiVersion);
}

const field = (object: string, name: string, type: string, more = ''): Readonly<Record<string, string>> => ({
  [`force-app/main/default/objects/${object}/fields/${name}.field-meta.xml`]: `<CustomField><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`,
});

const namesOf = ({ files }: ScaffoldPlan) =>
  files.map(({ uri }) => decodeURIComponent(uri.slice('file:///p/'.length)));

const told = (result: ScaffoldResult): string => {
  if (result.kind === 'plan') return `plan ${result.parts.join(' ')}: ${result.objects.join(' ')}`;
  if (result.kind === 'question') return `asks ${result.about}: ${result.problem ?? ''}`;
  return [result.message, ...result.offers.map((offer) => `- ${offer}`)].join('\n');
};

const code = (workspace: ScaffoldWorkspace, name: string): string =>
  [...workspace.files].find(([path]) => path.endsWith(`/${name}`))?.[1] ?? '';

/** What is wrong with the files, by our own parsers and by others. */
function faults(workspace: ScaffoldWorkspace, plan: ScaffoldPlan): readonly string[] {
  return namesOf(plan).flatMap((path) => {
    const text = workspace.files.get(path)!;
    const found = path.endsWith('.cls')
      ? [
          ...summarizeByOracle(text, 'class').errors,
          ...parse(path, text).errors.map(({ message }) => message),
          ...text
            .split('\n')
            .filter((line) => line.length > 140 || /\s$/.test(line))
            .map((line) => `long line or blanks at its end: ${line}`),
          ...(/undefined|\[object|\$\{/.test(text) ? ['template'] : []),
        ]
      : [whyUnreadable(text) ?? []].flat();
    return found.map((fault) => `${path}: ${fault}`);
  });
}

const all: Partial<ScaffoldAnswers> = { parts: ['all'] };

/** Every rule is on, and test code is checked. */
const everythingOn: Settings = {
  ...defaultSettings,
  severities: Object.fromEntries([...ruleIds].map((id) => [id, 'error'])),
  includeTests: true,
};

describe('what is made is whole', () => {
  it.each<[string, ScaffoldWorkspace, Partial<ScaffoldAnswers>]>([
    ['the sample', ScaffoldWorkspace.sample('recruiting'), all],
    ['alert rules', workspaceOf('Lead: Alert/Alert matching Email'), all],
    ['blocking on create alone', workspaceOf('Contact: Block/Report matching LastName, Email'), all],
    [
      'several rules',
      workspaceOf('Lead.One: Block/Block matching Email\nLead.Two: Alert/Alert matching Phone'),
      all,
    ],
    ['any of two fields', workspaceOf('Account: Block/Block matching Name | Phone'), all],
    [
      'a condition on the record',
      workspaceOf('Lead: Block/Block matching Email when Country equals US'),
      all,
    ],
    [
      'a condition on the user',
      workspaceOf('Lead: Block/Block matching Email when $User.Username notEqual a@b.c'),
      all,
    ],
    ['person accounts', workspaceOf('PersonAccount: Alert/Alert matching LastName, PersonEmail'), all],
    ['the standard rules', workspaceOf(''), { ...all, objects: ['Account', 'Contact', 'Lead'] }],
    ['an account to look up', workspaceOf('Contact: Block/Block matching LastName, AccountId'), all],
    [
      'an account to look up that a rule may refuse',
      workspaceOf(
        'Contact: Block/Block matching LastName, AccountId\nAccount: Alert/Allow matching Name, BillingCity',
      ),
      { ...all, objects: ['Contact'] },
    ],
    [
      'a custom object with a picklist, a number and required fields',
      workspaceOf('Thing__c: Block/Block matching Code__c, Kind__c, Size__c', {
        ...field(
          'Thing__c',
          'Code__c',
          'Text',
          '<length>4</length><externalId>true</externalId><unique>true</unique>',
        ),
        ...field('Thing__c', 'Kind__c', 'Picklist'),
        ...field('Thing__c', 'Size__c', 'Number'),
        ...field('Thing__c', 'Since__c', 'Date', '<required>true</required>'),
        ...field(
          'Thing__c',
          'Flag__c',
          'Checkbox',
          '<required>true</required><defaultValue>false</defaultValue>',
        ),
      }),
      all,
    ],
    ['an old version of Apex', workspaceOf('Lead: Alert/Alert matching Email', {}, '52.0'), all],
    ['a prefix', workspaceOf('Lead: Alert/Alert matching Email'), { ...all, prefix: 'AcmeDuplicateSearch' }],
  ])('%s', (_, workspace, answers) => {
    const told = () => workspace.findings(defaultSettings, everythingOn);
    const before = told();
    const plan = workspace.apply(answers);
    expect(faults(workspace, plan)).toEqual([]);
    expect(told().filter((finding) => !before.includes(finding))).toEqual([]);
    const names = namesOf(plan);
    expect(new Set(names).size).toBe(names.length);
    // The name of a class or an object, without what stands behind it.
    const lengths = names
      .filter((name) => /\.(?:cls|object)/.test(name))
      .map(
        (name) =>
          name
            .split('/')
            .at(-1)!
            .replace(/(?:__c)?\..*$/, '').length,
      );
    expect(Math.max(...lengths)).toBeLessThanOrEqual(40);
    for (const test of ['Backstop', 'Save'])
      expect(names.some((name) => name.endsWith(`${test}Test.cls`))).toBe(true);
    expect(names.some((name) => name.endsWith('RefusalTest.cls'))).toBe(true);
  });
});

describe('what the classes do', () => {
  const workspace = workspaceOf(
    'Lead.Mail: Alert/Alert matching Email\nContact.Mail: Block/Report matching Email',
  );
  const plan = workspace.apply(all);

  it('the files', () => {
    expect(
      namesOf(plan).filter((name) => !/-meta\.xml$/.test(name) || !/fields|cls/.test(name)),
    ).toMatchInlineSnapshot(`
      [
        "force-app/main/default/classes/DuplicateRulesBackstop.cls",
        "force-app/main/default/classes/DuplicateRulesSave.cls",
        "force-app/main/default/classes/DuplicateRulesContactRefusalTest.cls",
        "force-app/main/default/classes/DuplicateRulesLeadRefusalTest.cls",
        "force-app/main/default/classes/DuplicateRulesBackstopTest.cls",
        "force-app/main/default/classes/DuplicateRulesSaveTest.cls",
        "force-app/main/default/classes/DuplicateRulesContactRecords.cls",
        "force-app/main/default/classes/DuplicateRulesLeadRecords.cls",
        "force-app/main/default/objects/DuplicateRulesFinding__c/DuplicateRulesFinding__c.object-meta.xml",
        "force-app/main/default/objects/DuplicateRulesFinding__c/listViews/All.listView-meta.xml",
        "force-app/main/default/permissionsets/DuplicateRulesFindings.permissionset-meta.xml",
        "force-app/main/default/layouts/DuplicateRulesFinding__c-Duplicate Finding Layout.layout-meta.xml",
        "force-app/main/default/tabs/DuplicateRulesFinding__c.tab-meta.xml",
      ]
    `);
  });

  it('asks each caller that goes over alerts for a reason', () => {
    const call = (comment: string) =>
      `public class Import { void load(List<Lead> leads) {
        ${comment}
        DuplicateRulesSave.insertRecords(leads, DuplicateRulesSave.options(true, null));
      } }`;
    const found = (comment: string) => {
      const path = 'force-app/main/default/classes/Import.cls';
      const files = Object.fromEntries(workspace.files);
      const all = new ScaffoldWorkspace({ ...files, [path]: call(comment) }).findings();
      return all.filter((finding) => finding.includes(path) || finding.includes('DuplicateRulesSave.cls'));
    };
    expect(found('// duplicate-rules: allow-save-bypass -- merged at night')).toEqual([]);
    expect(found('')).toEqual([
      expect.stringMatching(/^warning allow-save-bypass \S+\/Import\.cls@\d+: allowSave=true takes insert/),
    ]);
  });

  it.each<[string, string, RegExp]>([
    [
      'asks for 50 records a call',
      'DuplicateRulesBackstop.cls',
      /MOST_RECORDS = 50;[\s\S]*findDuplicatesByIds\(ids\)/,
    ],
    [
      'takes a search that failed for no answer',
      'DuplicateRulesBackstop.cls',
      /if \(!result\.isSuccess\(\)\) \{[\s\S]*leaveOut\(1, errors/,
    ],
    ['leaves converted leads out', 'DuplicateRulesBackstop.cls', /'IsConverted = FALSE'/],
    [
      'watches the objects with rules',
      'DuplicateRulesBackstop.cls',
      /Contact\.SObjectType,\n\s+Lead\.SObjectType/,
    ],
    [
      'sees what sharing hides',
      'DuplicateRulesBackstop.cls',
      /without sharing[\s\S]*AccessLevel\.SYSTEM_MODE/,
    ],
    ['saves as the user', 'DuplicateRulesSave.cls', /inherited sharing[\s\S]*AccessLevel\.USER_MODE/],
    [
      'an alert is gone over',
      'DuplicateRulesLeadRefusalTest.cls',
      /savesOverItsAlert[\s\S]*Assert\.isTrue\(result/,
    ],
    [
      'a block is not',
      'DuplicateRulesContactRefusalTest.cls',
      /refusesWithAllowSaveToo[\s\S]*Assert\.isFalse\(result/,
    ],
    ['edits where they are refused', 'DuplicateRulesLeadRefusalTest.cls', /refusesAnEditThatMakesADuplicate/],
    [
      'no edits where they are only reported',
      'DuplicateRulesContactRefusalTest.cls',
      /^(?![\s\S]*refusesAnEdit)/,
    ],
    [
      'the rule by its name',
      'DuplicateRulesLeadRefusalTest.cls',
      /areEqual\('Mail', found\.getDuplicateRule\(\)/,
    ],
    [
      'records that match',
      'DuplicateRulesLeadRecords.cls',
      /duplicate\(\) {\n {8}return new Lead\(\n {12}Email = 'jonathan/,
    ],
    [
      'others differ from each other',
      'DuplicateRulesLeadRecords.cls',
      /different[\s\S]*Email = 'baker' \+ number \+ '@/,
    ],
  ])('%s', (_, name, expected) => {
    expect(code(workspace, name)).toMatch(expected);
  });

  it('an old version has neither access levels nor Assert', () => {
    const old = workspaceOf('Lead: Alert/Alert matching Email', {}, '52.0');
    old.apply(all);
    const apex = [...old.files].filter(([path]) => path.endsWith('.cls')).map(([, text]) => text);
    expect(apex.join('\n')).not.toMatch(/AccessLevel|\bAssert\.|SYSTEM_MODE|USER_MODE/);
    expect(code(old, 'DuplicateRulesSave.cls-meta.xml')).toContain('<apiVersion>52.0</apiVersion>');
  });

  it.each<[rules: string, expression: string, comment: string, object: string]>([
    ['Account: Block/Block matching Name', "Name = 'Harbour Bakery ' + number", 'Matches neither', 'Account'],
    [
      'Contact: Block/Block matching LastName',
      "LastName = 'Kowalski ' + number",
      'Matches neither',
      'Contact',
    ],
    ['Lead: Block/Block matching Phone', "Phone = '+1 212 555 0188'", 'several may match each other', 'Lead'],
  ])('others of %s', (rules, expression, comment, object) => {
    const named = workspaceOf(rules);
    named.apply(all);
    const records = code(named, `DuplicateRules${object}Records.cls`);
    expect(records).toContain(expression);
    expect(records).toContain(comment);
  });

  it('an account that the setup of a test has made is looked up again', () => {
    const looksUp = workspaceOf('Contact: Block/Block matching LastName, AccountId');
    looksUp.apply(all);
    expect(code(looksUp, 'DuplicateRulesContactRecords.cls')).toMatch(
      /SELECT Id FROM Account WHERE Name = :name WITH SYSTEM_MODE LIMIT 1\];\n\s+if \(made\.isEmpty\(\)\)/,
    );
  });

  it('the backstop is tried with records of one save, as a rule may refuse what a second one brings', () => {
    const test = code(workspace, 'DuplicateRulesBackstopTest.cls');
    expect(test.match(/\.different\(/g)).toHaveLength(1);
    expect(test).toMatch(/ORDER BY Id LIMIT 50[\s\S]*scope\.addAll\(saved\)/);
  });

  it('a picklist is asked for its values, a short text cut, a unique one counted', () => {
    const things = workspaceOf('Thing__c: Block/Block matching Code__c, Kind__c', {
      ...field('Thing__c', 'Code__c', 'Text', '<length>6</length><unique>true</unique>'),
      ...field('Thing__c', 'Kind__c', 'Picklist'),
    });
    things.apply({ parts: ['refusal-test'] });
    const records = code(things, 'DuplicateRulesThingRecords.cls');
    expect(records).toContain(
      "Code__c = 'A-4711',\n            Kind__c = picklistValue(Thing__c.Kind__c, 0)",
    );
    expect(records).toContain(
      "Code__c = 'B-' + number,\n            Kind__c = picklistValue(Thing__c.Kind__c, 1)",
    );
  });
});

describe('what is asked, and what cannot be had', () => {
  const lead = 'Lead: Alert/Alert matching Email';
  it.each<[string, ScaffoldWorkspace, Partial<ScaffoldAnswers>, string]>([
    ['nothing is named', workspaceOf(lead), {}, 'asks parts: '],
    [
      'no such part',
      workspaceOf(lead),
      { parts: ['backstops'] },
      'asks parts: There is no "backstops" to scaffold. Did you mean "backstop"?',
    ],
    ['no rule says which objects', workspaceOf(''), { parts: ['backstop'] }, 'asks objects: '],
    [
      'no such object',
      workspaceOf(lead),
      { parts: ['backstop'], objects: ['Leads'] },
      'asks objects: There is no object "Leads" here. Did you mean "Lead"?',
    ],
    [
      'a prefix that is no name',
      workspaceOf(lead),
      { parts: ['save-class'], prefix: 'a_b' },
      'asks prefix: A prefix begins with a letter, and has letters and digits only.',
    ],
    ['the object alone needs no rule', workspaceOf(''), { parts: ['audit-object'] }, 'plan audit-object: '],
    [
      'the backstop brings its object',
      workspaceOf(lead),
      { parts: ['backstop'] },
      'plan backstop audit-object: Lead',
    ],
    [
      'the spelling of the object',
      workspaceOf(lead),
      { parts: ['save-class'], objects: ['lead'] },
      'plan save-class: Lead',
    ],
    [
      'no rule refuses',
      workspaceOf('Lead: Report/Report matching Email'),
      { parts: ['refusal-test'] },
      'No rule could be found that the Apex tests can prove by records of their own.\n- Rule Lead.Lead_Rule refuses nothing on create.\n- Make one with duplicate-rules new-rule, or name another object.',
    ],
    [
      'a record to look up',
      workspaceOf(
        'Thing__c: Block/Block matching Owner__c',
        field('Thing__c', 'Owner__c', 'Lookup', '<referenceTo>Thing__c</referenceTo>'),
      ),
      { parts: ['refusal-test'] },
      'No rule could be found that the Apex tests can prove by records of their own.\n- A record for Thing__c.Owner__c to look up cannot be made up.\n- Make one with duplicate-rules new-rule, or name another object.',
    ],
    [
      'no such rule',
      workspaceOf(lead),
      { parts: ['refusal-test'], rules: ['Lead.Phone'] },
      'There is no duplicate rule Lead.Phone here.\n- There are: Account.Standard_Account_Duplicate_Rule, Contact.Standard_Contact_Duplicate_Rule, Lead.Lead_Rule.',
    ],
    [
      'a class of the name is there',
      workspaceOf(lead, { 'force-app/main/default/classes/util/duplicateRulesSave.cls': 'class A {}' }),
      { parts: ['save-class'] },
      'duplicateRulesSave.cls is there already (force-app/…/duplicateRulesSave.cls).\n- Give another prefix: nothing that is there is overwritten.\n- Leave out the part that is there already.',
    ],
  ])('%s', (_, workspace, answers, expected) => {
    expect(told(workspace.plan(answers))).toBe(expected);
  });

  it('interactively, one question after the other', () => {
    const workspace = workspaceOf('Lead: Alert/Alert matching Email');
    const parts = { parts: ['save-class'] };
    const objects = { ...parts, objects: ['Lead'] };
    expect([
      told(workspace.plan({}, true)),
      told(workspace.plan(parts, true)),
      told(workspace.plan(objects, true)),
      told(workspace.plan({ ...objects, prefix: 'Acme' }, true)),
    ]).toEqual(['asks parts: ', 'asks objects: ', 'asks prefix: ', 'plan save-class: Lead']);
  });

  it.each<[string | null, string | null]>([
    ['{"sourceApiVersion": "61.0"}', '61.0'],
    ['{"sourceApiVersion": "61"}', '61.0'],
    ['{"sourceApiVersion": 61}', null],
    ['{', null],
    [null, null],
  ])('the version in %j is %s', (text, expected) => {
    expect(sourceApiVersion(text)).toBe(expected);
  });
});

it('goes where the classes are, and in metadata format as one object', () => {
  const workspace = new ScaffoldWorkspace({
    'force-app/core/classes/util/A.cls': 'class A {}',
    'force-app/core/duplicateRules/Lead.Mail.duplicateRule': [
      ...expandRules('Lead.Mail: Block/Block matching Email'),
    ][0]![1],
    'force-app/core/matchingRules/Lead.matchingRule': [
      ...expandRules('Lead.Mail: Block/Block matching Email'),
    ][1]![1],
  });
  const plan = workspace.apply({ parts: ['backstop'] });
  expect(namesOf(plan).slice(-4)).toEqual([
    'force-app/core/objects/DuplicateRulesFinding__c.object',
    'force-app/core/permissionsets/DuplicateRulesFindings.permissionset',
    'force-app/core/layouts/DuplicateRulesFinding__c-Duplicate Finding Layout.layout',
    'force-app/core/tabs/DuplicateRulesFinding__c.tab',
  ]);
  expect(namesOf(plan)[0]).toBe('force-app/core/classes/DuplicateRulesBackstop.cls');
  expect(faults(workspace, plan)).toEqual([]);
});

it('the audit object is deployed to an embedded org, which takes a finding', async () => {
  const workspace = new ScaffoldWorkspace({ 'force-app/duplicateRules/Lead.M.duplicateRule': '<a/>' });
  workspace.apply({ parts: ['audit-object'] });
  const object = code(workspace, 'DuplicateRulesFinding__c.object');
  const org = await startSandbox({ files: new Map(), data: null });
  try {
    const zip = zipSync({
      'package.xml': strToU8(
        '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>DuplicateRulesFinding__c</members><name>CustomObject</name></types><version>66.0</version></Package>',
      ),
      'objects/DuplicateRulesFinding__c.object': strToU8(object),
    });
    const metadata = async (body: string) => (await soap(org, 'm', body)).text;
    const started = await metadata(
      `<deploy><ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions><singlePackage>true</singlePackage></DeployOptions></deploy>`,
    );
    const id = /<id>(.*?)<\/id>/.exec(started)![1];
    const status = await metadata(
      `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
    );
    expect([...status.matchAll(/<problem>(.*?)<\/problem>/g)].map(([, problem]) => problem)).toEqual([]);
    expect(status).toContain('<status>Succeeded</status>');
  } finally {
    await org.close();
  }
});
