import { expect, test } from 'vitest';
import { compareValues } from '../../../server/src/core/preview/compareValues.ts';
import type { FieldScalar } from '../../../server/src/core/records/model.ts';

test.each<[FieldScalar, FieldScalar, string]>([
  ['a', 'A ', 'same'],
  ['a', 'b', 'different'],
  ['', 'b', 'blank'],
  [null, null, 'blank'],
  [5, '5.0', 'same'],
  ['5', '5.0', 'different'],
  ['0041', '41', 'different'],
  [true, 'TRUE', 'same'],
  [false, '', 'blank'],
  ['2026-01-02T10:00:00Z', '2026-01-02T11:00:00.000+0100', 'same'],
  ['2026-01-02', '2026-01-03', 'different'],
  ['00Q000000000001', '00Q000000000001AAA', 'same'],
  ['00Q00000000000a', '00Q00000000000AIAU', 'different'],
])('%j and %j: %s', (a, b, difference) => {
  expect(compareValues(a, b)).toBe(difference);
  expect(compareValues(b, a)).toBe(difference);
});
