import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createGateway } from '../../../server/src/org/main.ts';
import { useOrgHome } from '../../support/orgHome.ts';

const home = useOrgHome();
const gateway = createGateway({ log: () => {} });
const signal = new AbortController().signal;

it('leaves a home alone in which nobody has used the sf CLI', async () => {
  mkdirSync(path.join(home.project, '.sf'));
  writeFileSync(path.join(home.project, '.sf/config.json'), '{"target-org": "dev"}');
  expect(existsSync(home.home)).toBe(true);
  expect(await gateway.listOrgs(home.project)).toEqual({ orgs: [], target: 'dev' });
  await withPath(folderWith('sf'), async () => {
    await expect(gateway.connect(home.project, null, signal)).rejects.toMatchObject({
      kind: 'no-org',
      message: expect.stringContaining('not logged in to an org with the name or alias "dev"'),
    });
  });
  expect(readdirSync(home.home)).toEqual([]);
});

it.each([[null], ['dev']])('tells a missing sf CLI from a missing login: %s', async (org) => {
  await withPath(folderWith('other'), async () => {
    await expect(gateway.connect(null, org, signal)).rejects.toMatchObject({
      kind: 'no-cli',
      message: expect.stringContaining('npm install --global @salesforce/cli'),
    });
  });
});

function folderWith(program: string): string {
  const folder = path.join(home.project, `bin-${program}`);
  mkdirSync(folder, { recursive: true });
  for (const name of [program, `${program}.cmd`]) writeFileSync(path.join(folder, name), '');
  return folder;
}

async function withPath(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.PATH;
  process.env.PATH = folder;
  try {
    await work();
  } finally {
    process.env.PATH = before;
  }
}
