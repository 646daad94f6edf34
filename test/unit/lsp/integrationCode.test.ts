import { afterEach, expect, test } from 'vitest';
import type { CodeLens, Hover, Range } from 'vscode-languageserver';
import { MessageType } from 'vscode-languageserver';
import { createProject, type GrammarName } from '../../../server/src/core/project.ts';
import type { RecordReading } from '../../../server/src/core/records/model.ts';
import type { LoadGrammar } from '../../../server/src/grammars/load.ts';
import { readRecordsRequest } from '../../../server/src/protocol.ts';
import { grammar } from '../../support/grammars.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient, type TestClientOptions } from './testClient.ts';

const root = 'file:///ws';
const script = `${root}/load.js`;
const python = `${root}/load.py`;

const loading = `const jsforce = require('jsforce');
async function load(rows) {
  const conn = new jsforce.Connection({ version: '58.0' });
  try {
    await conn.sobject('Lead').create(rows[0]);
  } catch (error) {
    console.log(error);
  }
}
module.exports = { load };
`;
const loadingInPython = `from simple_salesforce import Salesforce
sf = Salesforce(username='a', password='b', security_token='c')
def load(row):
    try:
        sf.Contact.create(row)
    except Exception as error:
        print(error)
`;

let client: TestClient;
let loaded: GrammarName[] = [];
const noting: LoadGrammar = (name) => {
  loaded.push(name);
  return grammar(name);
};

async function start(
  files: Record<string, string>,
  load: LoadGrammar = noting,
  options: TestClientOptions = {},
): Promise<TestClient> {
  loaded = [];
  const source = new MemorySource({ [`${root}/sfdx-project.json`]: '{}', ...files });
  client = new TestClient(source, undefined, () => createProject(), undefined, load);
  await client.initialize({ folders: [root], ...options });
  return client;
}

afterEach(() => client.stop());

const codes = async (uri: string) => (await client.diagnostics(uri)).map(({ code }) => code);

test('a save of a script is warned of, described, and has a lens', async () => {
  await start({ [script]: loading });
  await client.open(script, loading);
  const [finding] = await client.diagnostics(script);
  expect(finding).toMatchObject({ code: 'unhandled-duplicates', range: { start: { line: 4 } } });
  const textDocument = { uri: script };
  const position = finding!.range.start;
  const hover = await client.rpc.sendRequest<Hover>('textDocument/hover', { textDocument, position });
  expect(JSON.stringify(hover.contents)).toContain('Lead');
  const lenses = await client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
  expect(lenses.map(({ command }) => command!.title).join()).toContain('standard Lead rule');
  const context = { diagnostics: [finding] };
  const actions = client.rpc.sendRequest('textDocument/codeAction', {
    textDocument,
    range: finding!.range,
    context,
  });
  expect(Array.isArray(await actions)).toBe(true);
});

test('grammars are loaded when a file needs them, once', async () => {
  await start({
    [script]: 'export const one = 1;',
    [`${root}/A.cls`]: 'class A { void f() { insert new Lead(); } }',
  });
  await client.open(script, 'export const one = 1;');
  expect(await codes(script)).toEqual([]);
  await client.pullWorkspace();
  expect(loaded).toEqual([]);
  await client.change(script, 2, 0, 21, loading);
  expect(await codes(script)).toEqual(['unhandled-duplicates']);
  await client.change(script, 3, 0, 0, '\n');
  expect(await codes(script)).toEqual(['unhandled-duplicates']);
  expect(loaded).toEqual(['javascript']);
});

test('a grammar that does not load is told of in one line, and the other languages go on', async () => {
  const failing: LoadGrammar = (name) =>
    name === 'python' ? Promise.reject(new Error('not a module\nat somewhere')) : grammar(name);
  await start(
    { [script]: loading, [python]: loadingInPython, [`${root}/other.py`]: loadingInPython },
    failing,
  );
  expect(await codes(python)).toEqual([]);
  expect(await codes(script)).toEqual(['unhandled-duplicates']);
  await client.diagnostics(`${root}/other.py`);
  const errors = (client.sent.get('window/logMessage') ?? [])
    .map((message) => message as { type: number; message: string })
    .filter(({ type }) => type === MessageType.Error);
  expect(errors.map(({ message }) => message)).toEqual([
    'The grammar for Python does not load: not a module. Files in this language are not checked; all others are.',
  ]);
});

