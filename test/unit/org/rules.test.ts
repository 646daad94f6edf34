import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDuplicateRule } from '../../../server/src/core/metadata/duplicateRule.ts';
import { createGateway } from '../../../server/src/org/main.ts';
import type { Component } from '../../../server/src/org/rules/metadata.ts';
import { metadataXml } from '../../../server/src/org/rules/metadataXml.ts';
import { sortPersonAccounts } from '../../../server/src/org/rules/personAccounts.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { type FakeOrg, type FakeReply, soapFault, soapReply, startFakeOrg } from '../../support/fakeOrg.ts';
import { useOrgHome } from '../../support/orgHome.ts';
import { sampleProject, startSampleOrg } from '../../support/sandbox.ts';

const home = useOrgHome();
const signal = new AbortController().signal;
const gateway = createGateway({ log: () => {} });
let org: Sandbox;
let fake: FakeOrg;

beforeAll(async () => {
  org = await startSampleOrg();
  fake = await startFakeOrg();
});
afterAll(async () => {
  gateway.close();
  await org.close();
  await fake.close();
});

function sampleFiles(folder: string): [string, string][] {
  const full = path.join(sampleProject, 'force-app/main/default', folder);
  return readdirSync(full).map((name) => [`${folder}/${name}`, readFileSync(path.join(full, name), 'utf8')]);
}

describe('the rules of an org', () => {
  it('are those of the project that was deployed to it', async () => {
    home.logIn({ url: org.url, token: org.token, username: org.username });
    const session = await gateway.connect(home.project, null, signal);
    const told: string[] = [];
    const reading = await session.readRules(signal, (text) => told.push(text), []);
    expect(reading).toMatchObject({ by: 'metadata', objects: 'all', problems: [], uiApi: {} });
    expect(reading.leadConversionValidation).toBeTypeOf('boolean');
    expect(Date.parse(reading.readAt)).not.toBeNaN();
    expect(told[0]).toBe('Listing duplicate rules and matching rules');

    const files = new Map(reading.files.map((file) => [file.path, file.text]));
    for (const [name, text] of sampleFiles('duplicateRules')) {
      const rule = (content: string) => {
        const { rule: read } = readDuplicateRule(name, content);
        return { name: read?.fullName, ...read, source: null };
      };
      expect(rule(files.get(name) ?? '')).toEqual(rule(text));
    }
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(sampleFiles('matchingRules').map(([name]) => name)),
    );
    expect(org.journal.writes).toEqual([]);
  });

  it('are told by the UI API where Setup is closed to the user', async () => {
    const user = org.logIn('No Setup', { viewSetup: false });
    home.logIn({ url: org.url, token: user.token, username: user.username, alias: 'closed' });
    const session = await gateway.connect(null, 'closed', signal);
    const reading = await session.readRules(signal, () => {}, ['Candidate__c', 'Nope__c']);
    expect(reading).toMatchObject({ by: 'ui-api', files: [], leadConversionValidation: null });
    expect(reading.objects).toEqual(['Account', 'Contact', 'Lead', 'Candidate__c']);
    expect(Object.keys(reading.uiApi)).toEqual(reading.objects);
    expect(reading.problems[0]).toMatch(/"View Setup and Configuration"/);
    expect(reading.problems[1]).toMatch(/Nope__c/);
    expect(await session.ruleSetupUrl('DuplicateRule', 'Lead.Lead_Email', signal)).toMatch(/\/home$/);
  });

  it('are read by names only, whatever the org calls its objects', async () => {
    const types = ['Lead/../../sobjects/Account?x=', '\u001b[31mRed', 'Lead\nX', '__proto__', 7, 'Case'];
    fake.answer(({ url }) => {
      if (url === '/services/data') return [{ version: '66.0' }];
      if (url.includes('/Soap/')) return soapFault('sf:INSUFFICIENT_ACCESS', 'x');
      if (url.includes('/query')) return { records: types.map((SobjectType) => ({ SobjectType })) };
      return { duplicateRules: [] };
    });
    home.logIn({ url: fake.url, alias: 'lying', username: 'lying@example.com' });
    const session = await gateway.connect(null, 'lying', signal);
    const told: string[] = [];
    const reading = await session.readRules(signal, (text) => told.push(text), []);
    expect(reading.objects).toEqual(['Case', 'Account', 'Contact', 'Lead']);
    expect(told.join('\n')).not.toMatch(/Red|proto|\.\./);
  });

  it('are not complete where one that is listed cannot be read', async () => {
    fake.answer(({ url, body }) => {
      if (url === '/services/data') return [{ version: '66.0' }];
      if (body.includes('listMetadata')) {
        return soapReply(
          '<listMetadataResponse><result><fullName>Lead.A</fullName><type>DuplicateRule</type></result><result><fullName>Lead.B</fullName><type>DuplicateRule</type></result></listMetadataResponse>',
        );
      }
      const records = body.includes('>DuplicateRule<')
        ? '<records xsi:type="DuplicateRule"><fullName>Lead.A</fullName><isActive>true</isActive></records><records xsi:nil="true"/>'
        : '<records xsi:nil="true"/>';
      return soapReply(`<readMetadataResponse><result>${records}</result></readMetadataResponse>`);
    });
    home.logIn({ url: fake.url, alias: 'odd', username: 'odd@example.com' });
    const session = await gateway.connect(null, 'odd', signal);
    const reading = await session.readRules(signal, () => {}, []);
    expect(reading).toMatchObject({ objects: [], problems: [expect.stringContaining('Lead.B')] });
    expect(reading.files.map((file) => file.path)).toEqual(['duplicateRules/Lead.A.duplicateRule-meta.xml']);
  });

  it('are read ten at a time', async () => {
    const names = Array.from({ length: 23 }, (_, at) => `Lead.R${at}`);
    fake.answer(({ body }): FakeReply => {
      if (body.includes('listMetadata')) {
        return soapReply(
          `<listMetadataResponse>${names.map((name) => `<result><fullName>${name}</fullName><type>DuplicateRule</type></result>`).join('')}</listMetadataResponse>`,
        );
      }
      const asked = [...body.matchAll(/<fullNames>([^<]+)</g)].map(([, name]) => name);
      expect(asked.length).toBeLessThanOrEqual(10);
      return soapReply(
        `<readMetadataResponse><result>${asked.map((name) => `<records><fullName>${name}</fullName></records>`).join('')}</result></readMetadataResponse>`,
      );
    });
    const session = await gateway.connect(null, 'odd', signal);
    const told: string[] = [];
    const reading = await session.readRules(signal, (text) => told.push(text), []);
    expect(reading.files.filter((file) => file.path.startsWith('duplicateRules/'))).toHaveLength(23);
    expect(told).toContain('Reading duplicate rules 21 to 23 of 23');
  });

  it.each(['../../x', 'Lead.A/../../B', 'Lead.<A>', ''])('named %s are no rules', async (name) => {
    const escaped = name.replaceAll('<', '&lt;');
    fake.answer(() =>
      soapReply(
        `<listMetadataResponse><result><fullName>${escaped}</fullName><type>DuplicateRule</type></result></listMetadataResponse>`,
      ),
    );
    const session = await gateway.connect(null, 'odd', signal);
    await expect(session.readRules(signal, () => {}, [])).rejects.toMatchObject({ kind: 'bad-answer' });
  });

  it('end with the limit, not half-way', async () => {
    fake.answer(({ body }) =>
      body.includes('listMetadata')
        ? soapReply(
            '<listMetadataResponse><result><fullName>Lead.A</fullName><type>DuplicateRule</type></result></listMetadataResponse>',
          )
        : soapFault('sf:REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
    );
    const session = await gateway.connect(null, 'odd', signal);
    await expect(session.readRules(signal, () => {}, [])).rejects.toMatchObject({ kind: 'limit' });
  });
});

