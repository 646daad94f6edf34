import { afterEach, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import { files, other, rule, save, startClient } from './project.ts';
import { TestClient } from './testClient.ts';

let client: TestClient;
afterEach(() => client.stop());

const found = {
  range: { start: { line: 0, character: 2 }, end: { line: 0, character: 8 } },
  severity: 2,
  code: 'missing-duplicate-rule-header',
  source: 'duplicate-rules',
  message: 'Refused by Lead Email.',
  relatedInformation: [
    {
      location: { uri: rule, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } },
      message: 'The rule',
    },
  ],
};

test('an open document has the findings of its text, with the rule as related information', async () => {
  client = await startClient();
  await client.open(save, '  insert lead;');
  expect(await client.diagnostics(save)).toEqual([found]);
});

test('a code leads to the page of its rule where the client names the folder of the pages', async () => {
  client = await startClient({ initializationOptions: { rulePages: 'file:///pages' } });
  expect(await client.diagnostics(save)).toMatchObject([
    { codeDescription: { href: 'file:///pages/missing-duplicate-rule-header.md' } },
  ]);
});

test('an open document hides the file, until it is closed', async () => {
  client = await startClient();
  await client.open(save, 'nothing');
  expect(await client.diagnostics(save)).toEqual([]);
  await client.close(save);
  expect(await client.diagnostics(save)).toEqual([found]);
});

test('incremental changes are applied, and only the last text is handed to the analysis', async () => {
  client = await startClient();
  await client.open(other, 'nothing');
  expect(await client.diagnostics(other)).toEqual([]);
  const [project] = client.projects;
  const before = project!.received.length;
  await client.change(other, 2, 0, 7, 'ins');
  await client.change(other, 3, 3, 3, 'ert');
  await client.change(other, 4, 6, 6, ' x;');
  expect(await client.diagnostics(other)).toHaveLength(1);
  expect(project!.received.slice(before)).toEqual([[other, 'insert x;']]);
});

test('equal findings are reported as unchanged, others in full', async () => {
  client = await startClient();
  await client.open(save, '  insert lead;');
  const first = await client.pull(save);
  await client.change(save, 2, 14, 14, ' // same');
  const second = await client.pull(save, first.resultId);
  expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId });
  await client.change(save, 3, 0, 0, ' ');
  expect(await client.pull(save, first.resultId)).toMatchObject({ kind: 'full' });
});

test('files that are not known, not read or not there have no findings', async () => {
  client = await startClient();
  for (const uri of ['file:///ws/Gone.cls', 'untitled:Untitled-1', 'file:///ws/a.txt', 'nonsense', '']) {
    expect(await client.diagnostics(uri)).toEqual([]);
  }
});

test('a URI is the same however it is percent-encoded', async () => {
  client = await startClient();
  await client.open('file:///ws/classes/S%61ve.cls', 'nothing');
  expect(await client.diagnostics(save)).toEqual([]);
});

test('a document outside every project has a project of its own', async () => {
  client = await startClient();
  const loose = 'file:///elsewhere/A.cls';
  await client.open(loose, 'insert x;');
  expect(await client.diagnostics(loose)).toEqual([]);
  expect(client.projects.at(-1)!.received).toEqual([[loose, 'insert x;']]);
});

test('a document outside the workspace belongs to the project above it', async () => {
  client = await startClient({ folders: [] });
  await client.open(save, '  insert lead;');
  expect(await client.diagnostics(save)).toEqual([found]);
});

test('a failing file is told and does not harm the others', async () => {
  client = await startClient();
  await client.open(other, 'BOOM');
  expect(await client.diagnostics(other)).toEqual([]);
  expect(await client.diagnostics(save)).toEqual([found]);
  await client.diagnostics(other);
  const logged = await client.received('window/logMessage');
  expect(logged.filter((entry) => JSON.stringify(entry).includes('boom'))).toHaveLength(1);
});

test('a request waits until the project is read, and can be cancelled meanwhile', async () => {
  client = new TestClient(new (await import('./memorySource.ts')).MemorySource(files));
  let openGate = () => {};
  client.source.gate = new Promise((resolve) => {
    openGate = resolve;
  });
  await client.initialize({});
  const waiting = client.diagnostics(save);
  const source = new CancellationTokenSource();
  const cancelled = client.rpc.sendRequest(
    'textDocument/diagnostic',
    { textDocument: { uri: save } },
    source.token,
  );
  source.cancel();
  openGate();
  await expect(cancelled).rejects.toMatchObject({ code: -32800 });
  expect(await waiting).toEqual([found]);
});

test('of several projects in a folder the nearest one counts', async () => {
  client = await TestClient.start({
    ...files,
    'file:///ws/inner/sfdx-project.json': '{}',
    'file:///ws/inner/A.cls': 'insert x;',
  });
  expect(await client.diagnostics('file:///ws/inner/A.cls')).toEqual([]);
  expect(await client.diagnostics(save)).toEqual([found]);
});

test('a workspace folder can come and go', async () => {
  client = await startClient({ folders: [] });
  expect(await client.diagnostics(save)).toEqual([]);
  const folder = { uri: 'file:///ws', name: 'ws' };
  const event = { added: [folder], removed: [] };
  await client.rpc.sendNotification('workspace/didChangeWorkspaceFolders', { event });
  expect(await client.diagnostics(save)).toEqual([found]);
  await client.rpc.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: [], removed: [folder] },
  });
  expect(await client.diagnostics(save)).toEqual([]);
});
