import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { loadOrgGateway } from '../../../server/src/org/load.ts';
import { explainRequest, listOrgsRequest, recordFormRequest } from '../../../server/src/protocol.ts';
import { capture, captureText, OrgClient } from './orgClient.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'duplicate-rules-bundle-'));
const loads = globalThis as { orgBundleLoads?: number };
let client: OrgClient;
afterEach(() => client.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A server whose org bundle is this text; null: there is none. */
async function start(name: string, text: string | null): Promise<void> {
  const file = path.join(folder, name);
  if (text !== null) writeFileSync(file, text);
  client = await OrgClient.of(loadOrgGateway(file, { log: () => {} }));
}

const about = { uri: capture };

test('the libraries are loaded by the first org command, once, and not before', async () => {
  loads.orgBundleLoads = 0;
  await start(
    'good.cjs',
    `globalThis.orgBundleLoads++;
     exports.createGateway = () => ({ listOrgs: async () => ({ orgs: [], target: null }), close() {} });`,
  );
  await client.open(capture, captureText);
  expect(await client.finding()).toBeDefined();
  const textDocument = { uri: capture };
  await client.rpc.sendRequest('textDocument/codeLens', { textDocument });
  await client.rpc.sendRequest('textDocument/hover', { textDocument, position: { line: 3, character: 9 } });
  expect(loads.orgBundleLoads).toBe(0);
  await client.ask(listOrgsRequest, about);
  await client.ask(listOrgsRequest, about);
  expect(loads.orgBundleLoads).toBe(1);
});

test.each([
  ['missing', null, /is missing: .*missing\.cjs\. Install the extension again/],
  ['broken', 'this is no program', /cannot be loaded by Node\.js/],
  ['not for this Node.js', `require('node:no-such-module')`, /cannot be loaded by Node\.js .*no-such-module/],
])('libraries that are %s are told, and what needs no org goes on', async (name, text, message) => {
  await start(`${name.replaceAll(' ', '-')}.cjs`, text);
  await expect(client.ask(listOrgsRequest, about)).rejects.toMatchObject({
    message: expect.stringMatching(message),
    data: { kind: 'unreachable' },
  });
  const form = await client.ask(recordFormRequest, { ...about, object: 'Lead' });
  expect(form.problems.join()).toMatch(message);
  const explanation = await client.ask(explainRequest, {
    ...about,
    text: 'DUPLICATES_DETECTED, Use one of these records?',
    languageId: null,
    useOrg: true,
  });
  expect(explanation.refusals).toHaveLength(1);
  expect(explanation.problems.join()).toMatch(message);
});
