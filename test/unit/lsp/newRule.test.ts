import { afterEach, expect, test } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { type NewRuleAnswers, type NewRuleStep, newRuleRequest } from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

const none: NewRuleAnswers = {
  project: null,
  template: null,
  object: null,
  fields: [],
  user: null,
  reason: null,
  name: null,
  packageDirectory: null,
  active: null,
};

let client: TestClient;
afterEach(() => client.stop());

function filesAt(folder: string): Record<string, string> {
  const rules = expandRules('Lead.Warn: Alert/Report matching Phone');
  const directories = [{ path: 'force-app', default: true }, { path: './more app/' }];
  return {
    [`${folder}/sfdx-project.json`]: JSON.stringify({ packageDirectories: directories }),
    ...Object.fromEntries([...rules].map(([path, text]) => [`${folder}/${path}`, text])),
    [`${folder}/force-app/main/default/classes/A.cls`]: `public class A { void make() { insert new Lead(Email = 'a'); } }`,
  };
}

async function start(files: Readonly<Record<string, string>>): Promise<void> {
  client = new TestClient(new MemorySource(files), undefined, createProject);
  await client.initialize({});
}

const step = (answers: Partial<NewRuleAnswers>, uri: string | null = null, isCheck = false) =>
  client.rpc.sendRequest<NewRuleStep>(newRuleRequest.method, {
    uri,
    answers: { ...none, ...answers },
    isCheck,
  });

test('one question after the other, and what the answers come to', async () => {
  await start(filesAt('file:///ws'));
  const first = await step({});
  expect(first).toMatchObject({ kind: 'question', about: 'template', takes: 'one' });
  const answers = { template: 'lead-to-lead' };
  expect(await step(answers)).toMatchObject({ about: 'active', proposed: 'false' });
  const active = { ...answers, active: false };
  expect(await step(active)).toMatchObject({
    about: 'packageDirectory',
    choices: [{ label: 'force-app', description: 'default' }, { label: './more app/' }],
  });
  const packaged = { ...active, packageDirectory: 'file:///ws/force-app' };
  expect(await step(packaged)).toMatchObject({
    about: 'name',
    proposed: 'Lead_to_Lead_Email',
    problem: null,
  });
  expect(await step({ ...packaged, name: '1st' }, null, true)).toMatchObject({
    about: 'name',
    problem: 'A developer name begins with a letter.',
  });
  expect(await step({ ...packaged, name: 'warn' }, null, true)).toMatchObject({
    about: 'name',
    problem: 'Lead has a duplicate rule warn already.',
  });
  const plan = await step({ ...packaged, name: 'Mail' });
  expect(plan).toMatchObject({
    kind: 'plan',
    fullName: 'Lead.Mail',
    active: false,
    impact: expect.stringMatching(/^Once it is active, of 1 save .*: 1 save becomes refused on a match/),
    files: [
      {
        uri: 'file:///ws/force-app/main/default/duplicateRules/Lead.Mail.duplicateRule-meta.xml',
        text: expect.stringContaining('<isActive>false</isActive>'),
        at: null,
      },
      {
        uri: 'file:///ws/force-app/main/default/matchingRules/Lead.matchingRule-meta.xml',
        text: expect.stringContaining('<fullName>Lead_Email_Exact</fullName>'),
        at: { start: { line: expect.any(Number) } },
      },
      { uri: 'file:///ws/tests/mail.duptest.yaml', at: null },
    ],
  });
});

test('whether the answers are right is told without looking for saves', async () => {
  await start(filesAt('file:///ws'));
  const answers = {
    template: 'lead-to-lead',
    active: true,
    packageDirectory: 'file:///ws/force-app',
    name: 'Mail',
  };
  expect(await step(answers, null, true)).toMatchObject({ kind: 'plan', impact: null });
});

test('the folder in which it was called is the package directory, and the project is its own', async () => {
  await start({ ...filesAt('file:///ws/one'), ...filesAt('file:///ws/two') });
  expect(await step({})).toMatchObject({ about: 'project', choices: [{ label: 'one' }, { label: 'two' }] });
  const folder = 'file:///ws/two/more%20app/main/default/duplicateRules';
  const answers = { template: 'household', active: true, name: 'Home' };
  const plan = await step(answers, folder);
  expect(plan).toMatchObject({
    kind: 'plan',
    files: [
      { uri: `${folder}/Contact.Home.duplicateRule-meta.xml` },
      { uri: 'file:///ws/two/more%20app/main/default/matchingRules/Contact.matchingRule-meta.xml' },
      { uri: 'file:///ws/two/tests/home.duptest.yaml' },
    ],
  });
  expect(await step({ ...answers, project: 'file:///ws/one' })).toMatchObject({ about: 'packageDirectory' });
});

test('without a project there is nothing to make a rule in', async () => {
  await start({});
  expect(await step({})).toMatchObject({
    kind: 'refusal',
    offers: [expect.stringContaining('sfdx-project.json')],
  });
});

test('parameters are looked at before anything is done with them', async () => {
  await start(filesAt('file:///ws'));
  const request = client.rpc.sendRequest(newRuleRequest.method, { uri: 1, answers: { fields: 'x' } });
  await expect(request).rejects.toThrow('The parameters are not as they should be');
});
