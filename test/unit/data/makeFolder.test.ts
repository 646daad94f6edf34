import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../../server/src/data/makeFolder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'make-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('makes what is missing, and says what it made first', () => {
  const deep = path.join(folder, 'a', 'b', 'c');
  expect(makeFolder(deep)).toBe(path.join(folder, 'a'));
  expect(statSync(deep).isDirectory()).toBe(true);
  expect(makeFolder(deep)).toBeNull();
});

test('fails where a file stands in the way', () => {
  writeFileSync(path.join(folder, 'file'), '');
  expect(() => makeFolder(path.join(folder, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(path.join(folder, 'file', 'below'))).toThrow(/ENOTDIR/);
});

test.runIf(process.platform === 'linux')('fails below /proc, where nothing can be made', () => {
  expect(() => makeFolder('/proc/none/below')).toThrow(/ENOENT|EACCES|EPERM/);
});
