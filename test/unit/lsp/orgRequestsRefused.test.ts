import { describe, expect, test } from 'vitest';
import { type CodeLens, ErrorCodes } from 'vscode-languageserver/node';
import type { OrgGateway } from '../../../server/src/org/gateway.ts';
import {
  explainRequest,
  type FileRange,
  listRulesRequest,
  orgFailureCode,
  readRecordsRequest,
  recordFormRequest,
  refreshRulesRequest,
  ruleObjectsRequest,
  selectOrgRequest,
  testRecordRequest,
  trustGrantedNotification,
} from '../../../server/src/protocol.ts';
import {
  about,
  client,
  connected,
  document,
  explained,
  malformable,
  names,
  orgs,
  secretValue,
  start,
  useAskedOrgs,
} from './askedOrgs.ts';
import { capture, captureText } from './orgClient.ts';

useAskedOrgs();

describe('parameters that are not as they should be', () => {
  test.each(malformable)('of %s are refused, and the server lives on', async (method, right) => {
    await start();
    const wrong: unknown[] = [
      null,
      {},
      [],
      [secretValue, secretValue],
      ...Object.keys(right).flatMap((key) => [
        { ...right, [key]: undefined },
        { ...right, [key]: { sentinel: secretValue } },
        { ...right, [key]: 7 },
      ]),
    ];
    for (const params of wrong) {
      await expect(client.rpc.sendRequest(method, params), JSON.stringify(params)).rejects.toMatchObject({
        code: ErrorCodes.InvalidParams,
        message: expect.not.stringMatching(/sentinel/),
      });
    }
    await expect(client.rpc.sendRequest(method)).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
    expect(orgs.calls).toEqual([]);
    expect(await client.finding()).toBeDefined();
  });

  test.each([
    ['a field without a value', { object: 'Lead', id: null, fields: [{ name: 'Email' }] }],
    ['a list as a value', { object: 'Lead', id: null, fields: [{ name: 'Email', value: [secretValue] }] }],
    ['a number as an id', { object: 'Lead', id: 1, fields: [] }],
    ['no object', { id: null, fields: [] }],
  ])('of a record are refused: %s', async (_, wrong) => {
    await start();
    const params = { ...about, languageId: null, record: wrong };
    await expect(client.rpc.sendRequest(testRecordRequest.method, params)).rejects.toMatchObject({
      code: ErrorCodes.InvalidParams,
    });
  });

  test.each([
    { start: { line: 900, character: 9 }, end: { line: 901, character: 900 } },
    { start: { line: 3, character: 0 }, end: { line: 1, character: 0 } },
    { start: { line: 2, character: 2 ** 31 - 1 }, end: { line: 2 ** 31 - 1, character: 0 } },
  ])('but positions outside of the text are taken: %o', async (selection) => {
    await start();
    const { drafts } = await client.ask(readRecordsRequest, { ...document, selection });
    expect(Array.isArray(drafts)).toBe(true);
  });

  test('of addresses are no project', async () => {
    await start();
    for (const uri of ['', 'no address', 'file:///ws\u0000', '%%%', 'untitled:Untitled-1']) {
      expect(await client.ask(ruleObjectsRequest, { uri })).not.toEqual([]);
    }
  });

  test('of the list of rules are answered with an error', async () => {
    await start();
    await expect(client.rpc.sendRequest(listRulesRequest.method, null)).rejects.toThrow();
    await expect(client.rpc.sendRequest(listRulesRequest.method, { uri: 7 })).rejects.toThrow();
    expect(await client.ask(listRulesRequest, { uri: null })).not.toEqual([]);
  });
});