describe('a component as a file', () => {
  it('looks as a retrieve writes it', () => {
    const component = {
      $: { 'xsi:type': 'DuplicateRule' },
      fullName: 'Lead.X',
      masterLabel: 'X & Y <z>',
      alertText: `You're "here"`,
      description: '',
      operationsOnInsert: ['Alert', 'Report'],
      duplicateRuleFilter: { $: { 'xsi:nil': 'true' } },
      duplicateRuleMatchRules: [{ matchingRule: 'A', matchRuleSObjectType: 'Lead' }],
    };
    expect(metadataXml('DuplicateRule', component)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<DuplicateRule xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <alertText>You&apos;re &quot;here&quot;</alertText>
    <description/>
    <duplicateRuleFilter xsi:nil="true"/>
    <duplicateRuleMatchRules>
        <matchRuleSObjectType>Lead</matchRuleSObjectType>
        <matchingRule>A</matchingRule>
    </duplicateRuleMatchRules>
    <masterLabel>X &amp; Y &lt;z&gt;</masterLabel>
    <operationsOnInsert>Alert</operationsOnInsert>
    <operationsOnInsert>Report</operationsOnInsert>
</DuplicateRule>
`);
  });
});

describe('rules of person accounts', () => {
  const component = (fullName: string, label = 'L', type = 'Account'): [string, Component] => [
    fullName,
    { fullName, masterLabel: label, duplicateRuleMatchRules: { matchRuleSObjectType: type } },
  ];
  it.each([
    ['read only in their own form', [component('PersonAccount.X')], null, ['PersonAccount.X']],
    [
      'listed as Account, by the org’s tables',
      [component('Account.X'), component('Account.Y')],
      ['X'],
      ['PersonAccount.X', 'Account.Y'],
    ],
    [
      'listed as Account, by what they match',
      [component('Account.X', 'L', 'PersonAccount')],
      null,
      ['PersonAccount.X'],
    ],
    ['no rule of them', [component('Account.X')], null, ['Account.X']],
    [
      'one rule given in both forms',
      [component('Account.X'), component('PersonAccount.X')],
      null,
      ['Account.X'],
    ],
    [
      'one rule in both forms, by the tables',
      [component('Account.X'), component('PersonAccount.X')],
      ['X'],
      ['PersonAccount.X'],
    ],
    [
      'two rules of one name',
      [component('Account.X'), component('PersonAccount.X', 'other')],
      ['X'],
      ['Account.X', 'PersonAccount.X'],
    ],
  ])('%s', (_, read, subtypes, expected) => {
    const sorted = sortPersonAccounts(new Map(read), subtypes === null ? null : new Set(subtypes));
    expect(sorted.map(({ fullName }) => fullName)).toEqual(expected);
  });
});
