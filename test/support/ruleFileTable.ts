import { expect, test } from 'vitest';
import type { Settings } from '../../server/src/core/config/settings.ts';
import { type Files, found, projectOf } from './ruleFiles.ts';

/** Rule files in short, and the findings on them: `warning silent-rule @Block`. */
export type RuleFileRow = [
  name: string,
  files: Files,
  expected: readonly string[],
  settings?: Partial<Settings>,
];

export function checkRuleFiles(rows: RuleFileRow[]): void {
  test.each<RuleFileRow>(rows)('%s', (...[, files, expected, settings = {}]) => {
    expect(found(projectOf(files, settings), files)).toEqual(expected);
  });
}
