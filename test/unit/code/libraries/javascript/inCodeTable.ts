import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

export type Case = readonly [name: string, text: string, ...expected: string[]];

export function table(title: string, cases: readonly Case[], file = 'code.ts'): void {
  describe(title, () => {
    for (const [name, text, ...expected] of cases) {
      it(name, async () => {
        const lines = text.trim().replace(/^ {6}/gm, '');
        expect(await savesIn(file, lines)).toEqual(expected);
      });
    }
  });
}
