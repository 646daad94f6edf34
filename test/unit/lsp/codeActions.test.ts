import { afterEach, expect, test } from 'vitest';
import type { CodeAction, CodeLens, Hover } from 'vscode-languageserver';
import { fixAllKind } from '../../../server/src/protocol.ts';
import { other, rule, save, startClient } from './project.ts';
import { fullCapabilities, type TestClient } from './testClient.ts';

let client: TestClient;
afterEach(() => client.stop());

const range = { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } };
const insertRange = { start: { line: 0, character: 2 }, end: { line: 0, character: 8 } };

function actions(uri: string, context: object = { diagnostics: [] }): Promise<CodeAction[]> {
  return client.rpc.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
}

test('a fix is offered at its finding, and its edit made when it is chosen', async () => {
  client = await startClient();
  await client.open(save, '  insert lead;');
  const [shown] = await client.diagnostics(save);
  const [action] = await actions(save, { diagnostics: [shown] });
  expect(action).toMatchObject({ title: 'Write INSERT', kind: 'quickfix', isPreferred: true });
  expect(action!.diagnostics).toEqual([shown]);
  expect(action!.edit).toBeUndefined();
  const resolved = await client.rpc.sendRequest<CodeAction>('codeAction/resolve', action);
  expect(resolved.edit).toEqual({
    documentChanges: [
      { textDocument: { uri: save, version: 1 }, edits: [{ range: insertRange, newText: 'INSERT' }] },
    ],
  });
});

test('a fix for a text that has changed since is refused', async () => {
  client = await startClient();
  await client.open(save, '  insert lead;');
  const [action] = await actions(save);
  await client.change(save, 2, 0, 0, ' ');
  await expect(client.rpc.sendRequest('codeAction/resolve', action)).rejects.toMatchObject({ code: -32801 });
});

test('simple clients get the edit at once, without versions', async () => {
  client = await startClient({
    capabilities: {
      textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
    },
  });
  const [action] = await actions(save);
  expect(action!.edit).toEqual({ changes: { [save]: [{ range: insertRange, newText: 'INSERT' }] } });
});

test.each([
  { only: undefined, kinds: ['quickfix'] },
  { only: ['quickfix'], kinds: ['quickfix'] },
  { only: ['source'], kinds: [fixAllKind] },
  { only: ['source.fixAll'], kinds: [fixAllKind] },
  { only: [fixAllKind], kinds: [fixAllKind] },
  { only: ['source.organizeImports'], kinds: [] },
  { only: ['refactor'], kinds: [] },
])('asked for $only it offers $kinds', async ({ only, kinds }) => {
  client = await startClient();
  const offered = await actions(save, { diagnostics: [], ...(only === undefined ? {} : { only }) });
  expect(offered.map(({ kind }) => kind)).toEqual(kinds);
});

test('all safe fixes of a file are one edit', async () => {
  client = await startClient();
  await client.open(save, '  insert a; insert b;');
  const [action] = await actions(save, { diagnostics: [], only: [fixAllKind] });
  const { edit } = await client.rpc.sendRequest<CodeAction>('codeAction/resolve', action);
  expect(edit!.documentChanges).toMatchObject([{ edits: [{ newText: 'INSERT' }, { newText: 'INSERT' }] }]);
});

test('nothing is offered where there is no finding, or no such file', async () => {
  client = await startClient();
  expect(await actions(other)).toEqual([]);
  expect(await actions('file:///ws/Gone.cls')).toEqual([]);
});

test('a hover describes the save under the pointer', async () => {
  client = await startClient();
  const ask = (character: number) =>
    client.rpc.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: save },
      position: { line: 0, character },
    });
  expect(await ask(4)).toEqual({
    contents: { kind: 'markdown', value: '**refused**' },
    range: insertRange,
  });
  expect(await ask(0)).toBeNull();
});

test('a lens over a save names the rule that refuses it and leads to its file', async () => {
  client = await startClient();
  const lenses = await client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: save },
  });
  expect(lenses).toMatchObject([
    {
      range: insertRange,
      command: {
        title: "Refused by 'Lead Email' on a match",
        command: 'duplicateRules.openRule',
        arguments: [[{ fullName: 'Lead.Email', location: { uri: rule } }]],
      },
    },
  ]);
});

test('lenses can be switched off while the server runs', async () => {
  client = await startClient();
  client.settings = () => ({ codeLens: { enabled: false } });
  await client.diagnostics(save);
  await client.rpc.sendNotification('workspace/didChangeConfiguration', { settings: null });
  const ask = () => client.rpc.sendRequest('textDocument/codeLens', { textDocument: { uri: save } });
  await expect.poll(ask).toEqual([]);
  await client.received('workspace/codeLens/refresh');
});

test('the rules of a project can be listed', async () => {
  client = await startClient({ capabilities: fullCapabilities });
  expect(await client.rpc.sendRequest('duplicateRules/listRules', { uri: save })).toEqual([
    {
      fullName: 'Lead.Email',
      label: 'Lead Email',
      object: 'Lead',
      active: true,
      actions: 'Block on create, Block on edit',
      project: 'ws',
      location: { uri: rule, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } },
      origin: '',
    },
  ]);
});
