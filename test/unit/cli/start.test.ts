import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const script = path.resolve(import.meta.dirname, '../../../scripts/start.mjs');

it.each<[args: string[], code: number, out: RegExp, err: RegExp]>([
  [['--help'], 0, /^Usage: npm start/, /^$/],
  [['-h', '--desktop'], 0, /^Usage: npm start/, /^$/],
  [['--dekstop'], 2, /^$/, /--dekstop.*Usage: npm start/s],
  [['--desktop=no'], 2, /^$/, /Usage: npm start/],
  [['one', 'two'], 2, /^$/, /^One folder at most, not 2\..*Usage: npm start/s],
  [['no/such/folder'], 1, /^$/, /^No such folder: .*no.such.folder\n$/],
])('npm start -- %j', (args, code, out, err) => {
  const result = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', timeout: 30_000 });
  expect(result.status).toBe(code);
  expect(result.stdout).toMatch(out);
  expect(result.stderr).toMatch(err);
});
