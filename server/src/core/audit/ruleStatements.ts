import type { Finding } from '../findings.ts';
import type { DuplicateRule } from '../metadata/model.ts';
import { cellOn, cellWithAllowSave, resultWords } from '../outcome/channels.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import { concerns, everyChannel } from '../outcome/everyChannel.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { lacksEveryMapping } from '../outcome/objectMapping.ts';
import { ruleName, sourceWords } from '../outcome/sentences.ts';
import { rowOf } from '../outcome/table.ts';
import type { Cell } from '../outcome/tableModel.ts';
import { actionsOfRule, actionWords, operationWord } from '../outcome/words.ts';
import { jointReaction } from '../rules/covering.ts';
import { strength } from '../rules/reactions.ts';
import type { SaveRule } from '../saveTable/model.ts';
import { runs, saveRule } from '../saveTable/rules.ts';
import { titles } from '../saveTable/sourced.ts';
import type { AuditInput } from './input.ts';
import { placeAt } from './input.ts';
import type { AuditConfidence, AuditPlace, AuditStatement, Recommendation, Risk } from './model.ts';
import { statementId } from './model.ts';
import { sentencesOf } from './sentences.ts';

/** What one rule lets through, whatever the code: statements. */
export function ruleStatements(rule: DuplicateRule, input: AuditInput): readonly AuditStatement[] {
  const listed = saveRule(rule, input.catalog);
  const make = maker(rule, listed, input);
  if (!runs(rule, input.catalog)) return [notRunning(rule, listed, make)];
  return [
    // What a rule lets through is not known where it is not known what it finds: its file has a statement of its own.
    ...(lacksEveryMapping(rule)
      ? []
      : (['insert', 'update'] as const).flatMap((operation) => letsThrough(rule, operation, input, make))),
    ...conditions(rule, listed, input, make),
    ...sharing(rule, listed, make),
    ...differing(rule, input, make),
  ];
}

interface Draft {
  readonly kind: string;
  /** What tells statements of one kind about one rule apart. */
  readonly aspect?: string;
  readonly risk: Risk;
  readonly text: string;
  readonly details?: readonly string[];
  readonly confidence?: AuditConfidence;
  readonly sources: readonly string[];
  readonly recommendation?: Recommendation;
}

type Make = (draft: Draft) => AuditStatement;

function maker(rule: DuplicateRule, listed: SaveRule, input: AuditInput): Make {
  const places: AuditPlace[] =
    rule.source.kind === 'file' ? [placeAt(input, rule.source.location, listed.actions)] : [];
  const known = rule.source.kind === 'file' ? [] : [`Known from: ${sourceWords(rule)}${assumedWords(rule)}.`];
  return ({ kind, aspect, details = [], confidence = 'documented', recommendation, ...rest }) => ({
    id: statementId(kind, rule.fullName, ...(aspect === undefined ? [] : [aspect])),
    kind,
    section: 'rules',
    details: [...details, ...known],
    confidence: rule.source.kind === 'assumed' ? 'well-founded' : confidence,
    places,
    count: 1,
    recommendation: recommendation ?? null,
    ...rest,
  });
}

function assumedWords({ source }: DuplicateRule): string {
  return source.kind === 'assumed' ? ', active as in a new org' : '';
}

function notRunning(rule: DuplicateRule, { notRun }: SaveRule, make: Make): AuditStatement {
  const [why] = notRun;
  if (!rule.active) {
    return make({
      kind: 'inactive-rule',
      risk: 'low',
      text: `${capitalRule(rule)} is inactive (${actionsOfRule(rule)}): it never runs.`,
      sources: why!.sources,
      recommendation: {
        key: 'inactive-rules',
        text: 'Activate the rules that are inactive, or delete them',
        ease: 'hours',
        means: [
          {
            kind: 'command',
            name: 'duplicate-rules impact --base HEAD',
            does: 'tells which saves it would refuse',
          },
        ],
      },
    });
  }
  return make({
    kind: 'rule-finds-nothing',
    risk: 'high',
    text: `${capitalRule(rule)} is active (${actionsOfRule(rule)}), and none of its matching rules is: it finds nothing.`,
    sources: why!.sources,
    recommendation: {
      key: `rule-finds-nothing:${rule.fullName}`,
      text: `Activate the matching rules of ${ruleName(rule)}`,
      ease: 'minutes',
      means: [{ kind: 'page', name: 'inactive-matching-rule', does: 'says more' }],
    },
  });
}

