import { expect, test } from 'vitest';
import { filesShown } from '../../../client/src/scaffold/filesShown.ts';
import { commandOf, partOf } from '../../../client/webview/audit/commandOf.ts';

test.each([
  ['scaffold', 'save-class', 'scaffold'],
  ['template', 'new-rule', 'newRule'],
  ['command', 'duplicate-rules impact --base HEAD', 'compareImpact'],
  ['command', 'duplicate-rules rules --org --drift', 'compareRules'],
  ['command', 'duplicate-rules dedupe a.csv --object Lead', null],
  ['class', 'DuplicateRulesSave', null],
  ['fix', 'allow-save-bypass', null],
] as const)('the editor names its own command for %s %s', (kind, name, command) => {
  expect(commandOf(kind, name)).toBe(command);
});

test.each(['save-class', 'backstop'])('%s is proposed alone where the plan leads to its scaffold', (name) => {
  expect(partOf(name)).toBe(name);
});

test('no part is proposed by another name', () => {
  expect(partOf('new-rule')).toBeNull();
});

test('files that stand beside others are counted before a scaffold is made', () => {
  const folder = 'file:///p/force-app/main/default';
  expect(
    filesShown([
      `${folder}/classes/A.cls`,
      `${folder}/classes/A.cls-meta.xml`,
      `${folder}/objects/B__c/B__c.object-meta.xml`,
      `${folder}/objects/B__c/fields/C__c.field-meta.xml`,
    ]),
  ).toEqual({ named: ['A.cls', 'B__c.object-meta.xml'], beside: 2 });
});
