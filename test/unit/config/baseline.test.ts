import { describe, expect, it } from 'vitest';
import {
  type FindingKey,
  filterByBaseline,
  freeze,
  readBaseline,
  writeBaseline,
} from '../../../server/src/core/config/baseline.ts';

const key = (rule: string, path: string, subject: string): FindingKey => ({ rule, path, subject });
const a1 = key('allow-save-bypass', 'a.cls', 'A.one insert Lead');
const a2 = key('allow-save-bypass', 'a.cls', 'A.two insert Lead');
const b1 = key('unhandled-duplicates', 'b.cls', 'B.one insert Lead');
const all = () => true;

function baselineOf(...keys: FindingKey[]) {
  return freeze(keys, null, all);
}

describe('a baseline', () => {
  it('holds back what it knows, as often as it knows it', () => {
    const { fresh, known, gone } = filterByBaseline([a1, a1, a1, b1], (k) => k, baselineOf(a1, a1, a2));
    expect(fresh).toEqual([a1, b1]);
    expect(known).toEqual([a1, a1]);
    expect(gone).toEqual([{ ...a2, count: 1 }]);
  });

  it('is the same text whatever the order', () => {
    const text = writeBaseline(baselineOf(b1, a2, a1, a1));
    expect(text).toBe(writeBaseline(baselineOf(a1, a1, a2, b1)));
    expect(text).toBe(`{
  "version": 1,
  "findings": [
    {"rule":"allow-save-bypass","path":"a.cls","subject":"A.one insert Lead","count":2},
    {"rule":"allow-save-bypass","path":"a.cls","subject":"A.two insert Lead","count":1},
    {"rule":"unhandled-duplicates","path":"b.cls","subject":"B.one insert Lead","count":1}
  ]
}
`);
  });

  it('is read as it was written', () => {
    for (const baseline of [baselineOf(), baselineOf(a1, a1, b1)]) {
      expect(readBaseline(writeBaseline(baseline))).toEqual({ baseline });
    }
  });

  it('drops what is gone when frozen again, except in files not looked at', () => {
    const again = freeze([a1], baselineOf(a1, a2, b1), (path) => path === 'a.cls');
    expect(again.findings).toEqual([
      { ...b1, count: 1 },
      { ...a1, count: 1 },
    ]);
  });

  it.each([
    ['{', 'it is JSON that is broken or cut off'],
    ['[]', 'it is JSON of something else'],
    ['null', 'it is a single JSON value'],
    ['{"version":1,"projects":[]}', 'it is an audit of duplicate-rules, or what is left of one'],
    ['{"version":2,"findings":[]}', 'version 2'],
    ['{"version":1,"findings":[{"rule":1}]}', 'entry 1 of its findings lacks rule'],
    ['{"version":1,"findings":[{"rule":"a","path":"b","subject":"c","count":0}]}', 'entry 1 of its findings'],
  ])('%s: %s', (text, problem) => {
    expect(readBaseline(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
