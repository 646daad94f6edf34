import { afterEach, expect, test } from 'vitest';
import { other, rule, save, startClient } from './project.ts';
import { fullCapabilities, type TestClient } from './testClient.ts';

let client: TestClient;
afterEach(() => client.stop());

const config = 'file:///ws/duplicate-rules.config.json';

test('the server asks to be told of the files that it reads', async () => {
  client = await startClient();
  const registrations = await client.received('client/registerCapability', 2);
  const text = JSON.stringify(registrations);
  expect(text).toContain('workspace/didChangeWatchedFiles');
  for (const pattern of ['cls', 'duplicateRule-meta.xml', 'sfdx-project.json', '.forceignore']) {
    expect(text).toContain(pattern);
  }
});

test('a rule that is deleted refuses nothing any more, and the client is asked to look again', async () => {
  client = await startClient();
  expect(await client.diagnostics(save)).toHaveLength(1);
  await client.received('workspace/diagnostic/refresh');
  const before = client.count('workspace/diagnostic/refresh');
  client.source.files.delete(rule);
  await client.filesChanged({ uri: rule, type: 3 });
  await client.received('workspace/diagnostic/refresh', before + 1);
  expect(await client.diagnostics(save)).toEqual([]);
});

test('an open file that changes on disk has the client look again', async () => {
  client = await startClient();
  await client.open(rule, '<DuplicateRule/>');
  expect(await client.diagnostics(save)).toHaveLength(1);
  await client.received('workspace/diagnostic/refresh');
  const before = client.count('workspace/diagnostic/refresh');
  client.source.files.set(rule, '<DuplicateRule> </DuplicateRule>');
  await client.filesChanged({ uri: rule, type: 2 });
  await client.received('workspace/diagnostic/refresh', before + 1);
});

test('a deleted folder takes its files along', async () => {
  client = await startClient();
  expect(await client.diagnostics(save)).toHaveLength(1);
  await client.filesChanged({ uri: 'file:///ws/rules', type: 3 });
  await expect.poll(() => client.diagnostics(save)).toEqual([]);
});

test('created and changed files are read, ignored ones are not', async () => {
  client = await startClient();
  await client.diagnostics(save);
  const created = 'file:///ws/classes/New.cls';
  const ignored = 'file:///ws/ignored/New.cls';
  client.source.files.set(created, 'insert x;').set(ignored, 'insert x;').set(other, 'insert y;');
  await client.filesChanged({ uri: created, type: 1 }, { uri: ignored, type: 1 }, { uri: other, type: 2 });
  await expect.poll(() => client.diagnostics(created)).toHaveLength(1);
  expect(await client.diagnostics(other)).toHaveLength(1);
  expect(await client.diagnostics(ignored)).toEqual([]);
});

test('a file that changes under an open document does not touch the document', async () => {
  client = await startClient();
  await client.open(other, 'nothing');
  await client.diagnostics(other);
  client.source.files.set(other, 'insert y;').set(save, 'nothing');
  await client.filesChanged({ uri: other, type: 2 }, { uri: save, type: 2 });
  await expect.poll(() => client.diagnostics(save)).toEqual([]);
  expect(await client.diagnostics(other)).toEqual([]);
  await client.close(other);
  expect(await client.diagnostics(other)).toHaveLength(1);
});

test('a new project is found, a removed one given up', async () => {
  client = await startClient();
  await client.diagnostics(save);
  const inner = 'file:///ws/inner/sfdx-project.json';
  const innerRule = 'file:///ws/inner/Lead.A.duplicateRule-meta.xml';
  client.source.files.set(inner, '{}').set(innerRule, '').set('file:///ws/inner/A.cls', 'insert x;');
  await client.filesChanged({ uri: inner, type: 1 });
  await expect.poll(() => client.diagnostics('file:///ws/inner/A.cls')).toHaveLength(1);
  client.source.files.delete('file:///ws/sfdx-project.json');
  await client.filesChanged({ uri: 'file:///ws/sfdx-project.json', type: 3 });
  await expect.poll(() => client.diagnostics(save)).toEqual([]);
  expect(await client.diagnostics('file:///ws/inner/A.cls')).toHaveLength(1);
});

