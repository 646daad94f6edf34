import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText } from '../../../server/src/workspace/readText.ts';
import { makeTree } from './tree.ts';

test.each([
  ['UTF-8', Buffer.from('größe 😀'), 'größe 😀', null],
  ['a byte order mark', Buffer.from('\uFEFFclass A {}'), 'class A {}', null],
  ['UTF-16', Buffer.from('\uFEFFgröße', 'utf16le'), 'größe', null],
  ['UTF-16, the other end first', Buffer.from('\uFEFFgröße', 'utf16le').swap16(), 'größe', null],
  ['Latin-1', Buffer.from('größe', 'latin1'), 'größe', 'The file is not UTF-8; it is read as Latin-1.'],
  ['nothing', Buffer.alloc(0), '', null],
])('%s', (_name, bytes, text, message) => {
  const path = join(makeTree({ 'a.cls': bytes }), 'a.cls');
  expect(readText(path)).toEqual({ text, problem: message === null ? null : { path, message } });
});

test('a file that is not there, and a folder', () => {
  const folder = makeTree({});
  expect(readText(join(folder, 'x')).problem?.message).toBe('The file cannot be read: it does not exist.');
  expect(readText(folder).text).toBeNull();
});

test.skipIf(process.platform === 'win32')('pipes and devices, which have no end', () => {
  const folder = makeTree({});
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync(join(folder, 'pipe'), join(folder, 'config.json'));
  symlinkSync('/dev/zero', join(folder, 'zero.cls'));
  for (const name of ['pipe', 'config.json', 'zero.cls']) {
    expect(readText(join(folder, name)).problem?.message).toBe('It is no file that can be read.');
  }
});