test('all files of the workspace are looked at, also those that change on disk', async () => {
  await start({ [script]: loading, [python]: loadingInPython });
  const uris = async () => (await client.pullWorkspace()).items.map(({ uri }) => uri).sort();
  expect(await uris()).toEqual([script, python]);
  client.source.files.set(python, 'print(1)');
  client.source.files.set(
    `${root}/more.mjs`,
    loading.replace("const jsforce = require('jsforce')", "import jsforce from 'jsforce'"),
  );
  await client.filesChanged({ uri: python, type: 2 }, { uri: `${root}/more.mjs`, type: 1 });
  await expect.poll(uris).toEqual([script, `${root}/more.mjs`]);
});

test('a wrapper in another file that changes changes the findings of its callers', async () => {
  const wrapper = `${root}/save.js`;
  const caller = `${root}/caller.js`;
  const wrapperText = (object: string) => `import jsforce from 'jsforce';
export async function save(row) {
  const conn = new jsforce.Connection({});
  return conn.sobject('${object}').create(row);
}
`;
  const text = `import { save } from './save.js';
// to Salesforce
export async function run(row) {
  try { await save(row); } catch (error) { console.log(error); }
}
`;
  await start({ [wrapper]: wrapperText('Lead'), [caller]: text });
  const saved = async () => {
    await client.open(caller, text);
    const all = [...(await client.diagnostics(caller)), ...(await client.diagnostics(wrapper))];
    await client.close(caller);
    return all.map(({ message }) => /Insert of (\w+)/.exec(String(message))?.[1]);
  };
  expect(await saved()).toContain('Lead');
  await client.open(wrapper, wrapperText('Contact'));
  const after = await saved();
  expect(after).toContain('Contact');
  expect(after).not.toContain('Lead');
});

const capture = `import jsforce from 'jsforce';
import { save } from './save';
export async function register(conn: jsforce.Connection, email: string) {
  await conn.sobject('Lead').create({ LastName: 'A', Email: email });
  await save('Contact', { LastName: 'B' });
}
`;
const saving = `import jsforce from 'jsforce';
export const save = (object: string, record: object) =>
  new jsforce.Connection({}).sobject(object).create(record);
`;

test('records of a script have lenses, and are read where these lead, other files taken into account', async () => {
  const uri = `${root}/capture.ts`;
  await start({ [uri]: capture, [`${root}/save.ts`]: saving });
  await client.open(uri, capture);
  const textDocument = { uri };
  const lenses = await client.rpc.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
  const records = lenses.filter(({ command }) => command!.command === 'duplicateRules.testRecord');
  expect(records.map(({ command }) => command!.title)).toEqual(['Test this Lead', 'Test this Contact']);
  const drafts = records.map(async ({ range }) => (await readAt(uri, 'typescript', capture, range)).drafts);
  expect(await Promise.all(drafts)).toMatchObject([
    [{ object: 'Lead', open: [{ name: 'Email', expression: 'email' }], updates: false }],
    [{ object: 'Contact', fields: [{ name: 'LastName', value: 'B' }], open: [] }],
  ]);
});

function readAt(uri: string, languageId: string, text: string, selection: Range): Promise<RecordReading> {
  return client.rpc.sendRequest(readRecordsRequest.method, { uri, languageId, text, selection });
}

const third = { start: { line: 3, character: 50 }, end: { line: 3, character: 50 } };

test.each([
  ['an unsaved document', 'untitled:Untitled-1'],
  ['a test', `${root}/capture.test.ts`],
  ['a text that the server does not have yet', script],
])('a record is read from %s', async (_what, uri) => {
  await start({ [script]: loading, [`${root}/capture.test.ts`]: capture });
  const { drafts } = await readAt(uri, 'typescript', capture, third);
  expect(drafts).toMatchObject([{ object: 'Lead', fields: [{ name: 'LastName' }] }]);
});

test('no record is read without the grammar, and that is said', async () => {
  await start({ [python]: loadingInPython }, () => Promise.reject(new Error('not a module')));
  const { drafts, problems } = await readAt(python, 'python', loadingInPython, third);
  expect(drafts).toEqual([]);
  expect(problems).toEqual(['No record is read from this language: its grammar does not load.']);
});
