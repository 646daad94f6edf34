import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

const alert = 'Lead.A: Alert/Report matching Email';
const both = 'Lead.A: Alert/Alert matching Email';
const faultless = 'warning flow-save-without-fault-path';

interface Draft {
  readonly rules?: string;
  readonly status?: string;
  readonly start?: string;
  readonly elements: string;
}

function findingsIn({ rules = alert, status = 'Active', start = '', elements }: Draft): string[] {
  const project = createProject({ root: 'file:///p' });
  for (const [file, text] of expandRules(rules)) project.setFile(`file:///p/${file}`, text);
  const uri = 'file:///p/force-app/main/default/flows/Sign_Up.flow-meta.xml';
  project.setFile(
    uri,
    `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion>
${elements}
<start>${start}</start><status>${status}</status></Flow>`,
  );
  return project.findings(uri).map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}

const assign = (field = 'Email', value = '<elementReference>email</elementReference>') =>
  `<inputAssignments><field>${field}</field><value>${value}</value></inputAssignments>`;
const fault = (target: string) =>
  `<faultConnector><targetReference>${target}</targetReference></faultConnector>`;
const create = (inner = '', object = '<object>Lead</object>') =>
  `<recordCreates><name>Create</name>${inner}${assign()}${object}</recordCreates>`;
const update = (inner: string) => `<recordUpdates><name>Update</name>${inner}</recordUpdates>`;
const find = (name: string, inner = '') =>
  `<recordLookups><name>${name}</name><object>Lead</object>${inner}</recordLookups>`;
const variable = (name: string, inner = '') =>
  `<variables><name>${name}</name><dataType>SObject</dataType><objectType>Lead</objectType>${inner}</variables>`;
const item = (target: string, operator: string, value: string) =>
  `<assignments><name>To${target}</name><assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator><value><elementReference>${value}</elementReference></value></assignmentItems></assignments>`;
const set = (field: string) => item(field, 'Assign', 'someFormula');
const added = (collection: string, record: string) => item(collection, 'Add', record);
const screen =
  '<screens><name>Tell</name><fields><fieldText>{!$Flow.FaultMessage}</fieldText></fields></screens>';

describe('saves of a Flow', () => {
  it.each<[string, Draft, readonly string[]]>([
    ['no fault path', { elements: create() }, [faultless]],
    ['an object without rules', { elements: create('', '<object>Case</object>') }, []],
    ['assumed rules', { rules: '', elements: create() }, ['information flow-save-without-fault-path']],
    ['an obsolete Flow', { status: 'Obsolete', elements: create() }, []],
    ['a draft, which may be activated', { status: 'Draft', elements: create() }, [faultless]],
    ['a rule that only reports on edit', { elements: update(`<object>Lead</object>${assign()}`) }, []],
    ['an update', { rules: both, elements: update(`<object>Lead</object>${assign()}`) }, [faultless]],
    [
      'an update of no matching field',
      { rules: both, elements: update(`<object>Lead</object>${assign('Rating')}`) },
      ['information flow-save-without-fault-path'],
    ],
    [
      'a record variable',
      {
        elements: `${create('<inputReference>person</inputReference>', '')}
          <variables><name>person</name><dataType>SObject</dataType><objectType>Lead</objectType></variables>`,
      },
      [faultless],
    ],
    [
      'the item of a loop over what was found',
      {
        rules: both,
        elements: `${update('<inputReference>Each</inputReference>')}
          <loops><name>Each</name><collectionReference>Find</collectionReference></loops>
          <recordLookups><name>Find</name><object>Lead</object></recordLookups>`,
      },
      [faultless],
    ],
    ['a record that is declared nowhere', { elements: create('<inputReference>x</inputReference>', '') }, []],
    [
      'the record that started the Flow',
      {
        rules: both,
        start: '<object>Lead</object>',
        elements: update('<inputReference>$Record</inputReference>'),
      },
      [faultless],
    ],
    [
      'fields of the record that started the Flow, none of them compared',
      {
        rules: both,
        start: '<object>Lead</object>',
        elements: update(`<inputReference>$Record</inputReference>${assign('Rating')}`),
      },
      ['information flow-save-without-fault-path'],
    ],
    [
      'such fields, and others that are assigned to the record before',
      {
        rules: both,
        start: '<object>Lead</object>',
        elements: `${update(`<inputReference>$Record</inputReference>${assign('Rating')}`)}
          <assignments><name>Set</name><assignmentItems><assignToReference>$Record.Email</assignToReference>
          <operator>Assign</operator></assignmentItems></assignments>`,
      },
      [faultless],
    ],
    ...(
      [
        ['a record that was found', 'Find', 'Find.Rating', '', 'information '],
        ['a record that was found, of which a matching field is set', 'Find', 'Find.Email', '', ''],
        [
          'a variable that a lookup fills',
          'kept',
          'kept.Rating',
          `${variable('kept')}${find('Get', '<outputReference>kept</outputReference>')}`,
          'information ',
        ],
        [
          'a variable that a caller may fill',
          'kept',
          'kept.Rating',
          `${variable('kept', '<isInput>true</isInput>')}${find('Get', '<outputReference>kept</outputReference>')}`,
          '',
        ],
        [
          'a variable that an action fills, too',
          'kept',
          'kept.Rating',
          `${variable('kept')}${find('Get', '<outputReference>kept</outputReference>')}
            <actionCalls><name>Act</name><outputParameters><assignToReference>kept</assignToReference></outputParameters></actionCalls>`,
          '',
        ],
        [
          'a record of which an action sets a field',
          'Find',
          'Find.Rating',
          '<actionCalls><name>Act</name><outputParameters><assignToReference>Find.Email</assignToReference></outputParameters></actionCalls>',
          '',
        ],
        [
          'a collection of the items of a loop',
          'all',
          'Each.Rating',
          `${variable('all', '<isCollection>true</isCollection>')}${added('all', 'Each')}
            <loops><name>Each</name><collectionReference>Find</collectionReference></loops>`,
          'information ',
        ],
        [
          'a collection to which others are added',
          'all',
          'Each.Rating',
          `${variable('all', '<isCollection>true</isCollection>')}${added('all', 'Each')}${added('all', 'given')}
            ${variable('given', '<isInput>true</isInput>')}
            <loops><name>Each</name><collectionReference>Find</collectionReference></loops>`,
          '',
        ],
      ] as const
    ).map(([what, saved, field, more, severity]): [string, Draft, readonly string[]] => [
      `an update of ${what}`,
      {
        rules: both,
        elements: `${update(`<inputReference>${saved}</inputReference>`)}${find('Find')}${set(field)}${more}`,
      },
      [severity === '' ? faultless : 'information flow-save-without-fault-path'],
    ]),
    [
      'before the save the record is not saved again',
      {
        rules: both,
        start: '<object>Lead</object><triggerType>RecordBeforeSave</triggerType>',
        elements: update('<inputReference>$Record</inputReference>'),
      },
      [],
    ],
    [
      'an upsert that a rule refuses when it creates',
      {
        elements: create(
          '<doesUpsert>true</doesUpsert><upsertExternalIdField>Ext__c</upsertExternalIdField>',
        ),
      },
      [faultless],
    ],
  ])('%s', (_, draft, expected) => {
    expect(findingsIn(draft)).toEqual(expected);
  });
});

