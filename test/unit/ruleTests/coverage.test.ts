import { expect, it } from 'vitest';
import { RuleCoverage } from '../../../server/src/core/ruleTests/coverage.ts';
import type { RuleFileCoverage } from '../../../server/src/core/ruleTests/model.ts';
import { runFile, sampleRules } from './project.ts';

const uri = 'file:///p/duplicateRules/Case.Case_Subject.duplicateRule-meta.xml';
const rule = `<DuplicateRule>
  <actionOnInsert>Allow</actionOnInsert>
  <actionOnUpdate>Block</actionOnUpdate>
  <duplicateRuleFilter>
    <booleanFilter>1 AND (2 OR 3)</booleanFilter>
    ${[
      ['Origin', 'equals', 'Web'],
      ['Priority', 'equals', 'High'],
      ['Type', 'equals', 'Problem'],
    ]
      .map(
        ([field, operation, value], at) =>
          `<duplicateRuleFilterItems><field>${field}</field><operation>${operation}</operation><value>${value}</value><sortOrder>${at + 1}</sortOrder><table>Case</table></duplicateRuleFilterItems>`,
      )
      .join('\n    ')}
  </duplicateRuleFilter>
  <duplicateRuleMatchRules>
    <matchRuleSObjectType>Case</matchRuleSObjectType>
    <matchingRule>Case_Any</matchingRule>
  </duplicateRuleMatchRules>
  <isActive>true</isActive>
  <masterLabel>Case Subject</masterLabel>
  <operationsOnInsert>Alert</operationsOnInsert>
  <securityOption>BypassSharingRules</securityOption>
  <sortOrder>1</sortOrder>
</DuplicateRule>`;
const matchingUri = 'file:///p/matchingRules/Case.matchingRule-meta.xml';
const matching = `<MatchingRules>
  <matchingRules>
    <booleanFilter>1 AND (2 OR 3)</booleanFilter>
    <fullName>Case_Any</fullName>
    <label>Case Any</label>
    ${[
      ['Subject', 'NullNotAllowed'],
      ['SuppliedEmail', 'NullNotAllowed'],
      ['SuppliedPhone', 'MatchBlanks'],
    ]
      .map(
        ([field, blank]) =>
          `<matchingRuleItems><blankValueBehavior>${blank}</blankValueBehavior><fieldName>${field}</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>`,
      )
      .join('\n    ')}
    <ruleStatus>Active</ruleStatus>
  </matchingRules>
  <matchingRules>
    <fullName>Case_Unused</fullName>
    <label>Case Unused</label>
    <matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Subject</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>
    <ruleStatus>Active</ruleStatus>
  </matchingRules>
</MatchingRules>`;

const texts: Readonly<Record<string, string>> = { [uri]: rule, [matchingUri]: matching };
const project = sampleRules(texts);

function covered(tests: string): readonly RuleFileCoverage[] {
  const coverage = new RuleCoverage();
  const text = `object: Case\nrecords: { Case: { one: { Subject: Printer, SuppliedEmail: a@example.com } } }\ntests:\n${tests}`;
  const { results } = runFile(text, project);
  for (const { status, touched } of results) {
    expect(status).toBe('passed');
    coverage.add(touched);
  }
  return coverage.files(project.catalog, (one) => texts[one] ?? null);
}

/** "what stands there: count", and its branches. */
function shown(files: readonly RuleFileCoverage[]): readonly string[] {
  return files.flatMap((file) =>
    file.elements.map(({ name, count, branches }) =>
      [`${name}: ${count}`, ...branches.map((branch) => `${branch.label} ${branch.count}`)].join(', '),
    ),
  );
}

it('nothing is touched without tests; a matching rule that no rule uses is left out', () => {
  const files = covered('');
  expect(files.map((file) => file.uri)).toEqual([uri, matchingUri]);
  expect(
    shown(files).every(
      (line) => !/[1-9]\d*(?:,|$)/.test(line.replace(/^[^:]*:/, '').replace(/\d AND \d/g, '')),
    ),
  ).toBe(true);
  expect(shown(files).join()).not.toContain('Case_Unused');
});

it('rules, actions, conditions, fields and parts of filters, where they stand', () => {
  const files = covered(`
  - name: matches by the address
    save: { fields: { Origin: Web, Priority: High, Type: Question, Subject: printer, SuppliedEmail: A@example.com, SuppliedPhone: 1 } }
    expect: { matches: [one] }
  - name: does not run
    save: { fields: { Origin: Phone, Priority: High, Type: Question, Subject: printer } }
    expect: { rules: { Case_Subject: not-run } }
  - name: matches by blank phones
    save: { fields: { Origin: Web, Priority: High, Type: Problem, Subject: printer } }
    expect: { matches: [one] }
`);
  expect(shown(files)).toEqual([
    'Action on create: 2',
    'Action on edit: 0',
    'Filter 1 AND (2 OR 3): 3, 1 AND 2 2, 1 AND 3 1',
    'Condition Origin equals "Web": 3, true 2, false 1',
    'Condition Priority equals "High": 3, true 3, false 0',
    'Condition Type equals "Problem": 3, true 1, false 2',
    'Matching rule Case_Any: 2',
    'Rule Case_Subject: 2',
    'Filter 1 AND (2 OR 3): 2, 1 AND 2 1, 1 AND 3 1',
    'Matching rule Case_Any: 2',
    'Subject (Exact): 2, a match 2, no match 0',
    'SuppliedEmail (Exact): 2, a match 1, no match 1',
    'SuppliedPhone (Exact): 2, a match 0, no match 1, blank in both 1',
  ]);
  const [first] = files;
  const filter = first!.elements.find(({ kind }) => kind === 'condition-filter')!;
  expect(rule.slice(filter.start, filter.end)).toBe('1 AND (2 OR 3)');
  const field = files[1]!.elements.find(({ kind }) => kind === 'field')!;
  expect(matching.slice(field.start, field.end)).toMatch(
    /^<matchingRuleItems>.*Subject.*<\/matchingRuleItems>$/,
  );
});
