import type { AccessHolder } from '../../access/model.ts';
import type { DuplicateRule, RuleCondition } from '../../metadata/model.ts';
import type { OrgUser } from '../../orgData/people.ts';
import { bareField, conditionText, isOnUser, judgeFilterWith } from '../../outcome/condition.ts';
import { ruleName } from '../../outcome/describe.ts';
import { type FilterExpression, filterOver, renderFilter } from '../../outcome/filters.ts';
import { capitalize, plural } from '../../outcome/words.ts';
import { refuses } from '../../rules/reactions.ts';
import type { AuditStatement } from '../model.ts';
import { statementId } from '../model.ts';
import { activeRules, auditPlace, type PeopleInput } from './input.ts';
import { integrationWords } from './integrationWords.ts';
import { peopleSources } from './sources.ts';
import { some } from './words.ts';

/** Whom the conditions of rules exempt: a statement for each rule that asks who saves. */
export function exemptions(input: PeopleInput): readonly AuditStatement[] {
  return rulesOnUsers(input).map((rule) => exemption(rule, input));
}

/** Active rules with a condition on the running user. */
export function rulesOnUsers(input: Pick<PeopleInput, 'catalog'>): readonly DuplicateRule[] {
  return activeRules(input).filter(({ filter }) => filter?.conditions.some(isOnUser));
}

function exemption(rule: DuplicateRule, input: PeopleInput): AuditStatement {
  const { access, org } = input;
  const profiles = (access?.holders ?? []).filter(({ kind }) => kind === 'profile');
  const exempt = profiles.filter((profile) => exempts(rule, profile));
  const users = org?.users ?? null;
  const judged = users === null ? null : users.read.map((user) => ({ user, ...judgeUser(rule, user) }));
  const exemptUsers = judged?.filter(({ runs }) => runs === false).map(({ user }) => user) ?? [];
  const stops = refuses(rule.onInsert) === true || refuses(rule.onUpdate) === true;
  const { source } = rule;
  const reason = input.reasonFor(rule);
  return {
    id: statementId('exempt-users', rule.fullName),
    kind: 'exempt-users',
    section: 'people',
    risk: stops && reason === null ? 'medium' : 'low',
    text: `${capitalize(ruleName(rule))} does not run where ${exemptWords(rule)}.`,
    details: [
      ...profileDetails(rule, profiles, exempt),
      ...(judged === null ? [] : userDetails(rule, input, judged.length, exemptUsers)),
      ...looseConditions(rule),
      ...meantForIntegration(rule),
      'A scheduled job, an integration or an automated process saves as its own user.',
      ...(reason === null ? [] : [`Stated reason: ${reason}`]),
    ],
    confidence: 'documented',
    sources: [peopleSources.rules, peopleSources.userConditions],
    places:
      source.kind === 'file'
        ? [auditPlace(input, { uri: source.location.uri, line: null }, 'its condition')]
        : [],
    count: countOf(exemptUsers.length, judged?.length ?? 0),
    recommendation:
      reason === null
        ? {
            // As that of the condition itself, in the section about rules.
            key: 'exemptions',
            text: 'Review whom and what conditions of rules exempt, and state why',
            ease: 'hours',
            means: [{ kind: 'page', name: 'bypass-condition', does: 'shows how to state the reason' }],
          }
        : null,
  };
}

/** One more exempt user is news where a rule exempts some, not where it runs for some. */
function countOf(exempt: number, users: number): number {
  return exempt > users / 2 ? 1 : Math.max(1, exempt);
}

function profileDetails(
  rule: DuplicateRule,
  profiles: readonly AccessHolder[],
  exempt: readonly AccessHolder[],
): readonly string[] {
  const goesByProfile = rule.filter!.conditions.some((one) => isOnUser(one) && profileField(one));
  if (!goesByProfile || profiles.length === 0) return [];
  if (exempt.length === 0)
    return [`None of the ${plural(profiles.length, 'profile')} in the files is exempt by that.`];
  const verb = exempt.length === 1 ? 'is' : 'are';
  return [
    `Of the ${plural(profiles.length, 'profile')} in the files ${exempt.length} ${verb} exempt by that: ${some(exempt.map(({ name }) => name))}.`,
  ];
}