describe('a workspace that is not trusted', () => {
  test('asks no org before it is trusted', async () => {
    await start({ trusted: false });
    const asks = [
      ...names.map((name) => connected[name][1]),
      () => client.ask(selectOrgRequest, { ...about, username: 'eve@example.com' }),
    ];
    for (const ask of asks) {
      await expect((ask as () => Promise<unknown>)()).rejects.toMatchObject({
        code: orgFailureCode,
        data: { kind: 'untrusted' },
      });
    }
    const form = await client.ask(recordFormRequest, { ...about, object: 'Lead' });
    expect(form.fields).not.toEqual([]);
    expect(form).toMatchObject({ typesGuessed: true });
    expect(form.problems.join()).not.toContain('org');
    const explanation = await client.ask(explainRequest, explained);
    expect(explanation.refusals).toHaveLength(1);
    expect(explanation.problems.join()).toContain('not trusted');
    expect(orgs.calls).toEqual([]);

    await client.rpc.sendNotification(trustGrantedNotification.method, null);
    await client.ask(refreshRulesRequest, about);
    expect((await client.finding())?.message).toContain('org ada@example.com');
  });
});

/** What would load the org bundle. */
const forbidden: OrgGateway = {
  listOrgs: () => Promise.reject(new Error('asked')),
  connect: () => Promise.reject(new Error('asked')),
  useEmbedded: () => {},
  close: () => {},
};

describe('what needs no org', () => {
  test('asks none: start-up, findings, hovers, lenses, records in a file, lists', async () => {
    let asked = 0;
    const counting = new Proxy(forbidden, {
      get: (target, name, receiver) => {
        if (name !== 'close') asked++;
        return Reflect.get(target, name, receiver);
      },
    });
    await start({}, counting);
    await client.open(capture, captureText);
    expect(await client.finding()).toBeDefined();
    const textDocument = { uri: capture };
    const position = { line: 3, character: 9 };
    expect(await client.rpc.sendRequest('textDocument/hover', { textDocument, position })).not.toBeNull();
    expect(await client.rpc.sendRequest('textDocument/codeLens', { textDocument })).not.toEqual([]);
    const range = { start: position, end: position };
    const context = { diagnostics: [] };
    await client.rpc.sendRequest('textDocument/codeAction', { textDocument, range, context });
    await client.pullWorkspace();
    await client.rpc.sendRequest('duplicateRules/checkWorkspace', null);
    expect((await client.ask(readRecordsRequest, document)).drafts).toHaveLength(1);
    expect(await client.ask(ruleObjectsRequest, about)).not.toEqual([]);
    expect(await client.ask(listRulesRequest, about)).not.toEqual([]);
    await client.ask(explainRequest, { ...explained, useOrg: false });
    expect(asked).toBe(0);
  });

  test('a lens above a record leads to the test of that record', async () => {
    await start();
    await client.open(capture, captureText);
    const lenses = await client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: capture },
    });
    const lens = lenses.find(({ command }) => command?.command === 'duplicateRules.testRecord')!;
    expect(lens.command!.title).toBe('Test this Lead');
    expect(lens.range.start.line).toBe(2);
    const [place] = lens.command!.arguments as FileRange[];
    expect(place).toEqual({ uri: capture, range: lens.range });
    const { drafts, problems } = await client.ask(readRecordsRequest, {
      ...document,
      selection: place!.range,
    });
    expect(problems).toEqual([]);
    expect(drafts).toMatchObject([
      {
        object: 'Lead',
        id: null,
        fields: [{ name: 'LastName', value: 'Any' }],
        open: [{ name: 'Email', expression: 'email' }],
      },
    ]);
  });

  test('records are read from JSON and CSV that the server does not watch', async () => {
    await start();
    const selection = { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } };
    const json = await client.ask(readRecordsRequest, {
      uri: 'file:///ws/data/lead.json',
      languageId: 'json',
      text: '{"attributes":{"type":"Lead"},"Email":"ada@example.com"}',
      selection,
    });
    expect(json.drafts).toMatchObject([{ object: 'Lead', fields: [{ name: 'Email' }] }]);
    const csv = await client.ask(readRecordsRequest, {
      uri: 'untitled:rows.csv',
      languageId: 'csv',
      text: 'Email,LastName\nada@example.com,Lovelace\n',
      selection: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
    });
    expect(csv.drafts).toMatchObject([{ fields: [{ name: 'Email' }, { name: 'LastName' }] }]);
    expect((await client.ask(readRecordsRequest, { ...document, text: 'nothing' })).problems).not.toEqual([]);
  });
});
