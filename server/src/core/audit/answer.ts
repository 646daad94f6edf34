import type { RuleCatalog } from '../outcome/model.ts';
import { list, plural } from '../outcome/words.ts';
import { runs } from '../saveTable/rules.ts';
import type { AuditInput } from './input.ts';
import type { Audit, AuditStatement } from './model.ts';

/** What a reader should know first. */
export function answerOf(
  { sections, register }: Pick<Audit, 'sections' | 'register'>,
  { catalog, inEditor }: Pick<AuditInput, 'catalog' | 'inEditor'>,
): readonly string[] {
  const statements = sections.flatMap((section) => section.statements);
  const of = (...kinds: readonly string[]) =>
    statements.filter(({ kind, risk }) => kinds.includes(kind) && risk !== 'none');
  const unstated = register.filter(({ reason }) => reason === null);
  const expired = register.filter(({ until }) => until?.state === 'expired');
  const stated = register.length - unstated.length;
  const ways = [
    part(
      unstated.length,
      'bypass in the code has no stated reason',
      'bypasses in the code have no stated reason',
    ),
    part(stated, 'bypass has a stated reason', 'bypasses have a stated reason', expiredWords(expired.length)),
    part(
      of('silent-rule').length,
      'setting of a rule saves duplicates without a trace',
      'settings of rules save duplicates without a trace',
    ),
    part(
      of('report-only-rule').length,
      'setting of a rule only reports them',
      'settings of rules only report them',
    ),
    part(of('rule-finds-nothing').length, 'active rule finds nothing', 'active rules find nothing'),
    part(
      of('conditional-rule').length,
      'rule runs only under a condition',
      'rules run only under conditions',
    ),
    part(
      of('no-running-rule').length,
      'object has no rule that is known to run',
      'objects have no rule that is known to run',
    ),
    part(
      of('lead-conversion-unchecked').length,
      'setting keeps rules from lead conversions',
      'settings keep rules from lead conversions',
    ),
  ].filter((text) => text !== null);
  const alerts = of('alert-only-rule');
  const lost = of('unhandled-duplicates');
  const open = of('outcome-not-known', 'object-not-known');
  const high = statements.filter(({ risk }) => risk === 'high').length;
  return [
    ...(isOnlyAssumed(catalog)
      ? [notTold, inEditor === true ? learnRulesInEditor : learnRules, ...ifAssumed(ways)]
      : [verdict(ways, alerts), ...assumption(catalog)]),
    ...(alerts.length > 0
      ? [
          `${capital(plural(alerts.length, 'setting'))} of rules only ${alerts.length === 1 ? 'alerts' : 'alert'}: a user, or allowSave=true, passes ${alerts.length === 1 ? 'it' : 'them'} by design.`,
        ]
      : []),
    ...(lost.length > 0
      ? [
          `${plural(sum(lost), 'refusal')} ${sum(lost) === 1 ? 'is' : 'are'} lost in the code: the record is not saved, and at most a log gets to know.`,
        ]
      : []),
    ...(open.length > 0 ? [`Of ${plural(sum(open), 'save')} it cannot be told what the rules do.`] : []),
    ...(high > 0
      ? [`${plural(high, 'statement')} of high risk ${high === 1 ? 'comes' : 'come'} first below.`]
      : []),
    ...notSeen(sections),
  ];
}

/** What an assumption cannot answer. */
const notTold =
  "It cannot be told: no rules are known here, and Salesforce's standard rules are only assumed, as a new org has them.";

const learnRules = 'To be told, retrieve DuplicateRule and MatchingRule, or audit with --org.';
const learnRulesInEditor =
  'To be told, retrieve DuplicateRule and MatchingRule, or choose Ask the Org… in the tab of the audit.';

function ifAssumed(ways: readonly string[]): readonly string[] {
  return ways.length === 0
    ? []
    : [`If they run as assumed, duplicates can get past them: ${list(ways, 'and')}.`];
}

/** Whether no rule is known, and Salesforce's own stand in for them. */
function isOnlyAssumed({ duplicateRules }: RuleCatalog): boolean {
  return duplicateRules.length > 0 && duplicateRules.every(({ source }) => source.kind === 'assumed');
}

/** Where no rule that is known runs, what runs rests on an assumption. */
function assumption(catalog: RuleCatalog): readonly string[] {
  const running = catalog.duplicateRules.filter((rule) => runs(rule, catalog));
  if (running.length === 0 || running.some(({ source }) => source.kind !== 'assumed')) return [];
  return ['The rules that run are assumed: they are in no file.'];
}

function verdict(ways: readonly string[], alerts: readonly AuditStatement[]): string {
  if (ways.length > 0) return `Yes, duplicates can get past the rules: ${list(ways, 'and')}.`;
  if (alerts.length > 0) return 'Only where an alert is passed, as far as was looked.';
  return 'Nothing was found that gets past the rules, as far as was looked.';
}

function expiredWords(count: number): string {
  return count === 0 ? '' : ` (${count === 1 ? '1 has' : `${count} have`} expired)`;
}

function part(count: number, one: string, several: string, more = ''): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : several}${more}`;
}

function notSeen(sections: Audit['sections']): readonly string[] {
  const all = sections.flatMap(({ notLookedAt }) => notLookedAt);
  if (all.length === 0) return [];
  const names = [
    ...sections
      .filter(({ summary, statements, notLookedAt }) => {
        const missing = new Set(notLookedAt.map(({ id }) => id));
        // That no permission exempts anybody is said all the same.
        return (
          (summary.length === 0 && statements.length === 0) ||
          (missing.has('profiles') && missing.has('users'))
        );
      })
      .map(({ name }) => name),
    // Last, so that nothing reads as what the org has besides.
    ...(all.some(({ id }) => id === 'org-rules') ? ['rules that only the org has'] : []),
  ];
  return names.length === 0 ? [] : [`Not looked at: ${list(names, 'and')}.`];
}

function sum(statements: readonly AuditStatement[]): number {
  return statements.reduce((total, { count }) => total + count, 0);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
