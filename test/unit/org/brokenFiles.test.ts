import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { createGateway } from '../../../server/src/org/main.ts';
import { useOrgHome } from '../../support/orgHome.ts';

const home = useOrgHome();
const gateway = createGateway({ log: () => {} });
const signal = new AbortController().signal;
const stateFile = (name: string) => path.join(home.home, '.sfdx', name);

beforeEach(() => {
  home.logIn({ url: 'https://acme.invalid', username: 'other@example.com', alias: 'other' });
  home.logIn({ url: 'https://acme.invalid' });
});

it.each([
  ['cut off', (text: string) => text.slice(0, 40)],
  ['empty', () => ''],
  ['a list', () => '[]'],
  [
    'of another key',
    (text: string) => text.replace(/"accessToken":\s*"[^"]{10}/, '"accessToken":"0000000000'),
  ],
  ['without an address', (text: string) => text.replace('instanceUrl', 'x')],
])('an auth file that is %s asks for a login, and the other orgs are still there', async (_, broken) => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const file = stateFile('ada@example.com.json');
  writeFileSync(file, broken(readFileSync(file, 'utf8')));
  const { orgs } = await gateway.listOrgs(home.project);
  expect(orgs.map(({ username }) => username)).toContain('other@example.com');
  await expect(gateway.connect(home.project, 'dev', signal)).rejects.toMatchObject({
    name: 'OrgProblem',
    kind: 'no-org',
    message: expect.stringMatching(/Run `sf org login web --alias dev/),
  });
  expect(warn).not.toHaveBeenCalled();
});

it('aliases that cannot be read are told', async () => {
  const file = stateFile('alias.json');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, '{');
  const told = { kind: 'no-org', message: expect.stringContaining('sf org list') };
  await expect(gateway.listOrgs(home.project)).rejects.toMatchObject(told);
  await expect(gateway.connect(home.project, null, signal)).rejects.toMatchObject(told);
  expect(readFileSync(file, 'utf8')).toBe('{');
  writeFileSync(file, before);
});

it('a project’s configuration that cannot be read is none', async () => {
  const file = path.join(home.project, '.sf/config.json');
  writeFileSync(file, '{');
  expect((await gateway.listOrgs(home.project)).target).toBeNull();
  writeFileSync(file, '{}');
});
