import { afterEach, describe, expect, test } from 'vitest';
import type {
  ClientCapabilities,
  CodeLens,
  Diagnostic,
  PublishDiagnosticsParams,
} from 'vscode-languageserver';
import { createProject } from '../../../server/src/core/project.ts';
import {
  listRulesRequest,
  openRuleCommand,
  type RuleEntry,
  ruleSavesRequest,
  ruleTreeRequest,
  showPlacesCommand,
} from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

const root = 'file:///ws';
const metadata = `${root}/force-app/main/default`;
const rule = `${metadata}/duplicateRules/Lead.Warn.duplicateRule-meta.xml`;
const code = `${metadata}/classes/A.cls`;
const text = `public class A {\n  void make() { insert new Lead(Email = 'a'); }\n}`;

const files = {
  [`${root}/sfdx-project.json`]: '{}',
  ...Object.fromEntries(
    [...expandRules('Lead.Warn: Alert/Report')].map(([path, one]) => [`${root}/${path}`, one]),
  ),
  [code]: text,
};

/** An editor that can do little: it is sent diagnostics, and registers nothing. */
const plain: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
};

let client: TestClient;
afterEach(() => client.stop());

async function start(capabilities = plain, initializationOptions: object = { commands: [] }): Promise<void> {
  client = new TestClient(new MemorySource(files), undefined, createProject);
  await client.initialize({ capabilities, initializationOptions });
}

const lensesOf = (uri: string) =>
  client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });

async function published(uri: string): Promise<readonly Diagnostic[]> {
  for (let count = 1; ; count++) {
    const all = (await client.received(
      'textDocument/publishDiagnostics',
      count,
    )) as PublishDiagnosticsParams[];
    const own = all.findLast((one) => one.uri === uri);
    if (own !== undefined && own.diagnostics.length > 0) return own.diagnostics;
  }
}

describe('an editor that is no VS Code', () => {
  test('gets findings, fixes with their edits, and everything else announced at once', async () => {
    await start();
    expect(client.initialized!.capabilities).toMatchObject({
      hoverProvider: true,
      completionProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      documentSymbolProvider: true,
    });
    expect(client.initialized!.capabilities).not.toHaveProperty('diagnosticProvider');
    await client.open(code, text);
    const [finding] = await published(code);
    expect(finding).toMatchObject({ code: 'missing-duplicate-rule-header', range: { start: { line: 1 } } });
    const actions = await client.rpc.sendRequest<{ edit?: object }[]>('textDocument/codeAction', {
      textDocument: { uri: code },
      range: finding!.range,
      context: { diagnostics: [finding] },
    });
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.every(({ edit }) => edit !== undefined)).toBe(true);
    expect(client.sent.has('client/registerCapability')).toBe(false);
  });

  test('that asks for findings, and cannot be told to ask again, is sent them', async () => {
    await start({ ...plain, textDocument: { ...plain.textDocument, diagnostic: {} } });
    expect(client.initialized!.capabilities).not.toHaveProperty('diagnosticProvider');
    expect(await published(code)).toHaveLength(1);
  });

  test('has lenses that say something, and none that offer what it cannot do', async () => {
    await start();
    const told = (await lensesOf(code)).map(({ command }) => command);
    expect(told).toEqual([{ title: "Refused by 'Warn' on a match", command: '' }]);
    expect(client.initialized!.capabilities).not.toHaveProperty('executeCommandProvider');
    for (const { command } of await lensesOf(rule)) expect(command).toMatchObject({ command: '' });
  });

  test('that shows documents is led to a rule by the server', async () => {
    await start({ ...plain, window: { showDocument: { support: true } } });
    expect(client.initialized!.capabilities.executeCommandProvider).toEqual({
      commands: [openRuleCommand, showPlacesCommand],
    });
    const [lens] = await lensesOf(code);
    const { command, arguments: given } = lens!.command!;
    await client.rpc.sendRequest('workspace/executeCommand', { command, arguments: given });
    expect(client.sent.get('window/showDocument')).toMatchObject([{ uri: rule, takeFocus: true }]);
    await client.rpc.sendRequest('workspace/executeCommand', { command, arguments: [{ location: 7 }] });
    expect(client.count('window/showDocument')).toBe(1);
  });

  test('that knows the commands gets them', async () => {
    await start({ ...plain, window: { showDocument: { support: true } } }, { commands: [openRuleCommand] });
    expect(client.initialized!.capabilities.executeCommandProvider).toEqual({
      commands: [showPlacesCommand],
    });
    const [lens] = await lensesOf(code);
    expect(lens!.command!.command).toBe(openRuleCommand);
  });
});

describe('an editor that tells nothing of files on disk', () => {
  test('has those read again that are saved or closed', async () => {
    await start();
    expect(client.initialized!.capabilities.textDocumentSync).toMatchObject({ save: { includeText: false } });
    await client.open(code, text);
    await published(code);
    const clean = text.replace("insert new Lead(Email = 'a');", '');
    await client.rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri: code, version: 2 },
      contentChanges: [{ text: clean }],
    });
    client.source.files.set(code, clean);
    await client.rpc.sendNotification('textDocument/didSave', { textDocument: { uri: code } });
    await client.close(code);
    // What was closed is asked for once more by reading it from disk.
    await expect.poll(() => lensesOf(code)).toEqual([]);
  });

  test('may know no workspace folders', async () => {
    client = new TestClient(new MemorySource(files), undefined, createProject);
    await client.rpc.sendRequest('initialize', { processId: null, rootUri: root, capabilities: plain });
    await client.rpc.sendNotification('initialized', {});
    const rules = await client.rpc.sendRequest<RuleEntry[]>(listRulesRequest.method, { uri: null });
    expect(rules.map(({ fullName }) => fullName)).toContain('Lead.Warn');
  });
});

describe('what is not as it should be', () => {
  test('of a document is left out, and the next request is answered', async () => {
    await start();
    const send = (method: string, params: unknown) =>
      client.rpc.sendNotification(`textDocument/${method}`, params);
    await send('didOpen', { textDocument: { uri: 7, languageId: 'apex', version: 1, text } });
    await send('didOpen', { textDocument: { uri: code, languageId: 'apex', version: 1 } });
    await send('didChange', { textDocument: { uri: 7, version: 2 }, contentChanges: [{ text: 3 }] });
    await send('didChange', { textDocument: { uri: code, version: 2 } });
    await send('didClose', { textDocument: {} });
    expect(await lensesOf(7 as unknown as string)).toEqual([]);
    expect(await client.rpc.sendRequest(listRulesRequest.method, { uri: null })).not.toEqual([]);
    await client.open(code, text);
    expect(await lensesOf(code)).toHaveLength(1);
  });

  test.each([
    [ruleTreeRequest.method, [undefined, {}, { withSaves: 'yes' }, 7]],
    [ruleSavesRequest.method, [undefined, { root }, { root: 7, object: null, rule: null }, []]],
    [listRulesRequest.method, [undefined, {}, { uri: 7 }]],
  ] as const)('of %s is refused', async (method, given) => {
    await start();
    for (const params of given) {
      await expect(client.rpc.sendRequest(method, params)).rejects.toThrow(
        'The parameters are not as they should be',
      );
    }
  });
});
