import { expect, test } from 'vitest';
import type { DuplicateRule } from '../../../server/src/core/metadata/model.ts';
import type { Proviso, RuleOperation, RuleOutcome } from '../../../server/src/core/outcome/model.ts';
import type { JudgedSite } from '../../../server/src/core/rules/rule.ts';
import { lensTitle } from '../../../server/src/lsp/codeLenses.ts';

const email = { label: 'Lead Email', object: 'Lead', source: { kind: 'file' } } as DuplicateRule;
const phone = { label: 'Lead Phone', object: 'Lead', source: { kind: 'file' } } as DuplicateRule;
const name = { label: 'Lead Name', object: 'Lead', source: { kind: 'file' } } as DuplicateRule;
const standard = { label: 'Standard', object: 'Lead', source: { kind: 'assumed' } } as DuplicateRule;

function outcome(rule: DuplicateRule, operation: RuleOperation = 'insert', ...kinds: Proviso['kind'][]) {
  return { rule, operation, provisos: kinds.map((kind) => ({ kind, text: '' })) } as unknown as RuleOutcome;
}

const condition = 'rule-condition';
const branch = 'upsert-branch';

test.each([
  ['insert', [outcome(email)], "Refused by 'Lead Email' on a match"],
  ['insert', [outcome(email), outcome(phone)], "Refused by 'Lead Email' and 'Lead Phone' on a match"],
  [
    'insert',
    [outcome(email), outcome(phone), outcome(name)],
    "Refused by 'Lead Email', 'Lead Phone' and 'Lead Name' on a match",
  ],
  ['insert', [outcome(standard)], 'Refused by the standard Lead rule (assumed) on a match'],
  ['insert', [outcome(email, 'insert', condition)], "May be refused by 'Lead Email' on a match"],
  ['upsert', [outcome(email, 'insert', branch)], "Refused by 'Lead Email' on a match when it creates"],
  ['upsert', [outcome(email, 'update', branch)], "Refused by 'Lead Email' on a match when it updates"],
  [
    'upsert',
    [outcome(email, 'insert', branch), outcome(email, 'update', branch)],
    "Refused by 'Lead Email' on a match",
  ],
] as const)('%s: %#', (operation, outcomes, title) => {
  const rules = [...new Set(outcomes.map(({ rule }) => rule))];
  const judged = { site: { operation }, outcomes } as unknown as JudgedSite;
  expect(lensTitle(judged, outcomes, rules)).toBe(title);
});
