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
    [['{a,b}'], '{a,b}', false],
    [['{a}'], '{a}', true],
    [['a{,b}c'], 'ac', true],
    [['{a,{b,c}d}e'], 'cde', true],
    [['{a,{b,c}d}e'], 'ce', false],
    [['A?.cls'], 'AB.cls', true],
    [['A?.cls'], 'A.cls', false],
    [['[A-C][!0-9].cls'], 'Bx.cls', true],
    [['[A-C][!0-9].cls'], 'B1.cls', false],
    [['a/**/b/**/c.cls'], 'a/b/x/b/y/c.cls', true],
    [['a/**/b/**/c.cls'], 'a/x/y/c.cls', false],
    [['*a*b*.cls'], 'xaxxbx.cls', true],
    [['*a*b*.cls'], 'xbxxax.cls', false],
    [['a*'], 'a/b', true],
    [['a*c'], 'a/c', false],
  ])('%j on %s: %s', (patterns, path, meant) => {
    expect(matchPaths(patterns)(path)).toBe(meant);
  });
});

describe('patterns made to take long', () => {
  it.each([
    '*a'.repeat(30) + 'b',
    '**/a/'.repeat(30) + 'b',
    '{a,b}'.repeat(40),
    '{'.repeat(2_000) + 'a,b',
    '+(a|aa)'.repeat(20) + 'b',
    '(a+)+b',
    '*('.repeat(30) + 'a' + ')*'.repeat(30) + 'b',
    '{1..100000000}',
    '?'.repeat(10_000),
  ])('%s', (pattern) => {
    const begin = performance.now();
    const isMeant = matchPaths([pattern]);
    expect(isMeant('a'.repeat(2_000))).toBe(false);
    expect(isMeant('a/'.repeat(1_000))).toBe(false);
    expect(performance.now() - begin).toBeLessThan(30_000);
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
