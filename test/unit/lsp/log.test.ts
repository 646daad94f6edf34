import { afterEach, expect, test } from 'vitest';
import { MessageType } from 'vscode-languageserver';
import { configFileName } from '../../../server/src/core/files.ts';
import { createProject } from '../../../server/src/core/project.ts';
import { MemorySource } from './memorySource.ts';
import { files, other, rule, save } from './project.ts';
import { TestClient, type TestClientOptions } from './testClient.ts';

let client: TestClient;
afterEach(() => client.stop());

/** The real analysis, so that standard rules are assumed. */
async function start(source: Record<string, string>, options: TestClientOptions = {}): Promise<void> {
  client = new TestClient(new MemorySource(source), options.settings, () =>
    createProject({ root: 'file:///ws' }),
  );
  await client.initialize(options);
}

function logged(): string[] {
  const messages = (client.sent.get('window/logMessage') ?? []) as { type: number; message: string }[];
  return messages.filter(({ type }) => type === MessageType.Info).map(({ message }) => message);
}

const config = `file:///ws/${configFileName}`;
const leadRule = `<DuplicateRule><isActive>true</isActive><masterLabel>Lead Email</masterLabel></DuplicateRule>`;

test('the log says which version runs', async () => {
  await start(files);
  await expect.poll(logged).toContainEqual(expect.stringMatching(/^Duplicate Rules 0\.0\.0, /));
});

test.each<[name: string, source: Record<string, string>, expected: RegExp]>([
  [
    'rules of its own',
    { ...files, [rule]: leadRule },
    /^Project .ws: 2 Apex files and 1 rule file read in \d+ ms; 1 duplicate rule, 1 active; standard rules assumed for Account, Contact\.$/,
  ],
  [
    'an inactive rule',
    { ...files, [rule]: leadRule.replace('true', 'false') },
    /; 1 duplicate rule, 0 active; standard rules assumed for Account, Contact\.$/,
  ],
  [
    'none',
    { 'file:///ws/sfdx-project.json': '{}', [save]: '' },
    /^Project .ws: 1 Apex file and 0 rule files read in \d+ ms; no duplicate rule; standard rules assumed for Account, Contact, Lead\.$/,
  ],
])('what was read of a project with %s', async (_, source, expected) => {
  await start(source);
  await client.diagnostics(save);
  await expect.poll(logged).toContainEqual(expect.stringMatching(expected));
});

test.each<[name: string, file: string | null, editor: unknown, expected: string]>([
  ['none', null, {}, `no ${configFileName}; the editor changes none.`],
  ['a file', '{"includeTests": true}', {}, `${configFileName}; the editor changes none.`],
  [
    'a file and the editor',
    '{}',
    { severities: {}, ignore: ['a'], codeLens: { enabled: false } },
    `${configFileName}; set in the editor: ignore, severities.`,
  ],
  [
    'wrong ones',
    '{"a": 1,\n "b": 2}',
    { c: 3 },
    `${configFileName}; the editor changes none.
  ${configFileName}, line 1, column 2: Unknown setting "a".
  ${configFileName}, line 2, column 2: Unknown setting "b".
  Editor: Unknown setting "c".`,
  ],
])('where settings come from: %s', async (_, file, editor, expected) => {
  await start(file === null ? files : { ...files, [config]: file }, { settings: () => editor });
  await client.diagnostics(save);
  await expect
    .poll(() => logged().find((text) => text.startsWith('Settings of ')))
    .toMatch(/^Settings of .ws: /);
  expect(
    logged()
      .find((text) => text.startsWith('Settings of '))!
      .slice('Settings of /ws: '.length),
  ).toBe(expected);
});

test('a file outside every project is told of once, without its content', async () => {
  await start({}, { folders: [] });
  await client.open(other, "String token = 'secret';");
  await client.diagnostics(other);
  await client.diagnostics(other);
  const told = logged().filter((text) => text.includes('outside every project'));
  expect(told).toEqual([
    'Settings of files outside every project: the editor changes none.',
    expect.stringMatching(
      /^.ws.classes.Other\.cls lies outside every project: no duplicate rule; standard rules assumed for Account, Contact, Lead\.$/,
    ),
  ]);
  expect(logged().join()).not.toContain('secret');
});