test('the configuration file counts, and the editor over it', async () => {
  client = await startClient();
  expect(await client.diagnostics(save)).toMatchObject([{ severity: 2 }]);
  client.source.files.set(config, '{"severities": {"missing-duplicate-rule-header": "error"}}');
  await client.filesChanged({ uri: config, type: 1 });
  await expect.poll(() => client.diagnostics(save)).toMatchObject([{ severity: 1 }]);
  client.settings = () => ({ severities: { 'missing-duplicate-rule-header': 'information' } });
  await client.rpc.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await expect.poll(() => client.diagnostics(save)).toMatchObject([{ severity: 3 }]);
});

test('wrong settings are told once, in one message, and the others apply', async () => {
  client = await startClient({
    settings: () => ({ nonsense: 1, includeTests: 'yes', severities: { a: 'loud', b: 'off' } }),
  });
  await client.diagnostics(save);
  await client.rpc.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await client.received('workspace/diagnostic/refresh', 1);
  await client.diagnostics(save);
  const messages = client.sent.get('window/showMessageRequest') as { message: string }[];
  expect(messages.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^Duplicate Rules settings of the editor: Unknown setting "nonsense"; .*"includeTests".*; .*"severities"\["a"\].*; .*no rule "a"; .*no rule "b"\. The other settings apply\.$/,
    ),
  ]);
  expect(client.projects[0]!.settings).toMatchObject({ includeTests: false, severities: { b: 'off' } });
});

test('a broken configuration file is told', async () => {
  client = await startClient();
  client.source.files.set(config, '{');
  await client.filesChanged({ uri: config, type: 1 });
  const [message] = (await client.received('window/showMessageRequest')) as { message: string }[];
  expect(message!.message).toContain(
    'ws/duplicate-rules.config.json: line 1, column 2: It is not valid JSON',
  );
});

test('a configuration file cannot put links into a message, which would run commands of the editor', async () => {
  client = await startClient();
  client.source.files.set(config, '{"[Mend](command:workbench.action.terminal.new)": 1}');
  await client.filesChanged({ uri: config, type: 1 });
  const [told] = (await client.received('window/showMessageRequest')) as { message: string }[];
  expect(told!.message).toContain('[Mend] (command:');
  expect(told!.message).not.toContain('](');
});

test('a configuration file is told of once for each change of what is wrong in it', async () => {
  client = await startClient();
  const told = () =>
    ((client.sent.get('window/showMessageRequest') ?? []) as { message: string }[]).map(
      ({ message }) => message,
    );
  const where = 'ws/duplicate-rules.config.json: ';
  const end = '. The other settings apply.';
  const misspelt = 'line 1, column 16: Setting "severities": there is no rule "no-such-rule"';
  const ignored = 'line 1, column 39: Unknown setting "ignored" (did you mean "ignore"?)';
  const expected: string[] = [];
  for (const [text, message] of [
    ['{"severities":{"no-such-rule":"off"}}', misspelt],
    ['{"severities":{"no-such-rule":"off"} }', null],
    ['{"severities":{"no-such-rule":"off"}, "ignored":[]}', `${misspelt}; ${ignored}`],
    ['{}', null],
    ['{"severities":{"no-such-rule":"off"}}', misspelt],
  ] as const) {
    client.source.files.set(config, text);
    const refreshes = client.count('workspace/diagnostic/refresh');
    await client.filesChanged({ uri: config, type: 2 });
    await client.received('workspace/diagnostic/refresh', refreshes + 1);
    if (message !== null) expected.push(where + message + end);
    expect(told()).toEqual(expected);
  }
});

test.each([
  [10, false],
  [13, true],
])('%i problems: what is too much for a message is left out: %s', async (count, cut) => {
  const wrong = Object.fromEntries(Array.from({ length: count }, (_, index) => [`wrong${index}`, 1]));
  client = await startClient({ settings: () => wrong });
  const [told] = (await client.received('window/showMessageRequest')) as { message: string }[];
  expect(told!.message.includes('"wrong9"')).toBe(true);
  expect(told!.message.includes('; and 3 more. The')).toBe(cut);
});

test('clients that cannot be asked send their settings', async () => {
  client = await startClient({
    capabilities: { ...fullCapabilities, workspace: {} },
    initializationOptions: { settings: { severities: { 'missing-duplicate-rule-header': 'off' } } },
  });
  expect(await client.diagnostics(save)).toEqual([]);
  await client.rpc.sendNotification('workspace/didChangeConfiguration', {
    settings: { duplicateRules: {} },
  });
  await expect.poll(() => client.diagnostics(save)).toHaveLength(1);
});
