import type { DuplicateRule, MatchRuleReference } from '../metadata/model.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import { comparedText } from '../outcome/hover.ts';
import { hasOnlyInactiveMatchingRules, isRunning } from '../outcome/matchingFields.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { lacksEveryMapping, unmappedWords } from '../outcome/objectMapping.ts';
import { actionsText, sourceWords } from '../outcome/sentences.ts';
import { silentCase } from '../outcome/silentCases.ts';
import type { Statement } from '../outcome/tableModel.ts';
import { labelOf } from './cells.ts';
import type { SaveRule, Sourced } from './model.ts';
import { sourced } from './sourced.ts';

/** Whether the rule can run at all. */
export function runs(rule: DuplicateRule, catalog: RuleCatalog): boolean {
  return rule.active && !hasOnlyInactiveMatchingRules(rule, catalog);
}

/** A rule as the table lists it. */
export function saveRule(rule: DuplicateRule, catalog: RuleCatalog): SaveRule {
  const { source } = rule;
  const ofOrg = orgStatements(rule, catalog);
  return {
    fullName: rule.fullName,
    label: labelOf(rule),
    notRun: notRun(rule, catalog),
    actions: actionsText(rule),
    sortOrder: rule.sortOrder,
    source: sourceWords(rule),
    sourceKind: source.kind,
    file: source.kind === 'file' ? source.location.uri : null,
    alertText: rule.alertText,
    compares: rule.matchRules.map((reference) => comparison(reference, catalog)),
    provisos: [...(runs(rule, catalog) ? provisos(rule) : []), ...ofOrg].map(sourced),
  };
}

function notRun(rule: DuplicateRule, catalog: RuleCatalog): readonly Sourced[] {
  const inactive = silentCase('inactive');
  const because = (text: string) => sourced({ ...inactive, text });
  if (!rule.active) return [because('Inactive: it never runs.')];
  if (!hasOnlyInactiveMatchingRules(rule, catalog)) return [];
  return [because('None of its matching rules is active: it finds nothing.')];
}

/** `Lead: Email (Exact), Phone (Phone), as 1 OR 2`, `Contact: matching rule X, not active`. */
function comparison({ objectType, matchingRule }: MatchRuleReference, catalog: RuleCatalog): string {
  const found = catalog.matchingRule(objectType, matchingRule);
  const fields =
    found === null || found.items.length === 0 ? `matching rule ${matchingRule}` : comparedText(found);
  return `${objectType}: ${fields}${isRunning(found) ? '' : ` (${found!.status}: not compared)`}`;
}

function provisos(rule: DuplicateRule): readonly Statement[] {
  const statements: Statement[] = [];
  const add = (text: string, sources: Statement['sources'], confidence: Statement['confidence']) =>
    statements.push({ text, confidence, sources });
  const condition = judgeFilterWith(rule.filter, () => null);
  if (condition.runs === null) {
    add(`It runs only where ${condition.text}.`, ['MetaDup'], 'documented');
    if (condition.onUser) {
      add(
        'Who saves decides whether it runs: jobs and integrations may run as another user.',
        ['UserConditions'],
        'documented',
      );
    }
  }
  if (lacksEveryMapping(rule)) {
    add(`It ${unmappedWords(rule)}.`, ['MetaDup', 'UnmappedRule'], 'open');
  }
  if (rule.object === 'PersonAccount') add('It runs on person accounts only.', ['MetaDup'], 'documented');
  if (rule.security === 'EnforceSharingRules') {
    add(
      'It finds only records that are shared with the running user: a duplicate that is not goes unnoticed.',
      ['MetaDup', 'SharingReport'],
      'documented',
    );
  }
  return statements;
}

function orgStatements(rule: DuplicateRule, catalog: RuleCatalog): readonly Statement[] {
  const { source } = rule;
  const statement = (text: string, confidence: Statement['confidence']): Statement => ({
    text,
    confidence,
    sources: ['MetaDup'],
  });
  const differences = catalog.orgDifferences?.(rule) ?? [];
  return [
    ...(source.kind === 'org' && source.partial
      ? [statement('Not all of it was read from the org.', 'open')]
      : []),
    ...(differences.length > 0
      ? [statement(`The org's copy differs, and decides there: ${differences.join('; ')}.`, 'documented')]
      : []),
  ];
}
