import { expect, test } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { type ScaffoldGiven, type ScaffoldStep, scaffoldRequest } from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

test('one question after the other, and the files that the answers come to', async () => {
  const none: ScaffoldGiven = { project: null, parts: [], objects: [], prefix: null, packageDirectory: null };
  const filesAt = (folder: string) => ({
    [`${folder}/sfdx-project.json`]: JSON.stringify({
      packageDirectories: [{ path: 'force-app', default: true }, { path: './more app/' }],
      sourceApiVersion: '62.0',
    }),
    ...Object.fromEntries(
      [...expandRules('Lead.Warn: Alert/Report matching Phone')].map(([path, text]) => [
        `${folder}/${path}`,
        text,
      ]),
    ),
  });
  const client = new TestClient(
    new MemorySource({ ...filesAt('file:///ws/one'), ...filesAt('file:///ws/two') }),
    undefined,
    createProject,
  );
  try {
    await client.initialize({});
    const step = (answers: Partial<ScaffoldGiven>, uri: string | null = null) =>
      client.rpc.sendRequest<ScaffoldStep>(scaffoldRequest.method, { uri, answers: { ...none, ...answers } });
    expect(await step({})).toMatchObject({ about: 'project', choices: [{ label: 'one' }, { label: 'two' }] });
    const project = { project: 'file:///ws/two' };
    expect(await step(project)).toMatchObject({ about: 'parts', takes: 'several' });
    const parts = { ...project, parts: ['save-class'] };
    expect(await step(parts)).toMatchObject({ about: 'objects', proposed: 'Lead' });
    const objects = { ...parts, objects: ['Lead'] };
    expect(await step(objects)).toMatchObject({ about: 'prefix', proposed: 'DuplicateRules', problem: null });
    expect(await step({ ...objects, prefix: 'a b' })).toMatchObject({
      about: 'prefix',
      problem: expect.stringMatching(/^A prefix begins/),
    });
    expect(await step({ ...objects, prefix: 'Acme' })).toMatchObject({ about: 'packageDirectory' });
    // The folder in which it was called is the package directory, and the project is its own.
    expect(
      await step({ ...objects, project: null, prefix: 'Acme' }, 'file:///ws/two/more%20app/main'),
    ).toMatchObject({
      kind: 'plan',
      files: expect.arrayContaining([
        {
          uri: 'file:///ws/two/more%20app/main/default/classes/AcmeSave.cls',
          what: 'class',
          text: expect.stringContaining('AccessLevel.USER_MODE'),
          at: null,
        },
      ]),
      next: [expect.stringMatching(/^Deploy the files together/)],
    });
    expect(
      await step({
        ...objects,
        parts: ['refusal-test'],
        objects: ['Account'],
        prefix: 'Acme',
        packageDirectory: 'file:///ws/two/force-app',
      }),
    ).toMatchObject({ kind: 'plan' });
  } finally {
    client.stop();
  }
});
