import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { askBeforeToolRequest, callToolRequest, selectOrgRequest } from '../../../server/src/protocol.ts';
import { FakeOrgs, orgProblem, readingOf } from './fakeOrgs.ts';
import { capture, captureText, OrgClient, type OrgClientOptions } from './orgClient.ts';

const path = capture.replace('file://', '');
const secretValue = 'sentinel.value@secret.example';
const record = { object: 'Lead', fields: { Email: secretValue }, useOrg: true };

let client: OrgClient;
let orgs: FakeOrgs;
beforeEach(() => {
  orgs = new FakeOrgs();
});
afterEach(async () => {
  expect(client.everythingSent()).not.toMatch(/sentinel/i);
  await client.stop();
});

async function start(options: OrgClientOptions = {}): Promise<void> {
  client = await OrgClient.of(orgs, options);
  await client.open(capture, captureText);
}

const call = (name: string, input: unknown, org: string | null = null) =>
  client.ask(callToolRequest, { name, input, uri: capture, org });
const ask = (name: string, input: unknown) => client.ask(askBeforeToolRequest, { name, input, uri: capture });

describe('without an org', () => {
  test('a file is checked as it is in the editor, or as it would be', async () => {
    await start();
    const { text, isError } = await call('check_file', { path });
    expect(isError).toBe(false);
    expect(text).toContain('# classes/Capture.cls: 1 finding');
    expect(text).toMatch(/`missing-duplicate-rule-header`, line 4/);
    expect(text).toContain('-        insert visitor;\n');
    const proposed = await call('check_file', { path, text: captureText.replace('insert visitor;', '') });
    expect(proposed.text).toContain('# classes/Capture.cls: no findings');
    // What was only asked about is not what the editor has.
    expect(await client.finding()).toBeDefined();
    const python = "from simple_salesforce import Salesforce\nSalesforce().Lead.create({'Email': 'y'})\n";
    await client.open('file:///ws/load.py', '');
    expect((await call('check_file', { path: '/ws/load.py', text: python })).text).toContain(
      'load.py: 1 finding',
    );
  });

  test.each([
    ['what_happens_on_save', { object: 'lead' }, '# What happens on save: Lead'],
    [
      'what_happens_on_save',
      { object: 'Leed' },
      'No object Leed is known: check its name. Objects with rules: ',
    ],
    ['what_happens_on_save', { object: 'Nope__c' }, 'No object Nope__c is known: check its name.'],
    ['list_rules', { object: 'Contact' }, 'No rule file of Contact is known: '],
    [
      'test_record',
      { object: 'Lead', fields: { Emial: 'q@q.example' }, existing: [{ Nope: 1 }] },
      'Lead has no field Emial in the project. Did you mean "Email"?',
    ],
    [
      'test_record',
      { object: 'Lead', fields: { Emial: 'q@q.example' }, existing: [{ Nope: 1 }] },
      'Lead has no field Nope that is known here.',
    ],
    [
      'test_record',
      { object: 'Lead', fields: { Emial: 'q@q.example' }, existing: [{ Nope: 1 }] },
      'All fields that the rules of Lead look at are blank in the record: ',
    ],
    [
      'test_record',
      { object: 'Lead', fields: { Emial: 'q@q.example' }, existing: [{ Nope: 1 }] },
      'No existing record of Lead holds a field that the rules compare: ',
    ],
    ['list_rules', { object: 'Lead' }, '## Standard Lead Duplicate Rule'],
    ['explain_error', { text: 'DUPLICATES_DETECTED: no' }, '1 record refused by a duplicate rule'],
    [
      'test_record',
      { object: 'Lead', fields: { Email: 'a@b.c' }, existing: [{ Email: 'A@b.c' }] },
      'Known from the local rules and Lead records given (1 record of Lead)',
    ],
  ])('%s of %j', async (name, input, expected) => {
    await start({ trusted: false });
    expect(await ask(name, input)).toBeNull();
    const { text, isError } = await call(name, input);
    expect(isError).toBe(false);
    expect(text).toContain(expected);
    expect(orgs.calls).toEqual([]);
  });

  test.each([
    ['check_file', {}, /path: Invalid input/],
    ['check_file', { path: '/etc/hostname' }, /outside of what may be read/],
    ['check_file', { path: '/ws/../etc/hostname' }, /outside of what may be read/],
    ['test_record', { object: 'Lead', fields: { Email: secretValue } }, /give exactly one of against/],
    ['test_record', { ...record, fields: { Email: [secretValue] } }, /fields\.Email: Invalid input/],
    ['test_record', { ...record, fields: { Id: '00Q000000000001' } }, /Give the id as id/],
    ['test_record', { ...record, surprise: 1 }, /there is no parameter surprise/],
    ['no_tool', {}, /There is no tool no_tool/],
  ])('%s of %j says what is wrong', async (name, input, expected) => {
    await start();
    const { text, isError } = await call(name, input);
    expect(isError).toBe(true);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/sentinel/);
    expect(orgs.asked('connect')).toEqual([]);
  });
});

