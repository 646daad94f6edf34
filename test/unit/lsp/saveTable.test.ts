import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { type SaveTableAnswer, saveTableRequest } from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

const rules = 'Lead.Mail: Alert/Report\nPersonAccount.Person: Block/Block';
const folder = 'file:///ws/app';
const rule = `${folder}/force-app/main/default/duplicateRules/Lead.Mail.duplicateRule-meta.xml`;

function projectFiles(root: string, text: string): [string, string][] {
  return [
    [`${root}/sfdx-project.json`, '{"packageDirectories":[{"path":"force-app","default":true}]}'],
    ...[...expandRules(text)].map(([path, content]): [string, string] => [`${root}/${path}`, content]),
    [`${root}/force-app/main/default/objects/Invoice__c/Invoice__c.object-meta.xml`, '<CustomObject/>'],
  ];
}

async function started(files: readonly [string, string][]): Promise<TestClient> {
  const client = new TestClient(new MemorySource(Object.fromEntries(files)), undefined, createProject);
  await client.initialize({ folders: ['file:///ws'] });
  return client;
}

describe('what happens on save', () => {
  let client: TestClient;
  beforeAll(async () => {
    client = await started(projectFiles(folder, rules));
  });
  afterAll(() => client.stop());

  const ask = (uri: string | null, object: string | null = null) =>
    client.rpc.sendRequest<SaveTableAnswer>(saveTableRequest.method, { uri, object });

  it('is told of the object of a rule file, in any project file for an object by name', async () => {
    const ofFile = await ask(rule);
    expect(ofFile.table).toMatchObject({ object: 'Lead', parts: [{ title: 'Lead' }] });
    expect(ofFile).toMatchObject({ uri: `${folder}/`, project: 'app', projects: [] });
    expect(ofFile.markdown).toContain('# What happens on save: Lead');
    expect(ofFile.rules).toMatchObject([{ fullName: 'Lead.Mail', location: { uri: rule } }]);
    expect((await ask(ofFile.uri, 'lead')).table?.object).toBe('Lead');
    expect((await ask(null, 'Lead')).table?.object).toBe('Lead');
    const matching = rule.replace(/duplicateRules.*/, 'matchingRules/PersonAccount.matchingRule-meta.xml');
    expect((await ask(matching)).table?.object).toBe('Account');
  });

  it('without an object lists those that can be chosen, with rules first', async () => {
    const { table, markdown, objects } = await ask(folder);
    expect({ table, markdown }).toEqual({ table: null, markdown: '' });
    expect(objects).toEqual([
      { name: 'Account', rules: 2 },
      { name: 'Contact', rules: 1 },
      { name: 'Lead', rules: 1 },
      { name: 'Invoice__c', rules: 0 },
    ]);
  });

  it('follows what is typed into a rule', async () => {
    const text = client.source.files.get(rule)!;
    await client.open(rule, text.replace('<actionOnInsert>Allow', '<actionOnInsert>Block'));
    expect((await ask(rule)).table!.parts[0]!.rules[0]!.actions).toContain('Block on create');
    await client.close(rule);
    expect((await ask(rule)).table!.parts[0]!.rules[0]!.actions).toContain('Allow + Alert on create');
  });

  it.each([[undefined], [{}], [{ uri: 1, object: null }]])('refuses %j', async (params) => {
    await expect(client.rpc.sendRequest(saveTableRequest.method, params as never)).rejects.toThrow(
      'uri and object',
    );
  });
});

it('does not guess which of several projects is meant', async () => {
  const client = await started([...projectFiles('file:///ws/a', rules), ...projectFiles('file:///ws/b', '')]);
  const answer = await client.rpc.sendRequest<SaveTableAnswer>(saveTableRequest.method, {
    uri: null,
    object: 'Lead',
  });
  expect(answer.table).toBeNull();
  expect(answer.projects).toEqual([
    { name: 'a', uri: 'file:///ws/a/' },
    { name: 'b', uri: 'file:///ws/b/' },
  ]);
  await client.stop();
});
