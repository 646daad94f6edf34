import { describe, expect, it } from 'vitest';
import { isToCompact } from '../../../server/src/lsp/compaction.ts';

describe('objects are moved together', () => {
  it.each([
    ['some holes', { used: 100, size: 150 }, false],
    ['many holes', { used: 100, size: 170 }, true],
    ['nothing in use', { used: 0, size: 0 }, false],
  ])('not before there are many holes: %s', (_, space, expected) => {
    expect(isToCompact(space, false)).toBe(expected);
  });

  it.each([
    ['still some holes', { used: 100, size: 150 }, true],
    ['few', { used: 100, size: 130 }, false],
  ])('until few are left: %s', (_, space, expected) => {
    expect(isToCompact(space, true)).toBe(expected);
  });
});
