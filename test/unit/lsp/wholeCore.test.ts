import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CodeAction, type CodeLens, type Hover, MessageType } from 'vscode-languageserver';
import { createProject } from '../../../server/src/core/project.ts';
import { listRulesRequest, type RuleEntry, type ServerStatus } from '../../../server/src/protocol.ts';
import { MemorySource } from './memorySource.ts';
import { fullCapabilities, TestClient } from './testClient.ts';

/** The sample project, with the real analysis behind the server. */
const folder = join(import.meta.dirname, '../../../samples/recruiting');
const root = 'file:///recruiting';
const metadata = `${root}/force-app/main/default`;
const rule = `${metadata}/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml`;
const capture = `${metadata}/classes/LeadCapture.cls`;

let client: TestClient;

function sampleFiles(): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths.map((path) => [root + path.slice(folder.length).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

beforeEach(async () => {
  client = new TestClient(new MemorySource(sampleFiles()), undefined, () => createProject({ root }));
  await client.initialize({ folders: [root] });
});
afterEach(() => client.stop());

const text = (uri: string) => client.source.files.get(uri)!;

async function codes(uri: string): Promise<unknown[]> {
  return (await client.diagnostics(uri)).map(({ code }) => code);
}

test('a save is warned of, described, and has a lens that leads to the rule', async () => {
  await client.open(capture, text(capture));
  const [finding] = await client.diagnostics(capture);
  expect(finding).toMatchObject({ code: 'missing-duplicate-rule-header', severity: 2 });
  expect(finding!.relatedInformation![0]!.location.uri).toBe(rule);
  const position = finding!.range.start;
  const textDocument = { uri: capture };
  const hover = await client.rpc.sendRequest<Hover>('textDocument/hover', { textDocument, position });
  expect(JSON.stringify(hover.contents)).toContain('Lead Email');
  const lenses = await client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
  expect(lenses.map(({ command }) => command!.title).join()).toContain("'Lead Email'");
});

test('a rule that is switched off in the editor refuses nothing, before it is saved', async () => {
  expect(await codes(capture)).toContain('missing-duplicate-rule-header');
  await client.open(rule, text(rule).replace('<isActive>true<', '<isActive>false<'));
  expect(await codes(capture)).toEqual([]);
  await client.close(rule);
  expect(await codes(capture)).toContain('missing-duplicate-rule-header');
});

test('a rule file that cannot be read is told where it is broken', async () => {
  await client.open(rule, text(rule).replace('</DuplicateRule>', ''));
  expect(await codes(rule)).toContain('invalid-rule-metadata');
});

test('a rule file is mended, or the reason goes into a configuration file that is made for it', async () => {
  await client.open(rule, text(rule).replace(/ *<sortOrder>.*?<\/sortOrder>\s*?\n/, ''));
  const finding = (await client.diagnostics(rule)).find(({ code }) => code === 'invalid-rule-metadata');
  const offered = await client.rpc.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: rule },
    range: finding!.range,
    context: { diagnostics: [finding] },
  });
  const resolved = await Promise.all(
    offered.map((action) => client.rpc.sendRequest<CodeAction>('codeAction/resolve', action)),
  );
  const edits = new Map(resolved.map(({ title, edit }) => [title, edit!.documentChanges!]));
  const inRule = edits.get('Add <sortOrder> 1: behind the other Lead rules of this project');
  expect(inRule).toMatchObject([{ textDocument: { uri: rule }, edits: [{}] }]);
  const inConfiguration = [...edits].find(([title]) => title.includes('duplicate-rules.config.json'))?.[1];
  const uri = expect.stringMatching(/\/duplicate-rules\.config\.json$/);
  expect(inConfiguration).toMatchObject([{ kind: 'create', uri }, { textDocument: { uri } }]);
  await client.close(rule);
});

