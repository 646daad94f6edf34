import { describe, expect, it } from 'vitest';
import { matchPaths, pathBelow } from '../../../server/src/core/config/globs.ts';

describe('matchPaths', () => {
  it.each<[patterns: string[], path: string, meant: boolean]>([
    [[], 'a.cls', false],
    [['  '], 'a.cls', false],
    [['**/*Test.cls'], 'force-app/main/default/classes/LeadTest.cls', true],
    [['**/*Test.cls'], 'LeadTest.cls', true],
    [['**/*Test.cls'], 'classes/Lead.cls', false],
    [['*Test.cls'], 'force-app/classes/LeadTest.cls', true],
    [['test'], 'force-app/test/classes/A.cls', true],
    [['force-app/test'], 'force-app/test/classes/A.cls', true],
    [['force-app/test/'], 'force-app/test/classes/A.cls', true],
    [['./force-app/test/'], 'force-app/test/classes/A.cls', true],
    [['/force-app/test/**'], 'force-app/test/classes/A.cls', true],
    [['force-app/test'], 'force-app/tests/classes/A.cls', false],
    [['force-app/test'], 'other/force-app/test/A.cls', false],
    [['force-app\\test'], 'force-app\\test\\A.cls', true],
    [['**/{a,b}/*.cls'], 'x/b/C.cls', true],
    [['.hidden/**'], '.hidden/A.cls', true],
    [['**/*.cls', '!**/Keep.cls'], 'x/Keep.cls', false],
    [['**/*.cls', '!**/Keep.cls'], 'x/Other.cls', true],
    [['!**/Keep.cls', '**/*.cls'], 'x/Keep.cls', true],
    [['[unclosed'], 'x/[unclosed', true],
    [['(a|'], 'b', false],
  ])('%j on %s: %s', (patterns, path, meant) => {
    expect(matchPaths(patterns)(path)).toBe(meant);
  });
});

describe('pathBelow', () => {
  it.each([
    ['file:///p', 'file:///p/a/B.cls', 'a/B.cls'],
    ['file:///p/', 'file:///p/a%20b/C.cls', 'a b/C.cls'],
    ['file:///p', 'file:///pq/A.cls', null],
    ['file:///p', 'file:///p/100%.cls', '100%.cls'],
  ])('%s, %s', (root, uri, path) => {
    expect(pathBelow(root, uri)).toBe(path);
  });
});