describe('fault paths', () => {
  const withPath = (elements: string, target = 'Tell') =>
    findingsIn({ elements: create(fault(target)) + elements });

  it.each<[string, string, readonly string[]]>([
    ['a screen', screen, []],
    ['a record', `<recordCreates><name>Tell</name><object>Case</object></recordCreates>`, []],
    ['a message', '<actionCalls><name>Tell</name><actionName>emailSimple</actionName></actionCalls>', []],
    [
      'a logger, also one that stores its entries',
      '<actionCalls><name>Tell</name><actionName>Nebula__FlowLogEntry</actionName></actionCalls>',
      ['warning unhandled-duplicates'],
    ],
    [
      'a variable that keeps the message',
      `<assignments><name>Tell</name><assignmentItems><assignToReference>problem</assignToReference><value>
        <elementReference>$Flow.FaultMessage</elementReference></value></assignmentItems></assignments>`,
      [],
    ],
    [
      'an assignment of something else',
      `<assignments><name>Tell</name><assignmentItems><assignToReference>done</assignToReference></assignmentItems></assignments>`,
      ['warning unhandled-duplicates'],
    ],
    [
      'a decision on the error',
      `<decisions><name>Tell</name><rules><conditions><leftValueReference>$Flow.FaultMessage</leftValueReference>
        <rightValue><stringValue>DUPLICATES_DETECTED</stringValue></rightValue></conditions></rules></decisions>`,
      [],
    ],
    [
      'a decision on a formula',
      `<decisions><name>Tell</name><rules><conditions><leftValueReference>isDuplicate</leftValueReference></conditions></rules></decisions>
       <formulas><name>isDuplicate</name><expression>CONTAINS({!$Flow.FaultMessage}, "DUPLICATES_DETECTED")</expression></formulas>`,
      [],
    ],
    ['an element that is not there', '', ['warning unhandled-duplicates']],
  ])('%s', (_, elements, expected) => {
    expect(withPath(elements)).toEqual(expected);
  });

  it('that only leads back to where the Flow goes on tells nobody', () => {
    const connected = `${fault('Done')}<connector><targetReference>Done</targetReference></connector>`;
    expect(findingsIn({ elements: create(connected) + screen.replaceAll('Tell', 'Done') })).toEqual([
      'warning unhandled-duplicates',
    ]);
  });

  it('that what follows shares is one of its own', () => {
    const next = `<connector><targetReference>Update</targetReference></connector>${fault('Tell')}`;
    const elements = create(next) + update(`${fault('Tell')}<object>Case</object>${assign()}`) + screen;
    expect(findingsIn({ elements })).toEqual([]);
  });

  it('that leads in a circle ends', () => {
    const loop = (name: string, next: string) =>
      `<assignments><name>${name}</name><connector><targetReference>${next}</targetReference></connector></assignments>`;
    expect(withPath(loop('Tell', 'Other') + loop('Other', 'Tell'))).toEqual(['warning unhandled-duplicates']);
  });
});