test('each fix that is offered can be resolved to an edit', async () => {
  await client.open(capture, text(capture));
  const offered: string[] = [];
  for (const finding of await client.diagnostics(capture)) {
    const actions = await client.rpc.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: capture },
      range: finding.range,
      context: { diagnostics: [finding] },
    });
    for (const action of actions) {
      const { edit } = await client.rpc.sendRequest<CodeAction>('codeAction/resolve', action);
      expect(edit?.documentChanges?.length, action.title).toBeGreaterThan(0);
      offered.push(action.title);
    }
  }
  expect(offered.length).toBeGreaterThan(2);
});

test('typing anything leaves the findings of other files alone', async () => {
  await client.open(capture, '');
  const before = (await client.pullWorkspace()).items.filter(({ uri }) => uri !== capture);
  const source = text(capture);
  for (const [index, end] of [40, 200, 400, 600, source.length].entries()) {
    const whole = { textDocument: { uri: capture, version: index + 2 } };
    const contentChanges = [{ text: source.slice(0, end) }];
    await client.rpc.sendNotification('textDocument/didChange', { ...whole, contentChanges });
    await client.diagnostics(capture);
  }
  const after = (await client.pullWorkspace()).items.filter(({ uri }) => uri !== capture);
  expect(after).toEqual(before);
  const logged = (client.sent.get('window/logMessage') ?? []) as { type: number }[];
  expect(logged.filter(({ type }) => type <= MessageType.Warning)).toEqual([]);
});

test('a fix that makes a file is offered only to clients that can make one', async () => {
  await client.open(capture, text(capture));
  const [finding] = await client.diagnostics(capture);
  const ask = (asked: TestClient) =>
    asked.rpc.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: capture },
      range: finding!.range,
      context: { diagnostics: [] },
    });
  const makesClass = ({ title }: CodeAction) => title.includes('new class');
  expect((await ask(client)).some(makesClass)).toBe(true);

  const other = new TestClient(new MemorySource(sampleFiles()), undefined, () => createProject({ root }));
  const workspace = { ...fullCapabilities.workspace, workspaceEdit: { documentChanges: true } };
  await other.initialize({ folders: [root], capabilities: { ...fullCapabilities, workspace } });
  await other.open(capture, text(capture));
  expect((await ask(other)).some(makesClass)).toBe(false);
  await other.stop();
});

test('the rules that are listed are as many as the status says, those without a file last', async () => {
  const rules = await client.rpc.sendRequest<RuleEntry[]>(listRulesRequest.method, { uri: capture });
  const sent = (await client.received('duplicateRules/status')) as ServerStatus[];
  const status = () => sent.at(-1)!.projects[0]!;
  await expect.poll(() => status().state).toBe('ready');
  expect(status().rules + status().assumedRules).toBe(rules.length);
  const assumed = rules.filter(({ location }) => location === null);
  expect(assumed.map(({ origin }) => origin)).toEqual(
    Array.from({ length: status().assumedRules }, () => 'assumed standard rule'),
  );
  expect(assumed.length).toBeGreaterThan(0);
  expect(rules.slice(-assumed.length)).toEqual(assumed);
});

test('a fix that two findings of one place share is offered once, for both', async () => {
  const uri = `${metadata}/classes/Both.cls`;
  await client.open(
    uri,
    `public class Both { void run(Lead one) { try { insert one; } catch (DmlException e) {
  if (e.getDmlType(0) == StatusCode.DUPLICATE_VALUE) { one.Id = null; } else { throw e; } } } }`,
  );
  const shown = await client.diagnostics(uri);
  expect(shown.map(({ code }) => code)).toEqual([
    'duplicate-value-confusion',
    'missing-duplicate-rule-header',
  ]);
  const offered = await client.rpc.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: shown[0]!.range,
    context: { diagnostics: shown },
  });
  const titles = offered.map(({ title }) => title);
  expect(titles).toEqual([...new Set(titles)]);
  expect(offered.find(({ title }) => title.startsWith('Handle'))!.diagnostics).toEqual(shown);
});