describe('with an org', () => {
  test('the user is told which, and what it gets, before that', async () => {
    await start();
    expect(await ask('test_record', record)).toEqual({
      org: { username: 'ada@example.com', alias: null, instanceUrl: 'https://example.my.salesforce.com' },
      record: { object: 'Lead', fields: ['Email'], id: null },
    });
    expect(await ask('explain_error', { text: 'DUPLICATES_DETECTED', useOrg: true })).toMatchObject({
      org: { username: 'ada@example.com' },
      record: null,
    });
    expect(orgs.asked('connect')).toEqual([]);
    const { text } = await call('test_record', record, 'ada@example.com');
    expect(text).toContain("is refused with DUPLICATES_DETECTED by rule 'Lead_Email'");
    expect(orgs.asked('testRecord')).toEqual([
      { object: 'Lead', id: null, fields: [{ name: 'Email', value: secretValue }] },
    ]);
  });

  test('no other is asked than the one that was agreed to', async () => {
    await start();
    orgs.rules.set('eve@example.com', readingOf([]));
    expect(await call('test_record', record)).toMatchObject({ isError: true });
    expect(orgs.asked('connect')).toEqual([]);
    await client.ask(selectOrgRequest, { uri: capture, username: 'eve@example.com' });
    const other = await call('test_record', record, 'ada@example.com');
    expect(other).toMatchObject({ isError: true, text: expect.stringContaining('another org was selected') });
    expect(orgs.asked('readRules')).toEqual([]);
    expect(orgs.asked('testRecord')).toEqual([]);
  });

  test('none is asked where the workspace is not trusted, and the model is told', async () => {
    await start({ trusted: false });
    expect(await ask('test_record', record)).toBeNull();
    for (const org of [null, 'ada@example.com']) {
      expect(await call('test_record', record, org)).toMatchObject({
        isError: true,
        text: expect.stringContaining('not trusted'),
      });
    }
    expect(orgs.calls).toEqual([]);
  });

  test('what fails there is told, and what is unexpected is not quoted', async () => {
    await start();
    orgs.failing.set('testRecord', orgProblem('expired', 'The session has expired.'));
    expect(await call('test_record', record, 'ada@example.com')).toEqual({
      isError: true,
      text: 'The session has expired.',
    });
    orgs.failing.set('testRecord', new Error(secretValue));
    await expect(call('test_record', record, 'ada@example.com')).rejects.toThrow(
      /Unexpected error \(Error\)/,
    );
  });

  test('a call that is cancelled is answered at once', async () => {
    await start();
    orgs.silent.add('testRecord');
    const source = new CancellationTokenSource();
    const params = { name: 'test_record', input: record, uri: capture, org: 'ada@example.com' };
    const answer = client.rpc.sendRequest(callToolRequest.method, params, source.token);
    await expect.poll(() => orgs.asked('testRecord').length).toBe(1);
    source.cancel();
    await expect(answer).rejects.toThrow();
  });
});
