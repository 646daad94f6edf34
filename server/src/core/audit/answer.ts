import type { RuleCatalog } from '../outcome/model.ts';
import { list, plural } from '../outcome/words.ts';
import { runs } from '../saveTable/rules.ts';
import type { AuditInput } from './input.ts';
import type { Audit, AuditStatement } from './model.ts';
import { learnRules, learnRulesInEditor } from './remedies.ts';
import { ofKinds, waysIfAssumed, waysThrough } from './ways.ts';

/** What a reader should know first. @param assumed ids of statements that hold only if assumed rules run */
export function answerOf(
  {
    sections,
    register,
    assumed,
  }: Pick<Audit, 'sections' | 'register'> & { readonly assumed: ReadonlySet<string> },
  { catalog, inEditor }: Pick<AuditInput, 'catalog' | 'inEditor'>,
): readonly string[] {
  const statements = sections.flatMap((section) => section.statements);
  const byAssumed = ({ id }: AuditStatement) => assumed.has(id);
  const known = {
    statements: statements.filter((one) => !byAssumed(one)),
    register: register.filter(({ statement }) => !assumed.has(statement)),
  };
  const onlyAssumed = isOnlyAssumed(catalog);
  const counted = onlyAssumed ? { statements, register } : known;
  const alerts = ofKinds(counted.statements, 'alert-only-rule');
  const lost = ofKinds(statements, 'unhandled-duplicates');
  const open = ofKinds(statements, 'outcome-not-known', 'object-not-known');
  const high = statements.filter(({ risk }) => risk === 'high').length;
  const ways = waysThrough(counted);
  const ifAssumed = onlyAssumed
    ? []
    : waysIfAssumed({
        statements: statements.filter(byAssumed),
        register: register.filter(({ statement }) => assumed.has(statement)),
      });
  return [
    ...(onlyAssumed
      ? [notTold, inEditor === true ? learnRulesInEditor : learnRules, ...ifTheyRun(ways)]
      : [verdict(ways, alerts, ifAssumed.length > 0), ...assumption(catalog)]),
    ...alertsText(alerts.length),
    ...ifStandardRulesRun(ifAssumed, catalog),
    ...(lost.length > 0 ? [lostText(sum(lost), onlyAssumed ? 0 : sum(lost.filter(byAssumed)))] : []),
    ...(open.length > 0
      ? [`Of ${plural(countSaves(open), 'save')} it cannot be told what the rules do.`]
      : []),
    ...(high > 0 ? [`${plural(high, 'statement')} ${high === 1 ? 'is' : 'are'} of high risk.`] : []),
    ...notSeen(sections),
  ];
}

function alertsText(count: number): readonly string[] {
  return count === 0
    ? []
    : [
        `${capital(plural(count, 'setting'))} of rules only ${count === 1 ? 'alerts' : 'alert'}: a user, or allowSave=true, passes ${count === 1 ? 'it' : 'them'} by design.`,
      ];
}

function lostText(count: number, byAssumed: number): string {
  const ofAssumed = byAssumed === 0 ? '' : `, ${byAssumed} of them by assumed rules`;
  return `${plural(count, 'refusal')} ${count === 1 ? 'is' : 'are'} lost in the code${ofAssumed}: the record is not saved, and at most a log gets to know.`;
}

/** What an assumption cannot answer. */
const notTold =
  "It cannot be told: no rules are known here, and Salesforce's standard rules are only assumed, as a new org has them.";

function ifTheyRun(ways: readonly string[]): readonly string[] {
  return ways.length === 0
    ? []
    : [`If they run as assumed, duplicates can get past them: ${list(ways, 'and')}.`];
}

/** Whether no rule is known, and Salesforce's own stand in for them. */
function isOnlyAssumed({ duplicateRules }: RuleCatalog): boolean {
  return duplicateRules.length > 0 && duplicateRules.every(({ source }) => source.kind === 'assumed');
}

/** What gets past rules that are assumed beside known ones is no answer about those. */
function ifStandardRulesRun(ways: readonly string[], catalog: RuleCatalog): readonly string[] {
  if (ways.length === 0) return [];
  const objects = [
    ...new Set(
      catalog.duplicateRules.flatMap(({ source, object }) => (source.kind === 'assumed' ? [object] : [])),
    ),
  ].sort();
  const [rules, run, them] =
    objects.length === 1 ? ['standard rule', 'runs', 'it'] : ['standard rules', 'run', 'them'];
  return [
    `If the ${rules} of ${list(objects, 'and')} ${run} as assumed, duplicates can get past ${them}: ${list(ways, 'and')}.`,
  ];
}

/** Where no rule that is known runs, what runs rests on an assumption. */
function assumption(catalog: RuleCatalog): readonly string[] {
  const running = catalog.duplicateRules.filter((rule) => runs(rule, catalog));
  if (running.length === 0 || running.some(({ source }) => source.kind !== 'assumed')) return [];
  return ['The rules that run are assumed: they are in no file.'];
}

function verdict(ways: readonly string[], alerts: readonly AuditStatement[], isMoreAssumed: boolean): string {
  if (ways.length > 0) return `Yes, duplicates can get past the rules: ${list(ways, 'and')}.`;
  if (alerts.length > 0) return 'Only where an alert is passed, as far as was looked.';
  return isMoreAssumed
    ? 'Nothing was found that gets past the rules that are known, as far as was looked.'
    : 'Nothing was found that gets past the rules, as far as was looked.';
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

/** Saves at the places of these statements: one that is open for several objects, as a lead conversion, counts once. */
function countSaves(statements: readonly AuditStatement[]): number {
  const places = statements.flatMap((statement) => statement.places);
  return new Set(places.map(({ uri, line, column }) => `${uri} ${line} ${column}`)).size;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
