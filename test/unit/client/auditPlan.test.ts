import { expect, test } from 'vitest';
import { commandOf } from '../../../client/webview/audit/commandOf.ts';

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
