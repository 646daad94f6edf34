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
  await expect(gateway.connect(home.project, null, signal)).rejects.toMatchObject({
    kind: 'no-org',
    message: expect.stringContaining('not logged in to an org with the name or alias "dev"'),
  });
  expect(readdirSync(home.home)).toEqual([]);
});