function userDetails(
  rule: DuplicateRule,
  { org, names }: PeopleInput,
  all: number,
  exempt: readonly OrgUser[],
): readonly string[] {
  const users = org!.users!;
  const of = users.more
    ? `the first ${all.toLocaleString('en')} active users`
    : `${plural(all, 'active user')}`;
  const unreadable = rule.filter!.conditions.filter(
    (one) => isOnUser(one) && users.unreadable.includes(queryField(one).toLowerCase()),
  );
  return [
    `In the org it exempts ${exempt.length.toLocaleString('en')} of ${of} by that.`,
    ...(names && exempt.length > 0
      ? [
          `They are ${some(
            exempt.map(({ username }) => username),
            50,
          )}.`,
        ]
      : []),
    ...unreadable.map(
      (one) => `${queryField(one)} of users cannot be read here, so that who is exempt by it is not counted.`,
    ),
  ];
}

/** Values that many people may have, or that somebody can give himself. */
function looseConditions({ filter }: DuplicateRule): readonly string[] {
  const loose = filter!.conditions.filter(
    (one) =>
      one.table.toLowerCase() === 'user' &&
      /^(firstname|lastname|name|alias|communitynickname|title)$/i.test(bareField(one)),
  );
  if (loose.length === 0) return [];
  return [`It goes by ${some(loose.map(bareField))}: every user with such a value counts, whoever it is.`];
}

/** A value that names an integration tells whom the condition is for; only a hint. */
function meantForIntegration({ filter }: DuplicateRule): readonly string[] {
  const named = filter!.conditions.filter((one) => isOnUser(one) && integrationWords.test(one.value ?? ''));
  if (named.length === 0) return [];
  return [`By its words it is meant for an integration: ${some(named.map(({ value }) => `"${value}"`))}.`];
}

// ------------------------------------------------------------------------------------------- the condition

const opposites: Readonly<Record<string, string>> = {
  equals: 'notEqual',
  notequal: 'equals',
  contains: 'notContain',
  notcontain: 'contains',
  lessthan: 'greaterOrEqual',
  greaterorequal: 'lessThan',
  greaterthan: 'lessOrEqual',
  lessorequal: 'greaterThan',
};

/** When a rule does not run: `the running user's Profile equals "System Administrator"`. */
export function exemptWords({ filter }: DuplicateRule): string {
  const conditions = [...filter!.conditions].sort((a, b) => a.sortOrder - b.sortOrder);
  const numbered = new Map(conditions.map((condition) => [condition.sortOrder, condition]));
  const expression = filterOver(filter!.booleanFilter, [...numbered.keys()]);
  if (expression === null || numbered.size < conditions.length) {
    return `its condition is not met (${conditions.map(conditionText).join('; ')})`;
  }
  const opposite = (number: number) => {
    const condition = numbered.get(number)!;
    const operation = opposites[condition.operation.toLowerCase()];
    if (operation === undefined) return `not (${conditionText(condition)})`;
    return conditionText({ ...condition, operation });
  };
  return renderFilter(turned(expression), opposite);
}

/** The expression over turned items that says the opposite. */
function turned(expression: FilterExpression): FilterExpression {
  switch (expression.kind) {
    case 'item':
      return expression;
    case 'not':
      return { kind: 'not', operand: turned(expression.operand) };
    case 'and':
    case 'or':
      return {
        kind: expression.kind === 'and' ? 'or' : 'and',
        operands: expression.operands.map(turned),
      };
  }
}

/** True where a rule runs for no record that a user of a profile saves. */
export function exempts({ filter }: DuplicateRule, profile: AccessHolder): boolean {
  const names = new Set(['profile', 'profile.name']);
  return (
    judgeFilterWith(
      filter,
      () => null,
      (field) => (names.has(field) ? { value: profile.name } : null),
    ).runs === false
  );
}

function judgeUser({ filter }: DuplicateRule, user: OrgUser) {
  return judgeFilterWith(
    filter,
    () => null,
    (field) => {
      const asked = aliases[field] ?? field;
      const value = user.fields[asked];
      return value === undefined ? null : { value };
    },
  );
}

/** Conditions name the profile or role itself; queries their names. */
const aliases: Readonly<Record<string, string>> = {
  profile: 'profile.name',
  role: 'userrole.name',
  userrole: 'userrole.name',
};

function profileField(condition: RuleCondition): boolean {
  return queryField(condition).toLowerCase() === 'profile.name';
}

/** A field that a condition goes by as a query names it: `Alias`, `Profile.Name`, `UserRole.DeveloperName`. */
export function queryField(condition: RuleCondition): string {
  const field = bareField(condition);
  const path = condition.table.toLowerCase() === 'user' ? field : `${condition.table}.${field}`;
  const alias = aliases[path.toLowerCase()];
  return alias === undefined ? path : alias === 'profile.name' ? 'Profile.Name' : 'UserRole.Name';
}