/** Alert, Report or neither on one operation: what becomes of duplicates then, by the outcome table. */
function letsThrough(
  rule: DuplicateRule,
  operation: RuleOperation,
  { catalog }: AuditInput,
  make: Make,
): readonly AuditStatement[] {
  const reaction = operation === 'insert' ? rule.onInsert : rule.onUpdate;
  if (reaction.action !== 'Allow') return [];
  if ((strength(jointReaction(rule, operation, catalog)) ?? 0) > (strength(reaction) ?? 0)) return [];
  const word = operationWord(operation);
  const cell = (channel: 'apex-database' | 'ui-form', allowSave: boolean): Cell | null =>
    (allowSave ? cellWithAllowSave : cellOn)(
      rowOf(channel),
      rule,
      operation,
      catalog.leadConversionValidation,
    );
  if (reaction.alert) {
    const [form, passed] = [cell('ui-form', false), cell('apex-database', true)];
    if (form === null || passed === null) return [];
    const carrying = everyChannel.filter(
      (scope) =>
        concerns(scope, rule.object) &&
        scope.operations.includes(operation) &&
        cellWithAllowSave(rowOf(scope.channel), rule, operation, catalog.leadConversionValidation)?.result ===
          'saved-by-allow-save',
    );
    return [
      make({
        kind: 'alert-only-rule',
        aspect: word,
        risk: 'low',
        text: `${capitalRule(rule)} only alerts on ${word}: in a form ${resultWords[form.result]} all the same; from code a duplicate is ${resultWords[passed.result]}.`,
        details: [
          `allowSave=true passes it on: ${carrying.map(({ channel }) => rowOf(channel).title).join('; ')}.`,
        ],
        sources: titles([...new Set([...form.sources, ...passed.sources])]),
      }),
    ];
  }
  const quiet = cell('apex-database', false);
  if (quiet === null) return [];
  const isSilent = quiet.result === 'saved';
  return [
    make({
      kind: isSilent ? 'silent-rule' : 'report-only-rule',
      aspect: word,
      risk: riskOf(rule, operation, isSilent),
      text: `${capitalRule(rule)} stops nothing on ${word} (${actionWords(reaction)}): a duplicate is ${resultWords[quiet.result]}.`,
      details: exceptions(rule, operation, catalog),
      confidence: quiet.confidence,
      sources: titles(quiet.sources),
      recommendation: {
        key: 'rules-that-stop-nothing',
        text: 'Decide which of the rules that let duplicates through should alert or block',
        ease: 'hours',
        means: [
          {
            kind: 'command',
            name: 'duplicate-rules impact --base HEAD',
            does: 'tells which saves of the code the change would refuse',
          },
          { kind: 'page', name: 'impact.md', does: 'shows how to change a rule safely' },
        ],
      },
    }),
  ];
}

/** A rule that looks at created records is the weaker on edit by design, as Salesforce's own are. */
function riskOf(rule: DuplicateRule, operation: RuleOperation, isSilent: boolean): Risk {
  const { action, alert } = rule.onInsert;
  const looksAtCreated = action === 'Block' || alert;
  if (operation === 'insert' || !looksAtCreated) return isSilent ? 'high' : 'medium';
  return isSilent ? 'medium' : 'low';
}

