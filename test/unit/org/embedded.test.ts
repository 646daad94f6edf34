import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGateway } from '../../../server/src/org/main.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { useOrgHome } from '../../support/orgHome.ts';
import { startSampleOrg } from '../../support/sandbox.ts';

const home = useOrgHome();
const signal = new AbortController().signal;
const logged: string[] = [];
const gateway = createGateway({ log: (message) => logged.push(message) });
let org: Sandbox;

beforeAll(async () => {
  org = await startSampleOrg();
});
afterAll(async () => {
  gateway.close();
  await org.close();
});

it('uses an embedded org while it runs, without a login of the sf CLI', async () => {
  const { url, token, username, orgId } = org;
  gateway.useEmbedded({ url, token, username, orgId });
  expect((await gateway.listOrgs(home.project)).orgs).toEqual([
    expect.objectContaining({ username, aliases: ['embedded'], instanceUrl: url }),
  ]);
  const session = await gateway.connect(home.project, username, signal);
  expect(session.org).toEqual({
    username,
    alias: 'embedded',
    orgId: orgId.slice(0, 15),
    instanceUrl: url,
    apiVersion: org.org.apiVersion,
  });
  const fields = [{ name: 'Email', value: 'ada.byron@analytical-engines.example' }];
  const { answer } = await session.testRecord({ object: 'Lead', id: null, fields }, signal);
  expect(JSON.stringify(answer)).toContain('Lead_Email');
  await session.readRules(signal, () => {}, []);
  // The library makes its key and an empty list of aliases; no login is written.
  const written = readdirSync(home.home, { recursive: true }).map(String);
  expect(written.filter((name) => name.includes(username))).toEqual([]);
  expect(logged.join()).not.toContain(token);

  gateway.useEmbedded(null);
  expect((await gateway.listOrgs(home.project)).orgs).toEqual([]);
  await expect(gateway.connect(home.project, username, signal)).rejects.toMatchObject({
    kind: 'no-org',
    message: expect.stringContaining('Start Embedded Org'),
  });
});
