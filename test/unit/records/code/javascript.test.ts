import { describe, expect, it } from 'vitest';
import { lensesOf, readAt } from './support.ts';

const inModule = (code: string) =>
  `import { Connection } from 'jsforce';\nexport async function register(conn: Connection, email: string, row: any) {\n${code}\n}\n`;

describe('lenses in TypeScript', () => {
  it.each([
    [
      "await conn.sobject('Lead').create({ LastName: 'A', Email: email });",
      ["Lead: { LastName: 'A', Email: email }"],
    ],
    ["const lead: any = {};\nlead.LastName = 'A';\nawait conn.sobject('Lead').create(lead);", ['Lead: {}']],
    [
      "await conn.sobject('Lead').create([{ LastName: 'A' }, { LastName: 'B' }]);",
      ["Lead: { LastName: 'A' }", "Lead: { LastName: 'B' }"],
    ],
    [
      "await conn.create('lead', { LastName: 'A' });\nawait conn.sobject('Lead').update({ Id: row.id, City: 'U' });",
      ["Lead: { LastName: 'A' }", "Lead: { Id: row.id, City: 'U' }"],
    ],
    ["await conn.sobject(row.object).create({ LastName: 'A' });", []],
    ["await conn.sobject('Case').create({ Subject: 'A' });", []],
    ["const lead = { LastName: 'A' };\nconsole.log(lead);", []],
    ["await conn.sobject('Lead').update({ Id: row.id });", []],
    ["await conn.sobject('Lead').create(row);", []],
    ["await conn.sobject('Lead').create({ ...row });", []],
    ["await conn.soap.convertLead({ leadId: row.id, convertedStatus: 'Closed' });", []],
  ])('%s', async (code, lenses) => {
    expect(await lensesOf('a.ts', inModule(code))).toEqual(lenses);
  });

  it('stand over some of the records of a long list', async () => {
    const list = Array.from({ length: 30 }, (_, index) => `{ LastName: 'L${index}' }`).join(', ');
    const code = inModule(`await conn.sobject('Lead').create([${list}]);`);
    expect(await lensesOf('a.ts', code)).toHaveLength(10);
  });

  it('stand over what goes to a function that saves, in this file or another', async () => {
    const wrapper = (name: string) => `${name}({ LastName: 'A' });`;
    const own = `function save(lead: any) { return new Connection({}).sobject('Lead').create(lead); }`;
    expect(await lensesOf('a.ts', `${own}\n${inModule(wrapper('save'))}`)).toEqual([
      "Lead: { LastName: 'A' }",
    ]);
    const other = `import { Connection } from 'jsforce';\nexport ${own}`;
    const code = `import { save } from './other';\n${inModule(wrapper('save'))}`;
    expect(await lensesOf('a.ts', code, { 'other.ts': other })).toEqual(["Lead: { LastName: 'A' }"]);
  });

  it('stand over a literal that a function gives back to the one that saves it', async () => {
    const code = `function leadOf(row: any) { return { LastName: row.name }; }\n${inModule("await conn.sobject('Lead').create(leadOf(row));")}`;
    expect(await lensesOf('a.ts', code)).toEqual(['Lead: { LastName: row.name }']);
  });

  it('do not stand in tests that are left out', async () => {
    const code = inModule("await conn.sobject('Lead').create({ LastName: 'A' });");
    expect(await lensesOf('a.test.ts', code)).toEqual([]);
  });
});

