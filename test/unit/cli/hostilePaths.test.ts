import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadProject, writeFiles } from './commandLine.ts';
import { runHere } from './fakeGateway.ts';

let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-hostile-')));
  writeFiles(root, leadProject({}));
  symlinkSync('loop.csv', path.join(root, 'loop.csv'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (...args: string[]) => runHere(null, ...args.map((arg) => arg.replaceAll('ROOT', root)));

describe.skipIf(process.platform === 'win32')('symbolic links in a loop', () => {
  it.each([
    ['test', 'ROOT/loop.csv'],
    ['audit', 'ROOT/loop.csv'],
    ['check', 'ROOT/loop.csv'],
    ['on-save', 'Lead', '--project', 'ROOT/loop.csv'],
    ['new-rule', 'lead-to-lead', '--dry-run', '--project', 'ROOT/loop.csv'],
  ])('%s %s %s ends with a message', async (...args) => {
    const { code, err } = await run(...args);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/cannot be read: its symbolic links form a loop|there is no folder/),
    ]);
  });
});

describe.runIf(process.platform === 'linux')('a device that never ends', () => {
  it.each([
    ['explain', '/dev/zero', '--project', 'ROOT'],
    ['check', 'ROOT', '--baseline', '/dev/zero'],
    ['audit', 'ROOT', '--no-authors', '--baseline', '/dev/zero'],
  ])('%s %s %s is not read for ever', async (...args) => {
    const { code, err } = await run(...args);
    expect([code, err]).toEqual([2, expect.stringContaining('larger than 200 MB')]);
  });
});
