import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { type AuditAnswer, auditRequest } from '../../../server/src/protocol.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { bypass } from '../audit/auditOf.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

const code = (folder: string) => `${folder}/force-app/main/default/classes/A.cls`;

function projectFiles(folder: string): [string, string][] {
  return [
    [`${folder}/sfdx-project.json`, '{"packageDirectories":[{"path":"force-app","default":true}]}'],
    ...[...expandRules('Lead: Alert/Report matching Email')].map(([path, text]): [string, string] => [
      `${folder}/${path}`,
      text,
    ]),
    [code(folder), `public class A { ${bypass()} }`],
  ];
}

const ask = (client: TestClient, uri: string | null) =>
  client.rpc.sendRequest<AuditAnswer>(auditRequest.method, { uri });

describe('the audit in the editor', () => {
  // Folders that are on no disk: git and profiles are asked for, and there are none.
  const [one, other] = ['file:///no-such-folder/one', 'file:///no-such-folder/other'];
  let client: TestClient;
  beforeAll(async () => {
    const files = Object.fromEntries([...projectFiles(one), ...projectFiles(other)]);
    client = new TestClient(new MemorySource(files), undefined, () => createProject());
    await client.initialize({ folders: ['file:///no-such-folder'] });
  });
  afterAll(() => client.stop());

  it('asks for the project where several are open', async () => {
    const { audit, projects } = await ask(client, null);
    expect([audit, projects.map(({ name }) => name).sort()]).toEqual([null, ['one', 'other']]);
  });

  it('tells what gets past the rules of a project, with places to open and pages to export', async () => {
    const { uri, audit, markdown, html, json } = await ask(client, code(one));
    expect(uri).toBe(`${one}/`);
    expect(audit!.project).toBe('one');
    expect(audit!.register.map(({ places }) => [places[0]!.uri, places[0]!.line])).toEqual([[code(one), 5]]);
    expect(markdown).toContain('# Audit of one');
    expect(html).toMatch(/^<!doctype html>/);
    expect(JSON.parse(json)).toMatchObject({ version: 1, projects: [{ project: 'one' }] });
  });

  it('follows what is typed', async () => {
    client.open(code(other), 'public class A { void f() {} }');
    const { audit } = await ask(client, `${other}/`);
    expect(audit!.register).toEqual([]);
  });

  it('refuses what is no address', async () => {
    await expect(client.rpc.sendRequest(auditRequest.method, { uri: 7 } as never)).rejects.toThrow();
  });
});
