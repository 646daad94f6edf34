import { afterEach, expect, test } from 'vitest';
import { MemorySource } from './memorySource.ts';
import { files, rule, save, startClient } from './project.ts';
import { fullCapabilities, TestClient } from './testClient.ts';

let client: TestClient;
afterEach(() => client.stop());

/** A client whose project is read when `open` is called. */
function gated() {
  let open = () => {};
  const source = new MemorySource(files);
  source.gate = new Promise((resolve) => {
    open = resolve;
  });
  client = new TestClient(source);
  return open;
}

test('reading that takes long shows progress, which ends', async () => {
  const open = gated();
  await client.initialize({});
  // Work that ends before the answer to `create` has come never begins its progress.
  await client.received('$/progress');
  open();
  expect(await client.diagnostics(save)).toHaveLength(1);
  const progress = await client.received('$/progress', 2);
  expect(progress.at(0)).toMatchObject({
    value: { kind: 'begin', title: 'Duplicate Rules: reading ws', cancellable: true },
  });
  expect(progress.at(-1)).toMatchObject({ value: { kind: 'end' } });
});

test('a project whose reading the user cancels has no findings, and says so', async () => {
  const open = gated();
  await client.initialize({});
  const [progress] = (await client.received('window/workDoneProgress/create')) as { token: string }[];
  await client.received('$/progress');
  await client.rpc.sendNotification('window/workDoneProgress/cancel', { token: progress!.token });
  // An answer, of any kind, shows that the server has read what came before.
  await client.rpc.sendRequest('no/such/request').catch(() => {});
  open();
  expect(await client.diagnostics(save)).toEqual([]);
  await expect
    .poll(() => client.sent.get('duplicateRules/status')?.at(-1))
    .toMatchObject({ projects: [{ state: 'cancelled' }] });
});

class FailingSource extends MemorySource {
  override readProject(): never {
    throw new Error('disk on fire');
  }
}

test('a source that fails is told, and nothing is claimed', async () => {
  client = new TestClient(new FailingSource(files));
  await client.initialize({});
  expect(await client.diagnostics(save)).toEqual([]);
  await expect
    .poll(() => client.sent.get('duplicateRules/status')?.at(-1))
    .toMatchObject({ projects: [{ state: 'failed', problem: 'disk on fire' }] });
});

test('projects of several folders have their own rules and settings', async () => {
  const off = { severities: { 'missing-duplicate-rule-header': 'off' } };
  client = await TestClient.start(
    {
      ...files,
      'file:///two/sfdx-project.json': '{}',
      'file:///two/A.cls': 'insert x;',
      'file:///two/Lead.A.duplicateRule-meta.xml': '',
      'file:///three/sfdx-project.json': '{}',
      'file:///three/A.cls': 'insert x;',
    },
    {
      folders: ['file:///ws', 'file:///two', 'file:///three'],
      settings: (scope) => (scope === 'file:///two' ? off : {}),
    },
  );
  expect(await client.diagnostics(save)).toHaveLength(1);
  expect(await client.diagnostics('file:///two/A.cls')).toEqual([]);
  expect(await client.diagnostics('file:///three/A.cls')).toEqual([]);
  client.settings = () => ({});
  await client.rpc.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await expect.poll(() => client.diagnostics('file:///two/A.cls')).toHaveLength(1);
});

test('a folder that is renamed in the editor is read again', async () => {
  client = await startClient();
  expect(await client.diagnostics(save)).toHaveLength(1);
  client.source.files.delete(rule);
  const renamed = { oldUri: 'file:///ws/rules', newUri: 'file:///ws/rules.old' };
  await client.rpc.sendNotification('workspace/didRenameFiles', { files: [renamed] });
  await expect.poll(() => client.diagnostics(save)).toEqual([]);
});

test('a client that can do nothing is served', async () => {
  client = await startClient({ capabilities: {} });
  expect(await client.rpc.sendRequest('textDocument/codeLens', { textDocument: { uri: save } })).toHaveLength(
    1,
  );
  const published = await client.received('textDocument/publishDiagnostics');
  expect(published.at(-1)).toMatchObject({
    uri: save,
    diagnostics: [{ code: 'missing-duplicate-rule-header' }],
  });
});

test('the server says what it can do', async () => {
  client = await startClient({ capabilities: fullCapabilities });
  expect(client.initialized).toMatchObject({
    serverInfo: { name: 'duplicate-rules' },
    capabilities: {
      textDocumentSync: { openClose: true, change: 2 },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true },
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.duplicateRules'] },
    },
  });
});