it.each(['', '<Flow>', '<Flow><recordCreates>', '<recordCreates/>', '<Flow><recordCreates><object>Lead'])(
  'half a Flow is read without harm: %j',
  (text) => {
    const project = createProject();
    project.setFile('file:///A.flow-meta.xml', text);
    expect(() => project.findings('file:///A.flow-meta.xml')).not.toThrow();
  },
);

it('sets the field that switches a rule off', () => {
  const rules = 'Lead.A: Block/Block matching Email when Skip_Duplicates__c equals False';
  const elements =
    create(fault('Tell') + assign('Skip_Duplicates__c', '<booleanValue>true</booleanValue>')) + screen;
  expect(findingsIn({ rules, elements })).toEqual(['warning condition-field-bypass']);
});

describe('versions of a Flow in files of their own', () => {
  const flows = 'force-app/main/default/flows';
  const definition = 'force-app/main/default/flowDefinitions/Sign_Up.flowDefinition-meta.xml';
  const xmlOf = (name: string, status = '') =>
    name.includes('flowDefinition')
      ? `<FlowDefinition xmlns="http://soap.sforce.com/2006/04/metadata"><activeVersionNumber>${status}</activeVersionNumber></FlowDefinition>`
      : `<Flow xmlns="http://soap.sforce.com/2006/04/metadata">${create()}${status && `<status>${status}</status>`}</Flow>`;

  /** Files by name, with their status or active version; the Flows that are reported. */
  function reported(files: Readonly<Record<string, string>>): string[] {
    const project = createProject({ root: 'file:///p' });
    for (const [file, text] of expandRules(alert)) project.setFile(`file:///p/${file}`, text);
    for (const [name, status] of Object.entries(files))
      project.setFile(`file:///p/${name}`, xmlOf(name, status));
    return Object.keys(files)
      .filter((name) => project.findings(`file:///p/${name}`).length > 0)
      .map((name) => name.slice(name.lastIndexOf('/') + 1));
  }

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['one alone', { [`${flows}/Sign_Up-3.flow`]: '' }, ['Sign_Up-3.flow']],
    [
      'the newest, where none is said to be active',
      { [`${flows}/Sign_Up-2.flow`]: '', [`${flows}/Sign_Up-10.flow`]: '', [`${flows}/Sign_Up-9.flow`]: '' },
      ['Sign_Up-10.flow'],
    ],
    [
      'the active one',
      { [`${flows}/Sign_Up-1.flow`]: '', [`${flows}/Sign_Up-2.flow`]: '', [definition]: '1' },
      ['Sign_Up-1.flow'],
    ],
    [
      'the newest of a Flow that is not active',
      { [`${flows}/Sign_Up-1.flow`]: '', [`${flows}/Sign_Up-2.flow`]: '', [definition]: '0' },
      ['Sign_Up-2.flow'],
    ],
    [
      'the one that is named after the Flow alone',
      { [`${flows}/Sign_Up-1.flow`]: '', [`${flows}/Sign_Up.flow`]: 'Active', [definition]: '1' },
      ['Sign_Up.flow'],
    ],
    [
      'one that says itself that it is active',
      { [`${flows}/Sign_Up-1.flow-meta.xml`]: 'Active', [`${flows}/Sign_Up-2.flow-meta.xml`]: 'Draft' },
      ['Sign_Up-1.flow-meta.xml', 'Sign_Up-2.flow-meta.xml'],
    ],
    [
      'Flows with numbers in their names',
      { [`${flows}/Sign_Up_1.flow`]: 'Active', [`${flows}/Sign_Up_2.flow`]: 'Active' },
      ['Sign_Up_1.flow', 'Sign_Up_2.flow'],
    ],
  ])('reports %s', (_, files, expected) => {
    expect(reported(files)).toEqual(expected);
  });

  it('follows the definition as it changes, and tells that other files have to be asked again', () => {
    const project = createProject({ root: 'file:///p' });
    for (const [file, text] of expandRules(alert)) project.setFile(`file:///p/${file}`, text);
    const [first, second] = ['1', '2'].map((number) => `file:///p/${flows}/Sign_Up-${number}.flow`);
    const found = () => [first, second].map((uri) => project.findings(uri!).length);
    for (const uri of [first, second]) project.setFile(uri!, xmlOf(uri!));
    expect(found()).toEqual([0, 1]);
    const before = project.generation;
    project.setFile(`file:///p/${definition}`, xmlOf(definition, '1'));
    expect(project.generation).not.toBe(before);
    expect(found()).toEqual([1, 0]);
    project.removeFile(`file:///p/${definition}`);
    expect(found()).toEqual([0, 1]);
    project.removeFile(second!);
    expect(found()).toEqual([1, 0]);
  });
});
