import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startProcess } from '../../../client/src/embeddedOrg/process.ts';

it('tells of an org that ends right behind its first line, and stops it without harm', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'process-'));
  const bundle = path.join(folder, 'org.cjs');
  await writeFile(bundle, 'console.log(JSON.stringify({ url: "http://x" })); process.exitCode = 3;');
  const code = new Promise<number | null>((resolve) => {
    void startProcess(bundle, [], () => {}, resolve).then((org) => {
      expect(org.address.url).toBe('http://x');
      setTimeout(() => org.stop(), 200);
    });
  });
  expect(await code).toBe(3);
  await rm(folder, { recursive: true });
});