describe('a record in TypeScript', () => {
  it.each<[what: string, code: string, expected: string[]]>([
    [
      'in a literal',
      "await conn.sobject('Lead').create({ |LastName: 'A', Email: email, NumberOfEmployees: 5, HasOptedOut: true, City: null, Rating: -1 });",
      ['insert Lead LastName="A" NumberOfEmployees=5 HasOptedOut=true City=null Rating=-1 Email? [email]'],
    ],
    [
      'on its save, with what is assigned before it',
      "const lead: any = { LastName: 'A' };\nlead.Email = email;\nlead['Phone'] = row.phone ?? '1';\nawait conn.sobject('Lead').cr|eate(lead);\nlead.City = 'later';",
      ['insert Lead LastName="A" Email? [email] Phone? [row.phone ?? \'1\']'],
    ],
    [
      'on an assignment',
      "const lead: any = { LastName: 'A' };\nlead.LastName = |'B';\nawait conn.sobject('Lead').create(lead);",
      ['insert Lead LastName="B"'],
    ],
    [
      'with a field that is set under a condition',
      "const lead: any = { |LastName: 'A', City: 'Ulm' };\nif (row.city) lead.City = row.city;\nawait conn.sobject('Lead').create(lead);",
      ['insert Lead LastName="A" City? [row.city (when row.city), else \'Ulm\']'],
    ],
    [
      'as one of two saves has it',
      "const lead: any = { LastName: 'A' };\nawait conn.sobject('Lead').create(lead);\nlead.Id = row.id;\nlead.City = 'B';\nawait conn.sobject('Lead').upd|ate(lead);",
      ['update Lead LastName="A" City="B" Id? [row.id]'],
    ],
    [
      'that is updated by an id',
      "await conn.sobject('Lead').update({ |Id: '00Q000000000001AAA', City: 'B' });",
      ['update Lead 00Q000000000001AAA City="B"'],
    ],
    [
      'that is upserted',
      "await conn.sobject('Lead').upsert({ |Ext__c: '1', City: 'B' }, 'Ext__c');",
      ['save Lead Ext__c="1" City="B"'],
    ],
    [
      'with others in it, and more from elsewhere',
      "await conn.sobject('Contact').create({ |...row, LastName: 'A', Account: { Ext__c: '1' } });",
      [
        'insert Contact LastName="A"',
        'Account is left out: a record within a record cannot be tested with it.',
        'More fields may come from row, which the code does not tell.',
      ],
    ],
    [
      'with constants',
      "const city = 'Ulm';\nconst base = { City: city };\nawait conn.sobject('Lead').create({ |...base, LastName: 'A ' + city, Email: email + '!' });",
      ['insert Lead City="Ulm" LastName="A Ulm" Email? [email + \'!\']'],
    ],
    [
      'all in a selection',
      "|await conn.sobject('Lead').create({ LastName: 'A' });\nawait conn.sobject('Contact').create({ LastName: 'B' });|",
      ['insert Lead LastName="A"', 'insert Contact LastName="B"'],
    ],
    [
      'none',
      "const |x = 1;\nawait conn.sobject('Lead').create({ LastName: 'A' });",
      [expect.stringMatching(/^No record that the code saves stands here/) as never],
    ],
  ])('%s', async (_what, code, expected) => {
    expect(await readAt('a.ts', inModule(code))).toEqual(expected);
  });

  it('is one without an active rule, too', async () => {
    const code = inModule("await conn.sobject('Invoice__c').create({ |Name: 'A' });");
    expect(await readAt('a.ts', code)).toEqual(['insert Invoice__c Name="A"']);
  });
});

describe('a record in a request', () => {
  const url = "'https://x.my.salesforce.com/services/data/v60.0";
  const inFunction = (code: string) => `export async function run(email, id) {\n${code}\n}\n`;

  it.each<[code: string, expected: string[]]>([
    [
      `await fetch(${url}/sobjects/Lead', { method: 'POST', body: JSON.stringify({ |LastName: 'A', Email: email }) });`,
      ['insert Lead LastName="A" Email? [email]'],
    ],
    [
      `const body = { LastName: 'A' };\nbody.City = 'B';\nawait fetch(${url}/sobjects/Lead/' + id, { method: 'PATCH', body: JSON.stringify(|body) });`,
      ['update Lead LastName="A" City="B"'],
    ],
    [
      `await fetch(${url}/sobjects/Lead', { method: 'POST', body: '|{"LastName": "A"}' });`,
      ['insert Lead LastName="A"'],
    ],
    [
      `await fetch(${url}/composite/sobjects', { method: 'POST', body: JSON.stringify({ records: [{ attributes: { type: 'Lead' }, |LastName: 'A' }, { attributes: { type: 'Contact' }, LastName: 'B' }] }) });`,
      ['insert Lead LastName="A"'],
    ],
    [
      `await fetch(${url}/composite', { method: 'POST', body: JSON.stringify({ compositeRequest: [{ method: 'POST', url: '/services/data/v60.0/sobjects/Lead', referenceId: 'a', body: { |LastName: 'A' } }] }) });`,
      ['insert Lead LastName="A"'],
    ],
    [
      `await fetch(${url}/ui-api/records', { method: 'POST', body: JSON.stringify({ apiName: 'Lead', fields: { |LastName: 'A' } }) });`,
      ['insert Lead LastName="A"'],
    ],
  ])('%s', async (code, expected) => {
    expect(await readAt('a.js', inFunction(code))).toEqual(expected);
  });

  it('by axios', async () => {
    const code = `import axios from 'axios';\n${inFunction(`await axios.post(${url}/sobjects/Contact', { |LastName: 'A' });`)}`;
    expect(await readAt('a.js', code)).toEqual(['insert Contact LastName="A"']);
  });
});

it('a record of a Lightning web component', async () => {
  const code = `import { createRecord } from 'lightning/uiRecordApi';
import LEAD from '@salesforce/schema/Lead';
import NAME from '@salesforce/schema/Lead.LastName';
export default class Add extends LightningElement {
  async save() {
    const fields = {};
    fields[NAME.fieldApiName] = this.lastName;
    fields.Company = 'A';
    await create|Record({ apiName: LEAD.objectApiName, fields });
  }
}
`;
  expect(await readAt('add.js', code)).toEqual(['insert Lead Company="A" LastName? [this.lastName]']);
  expect(await lensesOf('add.js', code.replace('|', ''))).toEqual(['Lead: {}']);
});
