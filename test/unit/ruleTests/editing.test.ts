import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { completeRuleTest } from '../../../server/src/core/ruleTests/editing/complete.ts';
import { describeInRuleTest } from '../../../server/src/core/ruleTests/editing/describe.ts';
import { definitionInRuleTest } from '../../../server/src/core/ruleTests/editing/find.ts';
import { sampleRules } from './project.ts';

const project = sampleRules();
const file = join(import.meta.dirname, '../../../samples/recruiting/tests/leads.duptest.yaml');
const text = readFileSync(file, 'utf8');

it('wherever a file breaks off, something or nothing is offered, within the line', () => {
  let offered = 0;
  for (let offset = 0; offset <= text.length; offset += 67) {
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    for (const state of [before, text, `${before}\n${text.slice(offset)}`]) {
      const { typed, items } = completeRuleTest(state, offset, project, true);
      expect(typed.start).toBeGreaterThanOrEqual(lineStart);
      expect(typed.end).toBeGreaterThanOrEqual(offset);
      expect(state.slice(typed.start, typed.end)).not.toContain('\n');
      offered += items.length;
    }
    describeInRuleTest(text, offset, project);
    definitionInRuleTest('file:///a/tests/leads.duptest.yaml', text, offset, project);
  }
  expect(offered).toBeGreaterThan(200);
});

it.each([
  ['? [a, b]\n: c\n', 5],
  ['&a { b: *a }', 10],
  ['- - - x', 7],
  ['"', 1],
  ['{', 1],
  ['tests: *nowhere', 12],
  ['<<: { object: Lead }\nobject: ', 29],
  ['\uFEFFobject: ', 9],
  ['object: Lead\r\ntests:\r\n  - name: a\r\n    ', 39],
  ['a'.repeat(100_000), 50_000],
  ['['.repeat(2_000), 2_000],
])('%#: strange texts do no harm', (strange, offset) => {
  completeRuleTest(strange, offset, project, true);
  describeInRuleTest(strange, offset, project);
  definitionInRuleTest('file:///a.duptest.yaml', strange, offset, project);
});