/** Channels on which a rule that stops nothing refuses all the same: lead conversions. */
function exceptions(
  rule: DuplicateRule,
  operation: RuleOperation,
  { leadConversionValidation }: AuditInput['catalog'],
): readonly string[] {
  const refusing = everyChannel
    .filter((scope) => concerns(scope, rule.object) && scope.operations.includes(operation))
    .map(({ channel }) => rowOf(channel))
    .filter((row) => cellOn(row, rule, operation, leadConversionValidation).result === 'refused');
  if (refusing.length === 0) return [];
  const only = leadConversionValidation === null ? ', if "Require Validation for Converted Leads" is on' : '';
  return [`It refuses all the same${only}: ${refusing.map(({ title }) => title).join('; ')}.`];
}

function conditions(
  rule: DuplicateRule,
  { provisos }: SaveRule,
  { reviews, people }: AuditInput,
  make: Make,
): readonly AuditStatement[] {
  const condition = judgeFilterWith(rule.filter, () => null);
  if (condition.runs !== null) return [];
  const review = rule.source.kind === 'file' ? reviews.get(rule.source.location.uri) : undefined;
  const isExemption = ({ ruleId }: Finding) => ruleId === 'bypass-condition';
  const stated = review?.silenced.filter(({ finding }) => isExemption(finding)) ?? [];
  const unstated = review?.told.filter(isExemption) ?? [];
  // Whom it exempts is said, and weighed, in the section about people.
  const isToldThere = people !== undefined && condition.onUser;
  const exempts = !isToldThere && (condition.onUser || unstated.length + stated.length > 0);
  const isStated = stated.length > 0 && unstated.length === 0;
  const onUser = isToldThere
    ? ['Whom it exempts is told under "The people".']
    : condition.onUser
      ? ['Who saves decides whether it runs: jobs and integrations may run as another user.']
      : [];
  return [
    make({
      kind: 'conditional-rule',
      risk: exempts && !isStated ? 'medium' : 'low',
      text: `${capitalRule(rule)} runs only where ${condition.text}: other saves are not looked at.`,
      details: [
        ...onUser,
        ...unstated.flatMap(({ message }) =>
          sentencesOf(message).filter((one) => / is set so in /.test(one)),
        ),
        ...stated.map(({ reason }) =>
          reason === null ? 'The exemption is silenced without a reason.' : `Stated reason: ${reason}`,
        ),
      ],
      sources: [...new Set(provisos.slice(0, condition.onUser ? 2 : 1).flatMap(({ sources }) => sources))],
      ...(exempts &&
        !isStated && {
          recommendation: {
            key: 'exemptions',
            text: 'Review whom and what conditions of rules exempt, and state why',
            ease: 'hours' as const,
            means: [
              { kind: 'page' as const, name: 'bypass-condition', does: 'shows how to state the reason' },
            ],
          },
        }),
    }),
  ];
}

function sharing(rule: DuplicateRule, { provisos }: SaveRule, make: Make): readonly AuditStatement[] {
  if (rule.security !== 'EnforceSharingRules') return [];
  const said = provisos.at(-1);
  return [
    make({
      kind: 'sharing-blind-spot',
      risk: 'low',
      text: `${capitalRule(rule)} enforces sharing: a duplicate that is not shared with the user who saves goes unnoticed.`,
      confidence: said?.confidence ?? 'documented',
      sources: said?.sources ?? [],
    }),
  ];
}

function differing(rule: DuplicateRule, { catalog }: AuditInput, make: Make): readonly AuditStatement[] {
  const differences = catalog.orgDifferences?.(rule) ?? [];
  if (differences.length === 0) return [];
  return [
    make({
      kind: 'differs-in-org',
      risk: 'medium',
      text: `${capitalRule(rule)} differs in the org, whose copy decides there: ${differences.join('; ')}.`,
      confidence: 'exact',
      sources: [],
      recommendation: {
        key: 'rule-drift',
        text: "Bring the rules of the project and of the org together: this audit goes by the project's",
        ease: 'hours',
        means: [
          { kind: 'command', name: 'duplicate-rules rules --org --drift', does: 'shows each difference' },
        ],
      },
    }),
  ];
}

export function capitalRule(rule: DuplicateRule): string {
  return `R${ruleName(rule).slice(1)}`;
}
