import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';
import { classCases } from './classCases.ts';

describe('classes of the project', () => {
  for (const [name, file, code, expected] of classCases) {
    it(name, async () => {
      expect(await savesIn(file, code)).toEqual(expected);
    });
  }
});
