import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { completeRuleFile } from '../../../../server/src/core/metadata/editing/complete.ts';
import { describeInRuleFile } from '../../../../server/src/core/metadata/editing/describe.ts';
import {
  definitionInRuleFile,
  highlightsInRuleFile,
  targetAt,
} from '../../../../server/src/core/metadata/editing/find.ts';
import { outlineOfRuleFile } from '../../../../server/src/core/metadata/editing/outline.ts';
import type { RuleFile } from '../../../../server/src/core/metadata/editing/project.ts';
import { ruleFile } from './ruleFiles.ts';

const abilities = { takesSnippets: true, asksAgain: true };
const folder = path.resolve(import.meta.dirname, '../../../../samples/referrals/force-app/main/default');
/** A text a third as long says the same. */
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8').replace(/\n\s+/g, '\n ');
const names = {
  rule: 'duplicateRules/Referral__c.Referral_Person.duplicateRule-meta.xml',
  matching: 'matchingRules/Referral__c.matchingRule-meta.xml',
};

/** Asks for everything at an offset; what is completed must stand at the cursor, on its line. */
function ask(file: RuleFile, offset: number): number {
  const { typed, items } = completeRuleFile(file, offset, abilities);
  expect(typed.start).toBeLessThanOrEqual(offset);
  expect(typed.end).toBeGreaterThanOrEqual(offset);
  expect(file.text.slice(typed.start, typed.end)).not.toMatch(/[\r\n]/);
  describeInRuleFile(file, offset);
  definitionInRuleFile(file, offset);
  targetAt(file, offset);
  for (const { start, end } of highlightsInRuleFile(file, offset)) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(file.text.length);
  }
  return items.length;
}

function checkOutline({ uri, text }: RuleFile): void {
  const check = (entries: ReturnType<typeof outlineOfRuleFile>): void => {
    for (const { name, span, selection, children } of entries) {
      expect(name).not.toBe('');
      expect(selection.start).toBeGreaterThanOrEqual(span.start);
      expect(selection.end).toBeLessThanOrEqual(span.end);
      check(children);
    }
  };
  check(outlineOfRuleFile(uri, text));
}

test.each(Object.entries(names))('of a %s file can be asked', (_kind, name) => {
  const whole = read(name);
  const { uri, project } = ruleFile(`file:///ws/${name}`, whole);
  let offered = 0;
  for (let length = 0; length <= whole.length; length++) {
    const file = { uri, text: whole.slice(0, length), project };
    offered += ask(file, length);
    checkOutline(file);
  }
  expect(offered).toBeGreaterThan(1_000);
});

test.each([
  ['a bracket', '<'],
  ['an end', '</'],
  ['half a tag', '<label'],
  ['half an attribute', '<objectMapping xsi:nil="'],
  ['an ampersand', '&'],
  ['half a comment', '<!--'],
  ['half a section', '<![CDATA['],
])('of a file with %s at each line can be asked', (_what, typed) => {
  for (const name of Object.values(names)) {
    const whole = read(name);
    const { uri, project } = ruleFile(`file:///ws/${name}`, whole);
    for (let at = whole.indexOf('\n'); at >= 0; at = whole.indexOf('\n', at + 1)) {
      const text = whole.slice(0, at) + typed + whole.slice(at);
      ask({ uri, text, project }, at + typed.length);
    }
  }
});

test('what stands behind a half-typed tag is still understood', () => {
  const whole = read(names.matching).replace('<label>', '<descr\n<label>');
  const uri = `file:///ws/${names.matching}`;
  const [rule] = outlineOfRuleFile(uri, whole);
  expect(rule!.name).toBe(outlineOfRuleFile(uri, read(names.matching))[0]!.name);
  expect(rule!.children.length).toBe(outlineOfRuleFile(uri, read(names.matching))[0]!.children.length);
});
