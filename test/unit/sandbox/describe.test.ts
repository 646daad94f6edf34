import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request } from '../../support/sandbox.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
type Anything = any;

const data = '/services/data/v66.0';
let org: Sandbox;
let described: Anything;

const field = (name: string, body: string): [string, string] => [
  `force-app/objects/Part__c/fields/${name}.field-meta.xml`,
  `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label>${body}</CustomField>`,
];

const picklist = `<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>
  <value><fullName>New</fullName><default>true</default><label>New</label></value>
  <value><fullName>Old</fullName><default>false</default><label>Old</label></value>
  <value><fullName>Gone</fullName><default>false</default><isActive>false</isActive></value>
</valueSetDefinition></valueSet>`;

const files: [string, string][] = [
  [
    'force-app/objects/Part__c/Part__c.object-meta.xml',
    `<CustomObject><label>Part</label><pluralLabel>Parts</pluralLabel>
    <nameField><label>Number</label><type>AutoNumber</type><displayFormat>P-{000}</displayFormat></nameField></CustomObject>`,
  ],
  field(
    'Order__c',
    '<type>MasterDetail</type><referenceTo>Account</referenceTo><relationshipName>Parts</relationshipName>',
  ),
  field('State__c', picklist),
  field(
    'Count__c',
    '<type>Number</type><precision>10</precision><scale>2</scale><defaultValue>1.5</defaultValue>',
  ),
  field('Sure__c', '<type>Checkbox</type><defaultValue>true</defaultValue>'),
  field(
    'Twice__c',
    '<type>Number</type><formula>Count__c * 2</formula><precision>18</precision><scale>2</scale>',
  ),
  field(
    'Batch__c',
    '<type>AutoNumber</type><displayFormat>B-{00}</displayFormat><startingNumber>7</startingNumber>',
  ),
  field('Key__c', '<type>Text</type><length>20</length><externalId>true</externalId><unique>true</unique>'),
];

beforeAll(async () => {
  org = await startSandbox({ files: new Map(files), data: null });
  described = (await request(org, 'GET', `${data}/sobjects/Part__c/describe`)).body;
});
afterAll(() => org.close());

const named = (name: string): Anything => described.fields.find((one: Anything) => one.name === name);

describe('a describe', () => {
  it.each<[name: string, members: object]>([
    ['Name', { type: 'string', autoNumber: true, createable: false, nameField: true, label: 'Number' }],
    [
      'Order__c',
      {
        type: 'reference',
        referenceTo: ['Account'],
        cascadeDelete: true,
        nillable: false,
        updateable: false,
      },
    ],
    [
      'State__c',
      {
        type: 'picklist',
        restrictedPicklist: true,
        defaultValue: 'New',
        picklistValues: [
          { value: 'New', label: 'New', active: true, defaultValue: true, validFor: null },
          { value: 'Old', label: 'Old', active: true, defaultValue: false, validFor: null },
        ],
      },
    ],
    ['Count__c', { type: 'double', precision: 10, scale: 2, soapType: 'xsd:double', defaultValue: 1.5 }],
    ['Twice__c', { type: 'double', calculated: true, createable: false, updateable: false }],
    ['Batch__c', { autoNumber: true, createable: false }],
    ['Key__c', { externalId: true, idLookup: true, unique: true, length: 20, byteLength: 60 }],
  ])('has the field %s', (name, members) => {
    expect(named(name)).toMatchObject(members);
  });

  it('knows the lists of children', async () => {
    const { body } = await request(org, 'GET', `${data}/sobjects/Account/describe`);
    const ofParts = body.childRelationships.find((one: Anything) => one.childSObject === 'Part__c');
    expect(ofParts).toMatchObject({ field: 'Order__c', relationshipName: 'Parts__r', cascadeDelete: true });
    const names = body.childRelationships.map((one: Anything) => one.relationshipName);
    expect(names).toEqual(
      expect.arrayContaining(['Contacts', 'Opportunities', 'Cases', 'ChildAccounts', 'Tasks']),
    );
    expect(body.recordTypeInfos).toMatchObject([{ developerName: 'Master', master: true }]);
    expect(body.fields.find((one: Anything) => one.name === 'BillingCity').compoundFieldName).toBe(
      'BillingAddress',
    );
  });

  it('has addresses of its own', () => {
    expect(described.urls).toMatchObject({
      describe: `${data}/sobjects/Part__c/describe`,
      rowTemplate: `${data}/sobjects/Part__c/{ID}`,
    });
  });

  it('lists the usual objects', async () => {
    const { body } = await request(org, 'GET', `${data}/sobjects`);
    const names = body.sobjects.map((one: Anything) => one.name);
    const usual =
      'Account Contact Lead Opportunity Case Campaign CampaignMember Task Event User Profile RecordType Group DuplicateRule DuplicateRecordSet DuplicateRecordItem Part__c';
    expect(names).toEqual(expect.arrayContaining(usual.split(' ')));
    expect(new Set(body.sobjects.map((one: Anything) => one.keyPrefix)).size).toBe(names.length);
  });
});

it('gives a new record its defaults and numbers', async () => {
  const account = org.org.store.insert(org.org.schema.object('Account')!, [['Name', 'A']], '').id;
  const created = await request(org, 'POST', `${data}/sobjects/Part__c`, { Order__c: account });
  expect(created.status).toBe(201);
  const { body } = await request(org, 'GET', `${data}/sobjects/Part__c/${created.body.id}`);
  expect(body).toMatchObject({
    Name: 'P-001',
    State__c: 'New',
    Count__c: 1.5,
    Sure__c: true,
    Batch__c: 'B-07',
    Twice__c: null,
  });
});

it.each<[object: string, fields: object]>([
  ['Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-12-31', Amount: 10.5 }],
  ['Case', { Subject: 'C', Origin: 'Web' }],
  ['Campaign', { Name: 'C', IsActive: true }],
  ['Task', { Subject: 'T' }],
  ['Event', { Subject: 'E', DurationInMinutes: 30, ActivityDateTime: '2026-12-31T10:00:00Z' }],
  ['Lead', { LastName: 'L', Company: 'C', RecordTypeId: '012000000000001AAA' }],
])('saves a %s', async (object, fields) => {
  const { status, body } = await request(org, 'POST', `${data}/sobjects/${object}`, fields);
  expect({ status, body }).toMatchObject({ status: 201, body: { success: true } });
  const read = await request(org, 'GET', `${data}/sobjects/${object}/${body.id}`);
  expect(read.body).toMatchObject({ Id: body.id, OwnerId: expect.stringMatching(/^005/) });
});

it('does not work out formulas, and says so where it would matter', async () => {
  const soql = encodeURIComponent('SELECT Id FROM Part__c WHERE Twice__c > 1');
  const { status, body } = await request(org, 'GET', `${data}/query?q=${soql}`);
  expect(status).toBe(400);
  expect(body[0].message).toContain('does not work out formulas');
});
