import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Folders } from '../../../server/src/tools/folders.ts';

const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-folders-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const at = (...names: string[]) => path.join(base, ...names);
for (const folder of ['one/deep', 'two', 'one-more']) mkdirSync(at(folder), { recursive: true });
for (const file of ['one/A.cls', 'two/B.cls', 'one-more/C.cls']) writeFileSync(at(file), '');
symlinkSync(at('one'), at('spelled'));
symlinkSync(at('two'), at('one/away'));
symlinkSync(at('one/deep'), at('one/near'));

it.each([
  [['one'], 'A.cls', 'one/A.cls'],
  [['one'], at('one/A.cls'), 'one/A.cls'],
  [['one'], 'new/Later.cls', 'one/new/Later.cls'],
  [['one'], 'near/D.cls', 'one/deep/D.cls'],
  // As the editor spells its folder, so that its files are found again.
  [['spelled'], 'A.cls', 'spelled/A.cls'],
  [['spelled'], at('one/A.cls'), 'spelled/A.cls'],
  [['one', 'two'], 'B.cls', 'two/B.cls'],
  [['one', 'two'], 'away/B.cls', 'two/B.cls'],
  [['missing', 'one'], 'A.cls', 'one/A.cls'],
])('of %j, %s is there', (folders, named, expected) => {
  expect(
    new Folders(
      folders.map((one) => at(one)),
      '',
    ).pathOf(named),
  ).toBe(at(expected));
});

it.each([
  [['one'], '../two/B.cls'],
  [['one'], at('one-more/C.cls')],
  [['one'], 'away/B.cls'],
  [['one'], 'away/New.cls'],
  [['missing'], 'A.cls'],
  [[], 'A.cls'],
])('of %j, %s is outside', (folders, named) => {
  expect(() =>
    new Folders(
      folders.map((one) => at(one)),
      'Ask.',
    ).pathOf(named),
  ).toThrow(/outside of what may be read.* Ask\./);
});
