import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import {
  objectOfHeaderRequest,
  type PreflightAnswer,
  type PreflightChoices,
  type PreflightParams,
  preflightChoicesRequest,
  preflightRequest,
} from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'preflight-'));
const rules = new Map([
  ...expandRules('Lead.Stop: Block/Block matching Email\nContact.Warn: Alert/Report matching Email'),
  [
    'force-app/duplicateRules/Lead.Across.duplicateRule-meta.xml',
    `<DuplicateRule xmlns="http://soap.sforce.com/2006/04/metadata"><actionOnInsert>Block</actionOnInsert>
<actionOnUpdate>Block</actionOnUpdate><duplicateRuleMatchRules><matchRuleSObjectType>Contact</matchRuleSObjectType>
<matchingRule>Warn_Match</matchingRule><objectMapping><inputObject>Lead</inputObject><mappingFields>
<inputField>Email</inputField><outputField>Email</outputField></mappingFields><outputObject>Contact</outputObject>
</objectMapping></duplicateRuleMatchRules><isActive>true</isActive><masterLabel>Across</masterLabel>
<securityOption>BypassSharingRules</securityOption><sortOrder>2</sortOrder></DuplicateRule>`,
  ],
]);
const client = new TestClient(
  new MemorySource({
    'file:///ws/sfdx-project.json': JSON.stringify({ packageDirectories: [{ path: 'force-app' }] }),
    ...Object.fromEntries([...rules].map(([name, text]) => [`file:///ws/${name}`, text])),
  }),
  undefined,
  createProject,
);

const fileAt = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return new URL(`file://${folder}/${name}`).href;
};
const leads = fileAt(
  'leads.csv',
  'LastName,Company,Email\nByron,Engines,ada@example.com\n"Har\nper",Compilers,grace@example.com\n<b>,Orbits,ada@example.com\n',
);
const existing = fileAt('export.csv', 'Id,Email\n00Q000000000001AAA,grace@example.com\n');

const again = fileAt('again.csv', 'Id,Email\n00Q000000000002AAA,ada@example.com\n');
const contacts = fileAt('contacts.csv', 'Id,Email\n003000000000001AAA,ada@example.com\n');

beforeAll(() => client.initialize({}));
afterAll(() => {
  client.stop();
  rmSync(folder, { recursive: true });
});

const given: PreflightParams = {
  uri: leads,
  object: 'Lead',
  operation: 'insert',
  externalId: null,
  channel: 'rest-record',
  against: [existing],
};
const check = (params: Partial<PreflightParams>) =>
  client.rpc.sendRequest<PreflightAnswer>(preflightRequest.method, { ...given, ...params });

describe('a file that is going to be loaded', () => {
  test('is asked about by its columns and its name', async () => {
    const about = (uri: string) =>
      client.rpc.sendRequest<PreflightChoices>(preflightChoicesRequest.method, { uri });
    expect(await about(leads)).toMatchObject({
      objects: expect.arrayContaining([{ object: 'Lead', rules: 2 }]),
      suggested: 'Lead',
      columns: ['LastName', 'Company', 'Email'],
      channels: expect.arrayContaining([{ channel: 'bulk-2', title: 'Bulk API 2.0', batchSize: 200 }]),
    });
    for (const text of ['', 'LastName,Company,Email', 'LastName,Company,Email\n']) {
      await expect(about(fileAt('none.csv', text))).rejects.toThrow(
        /none\.csv cannot be read: it holds no records/,
      );
    }
    await expect(about(`${leads}x`)).rejects.toThrow(/leads\.csvx cannot be read/);
  });

  test.each([
    ['leads.csv', 'FirstName,LastName,Email', 'Lead'],
    ['contacts.csv', 'FirstName;LastName;Email', 'Contact'],
    ['x.csv', 'Email,Birthdate,AccountId', 'Contact'],
    ['leads.csv', 'FirstName,LastName', null],
    ['x.csv', 'email,amount,colour,shipped', null],
  ])('%s with %s has records of %s', async (name, header, object) => {
    const uri = `file:///ws/data/${name}`;
    expect(await client.rpc.sendRequest(objectOfHeaderRequest.method, { uri, header })).toBe(object);
  });

  test('has its rows refused by the rules, each with its line; nothing in it is an element', async () => {
    const { contents, html } = await check({});
    expect(contents).toContain('2</td><td class="fate refused">refused</td>');
    expect(contents).toMatch(
      /href="#line-3".*Lead\.Stop matches 00Q000000000001AAA.*href="#line-5".*row 1 of this file/,
    );
    expect(contents).toContain('Against 1 existing record of Lead in export.csv.');
    expect(html).not.toContain('href');
    for (const page of [contents, html]) expect(page).not.toMatch(/@example|Orbits|<b>/);
  });

  test('is compared with its own earlier rows where nothing else is given', async () => {
    expect((await check({ against: [] })).contents).not.toContain('#line-3');
  });

  test('is compared with existing records of each object that a file is given for', async () => {
    const { contents } = await check({ against: [contacts, existing] });
    expect(contents).toContain('Against 1 existing record of Contact in contacts.csv.');
    expect(contents).toContain('Against 1 existing record of Lead in export.csv.');
    expect(contents).toMatch(/href="#line-2".*Lead\.Across matches 003000000000001AAA.*href="#line-3"/);
  });

  test.each([
    [{ operation: 'update' }, /leads\.csv has no column Id/],
    [{ against: [`${existing}x`] }, /export\.csvx cannot be read/],
    [
      { against: [existing, again] },
      /"export\.csv" and "again\.csv" both hold existing records of Lead: put them into one file\./,
    ],
    [{ uri: 'untitled:1' }, /no file on disk/],
  ] as const)('%j is told', async (params, message) => {
    await expect(check(params)).rejects.toThrow(message);
  });

  test('has to have a column that the rules compare, by its name', async () => {
    const uri = fileAt('near.csv', 'LastName,Company,Emial\nByron,Orbits,ada@example.com\n');
    await expect(check({ uri })).rejects.toThrow(
      /^Nothing can be foreseen for near\.csv\. None of its columns .*\(Email\).* Did you mean "Email"\?$/,
    );
  });

  test('is let go of when the request is cancelled', async () => {
    const many = [
      'LastName,Email',
      ...Array.from({ length: 30_000 }, (_, i) => `N${i},n${i % 9}@example.com`),
    ];
    const uri = fileAt('many.csv', many.join('\n'));
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const stop = new CancellationTokenSource();
    const answer = client.rpc.sendRequest(preflightRequest.method, { ...given, uri }, stop.token);
    stop.cancel();
    await expect(answer).rejects.toThrow();
  });
});
