import { afterEach, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type WorkspaceDiagnosticReportPartialResult,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver';
import { checkWorkspaceRequest, type WorkspaceSummary } from '../../../server/src/protocol.ts';
import { files, other, save, startClient } from './project.ts';
import { fullCapabilities, TestClient } from './testClient.ts';

let client: TestClient;
afterEach(() => client.stop());

function manyFiles(count: number): Record<string, string> {
  const many: Record<string, string> = { ...files };
  for (let index = 0; index < count; index++) many[`file:///ws/classes/Many${index}.cls`] = 'insert x;';
  return many;
}

test('files with findings are reported, open ones first', async () => {
  client = await TestClient.start({ ...files, 'file:///ws/classes/A.cls': 'insert x;' });
  await client.open(save, '  insert lead;');
  const { items } = await client.pullWorkspace();
  expect(items.map(({ uri, version }) => [uri, version])).toEqual([
    [save, 1],
    ['file:///ws/classes/A.cls', null],
  ]);
});

test('what the client has is left out, what is gone is taken back', async () => {
  client = await startClient();
  const { items } = await client.pullWorkspace();
  const previous = items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  expect(await client.pullWorkspace(previous)).toEqual({ items: [] });
  await client.open(save, 'nothing');
  const gone = { uri: 'file:///ws/classes/Gone.cls', value: 'x' };
  const report = await client.pullWorkspace([...previous, gone]);
  expect(report.items).toEqual([
    { kind: 'full', uri: save, version: 1, items: [] },
    { kind: 'full', uri: gone.uri, version: null, items: [] },
  ]);
});

test('a closed document is reported again, be it without findings', async () => {
  client = await startClient();
  const { items } = await client.pullWorkspace();
  const previousResultIds = items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  await client.open(other, 'nothing');
  const params = { previousResultIds, partialResultToken: 'part' };
  const pull = client.rpc.sendRequest(WorkspaceDiagnosticRequest.type, params);
  await client.close(other);
  expect((await pull).items).toEqual([{ kind: 'full', uri: other, version: null, items: [] }]);
});

test('many files come in partial results', async () => {
  client = await TestClient.start(manyFiles(120));
  const parts: WorkspaceDiagnosticReportPartialResult[] = [];
  client.rpc.onProgress(WorkspaceDiagnosticRequest.partialResult, 'part', (part) => {
    parts.push(part);
  });
  const source = new CancellationTokenSource();
  const params = { previousResultIds: [], partialResultToken: 'part' };
  const pull = client.rpc.sendRequest(WorkspaceDiagnosticRequest.type, params, source.token);
  const ended = pull.catch((error) => error);
  await expect.poll(() => parts.flatMap(({ items }) => items).length).toBe(121);
  expect(parts.length).toBeGreaterThan(1);
  source.cancel();
  expect(await ended).toMatchObject({ code: -32800 });
});

test('with nothing new a streaming request waits for a change', async () => {
  client = await startClient();
  const { items } = await client.pullWorkspace();
  const previousResultIds = items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  let answered = false;
  const params = { previousResultIds, partialResultToken: 'part' };
  const pull = client.rpc.sendRequest(WorkspaceDiagnosticRequest.type, params).then((report) => {
    answered = true;
    return report;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(answered).toBe(false);
  client.source.files.set(other, 'insert x;');
  await client.filesChanged({ uri: other, type: 2 });
  expect((await pull).items.map(({ uri }) => uri)).toEqual([other]);
});

test('beyond the cap files are left out until the user asks for all', async () => {
  client = await TestClient.start(manyFiles(510));
  expect((await client.pullWorkspace()).items).toHaveLength(500);
  expect(await client.received('window/showMessageRequest')).toMatchObject([
    {
      message: 'Duplicate Rules shows the findings of 500 of 511 files.',
      actions: [{ title: 'Show All' }],
    },
  ]);
  const summary = await client.rpc.sendRequest<WorkspaceSummary>(checkWorkspaceRequest.method, null);
  expect(summary).toMatchObject({ filesWithFindings: 511, findings: 511, hiddenFiles: 0, complete: true });
  await client.received('workspace/diagnostic/refresh');
  expect((await client.pullWorkspace()).items).toHaveLength(511);
});

test('it can be switched off', async () => {
  client = await startClient({ settings: () => ({ workspaceDiagnostics: { enabled: false } }) });
  expect(await client.pullWorkspace()).toEqual({ items: [] });
});

test('files outside the workspace folders are not reported', async () => {
  client = await startClient({ folders: ['file:///ws/classes'] });
  const { items } = await client.pullWorkspace();
  expect(items.map(({ uri }) => uri)).toEqual([save]);
});

test('the status tells projects, rules and what was found', async () => {
  client = await startClient();
  await client.pullWorkspace();
  await expect
    .poll(() => client.sent.get('duplicateRules/status')?.at(-1))
    .toMatchObject({
      projects: [{ root: 'file:///ws', name: 'ws', state: 'ready', files: 3, rules: 1, activeRules: 1 }],
      workspace: { files: 2, filesWithFindings: 1, findings: 1, bySeverity: { warning: 1 } },
    });
});

test('clients that cannot ask are sent the findings', async () => {
  const { diagnostic: _, ...textDocument } = fullCapabilities.textDocument!;
  client = await startClient({ capabilities: { ...fullCapabilities, textDocument } });
  expect(client.initialized!.capabilities.diagnosticProvider).toBeUndefined();
  const published = () =>
    (client.sent.get('textDocument/publishDiagnostics') ?? []) as { uri: string; diagnostics: [] }[];
  await expect.poll(() => published().at(-1)?.diagnostics.length).toBe(1);
  await client.open(save, '  insert lead;');
  await client.change(save, 2, 2, 8, 'update');
  await expect.poll(() => published().at(-1)).toMatchObject({ uri: save, diagnostics: [] });
});
