import type { Finding } from '../findings.ts';
import type { DuplicateRuleElements } from '../metadata/duplicateRule.ts';
import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import { conditionText } from '../outcome/condition.ts';
import { escapeMarkdown, ruleMarkdown } from '../outcome/hover.ts';
import { sourceWords } from '../outcome/sentences.ts';
import { actionsOfRule, actionWords } from '../outcome/words.ts';
import { reportOnly, reportOnlyRule } from '../rules/report-only-rule/index.ts';
import { sharingBlindSpot } from '../rules/sharing-blind-spot/index.ts';
import type { Location, Span } from '../text.ts';
import type { RuleTreeInput } from './input.ts';
import { referenceNode } from './matchingRule.ts';
import { type Node, node } from './node.ts';
import { joined, problemNodes, problemsOf } from './problems.ts';
import { savesNode } from './saves.ts';

/** A duplicate rule with what it does, when, and what it compares. @param parent id of its object */
export function duplicateRuleNode(rule: DuplicateRule, parent: string, input: RuleTreeInput): Node {
  const id = `${parent}/${rule.name.toLowerCase()}`;
  const file = rule.source.kind === 'file' ? input.duplicateRuleFile(rule.source.location.uri) : null;
  const places = placesIn(file?.uri ?? null, file?.elements ?? null);
  const findings = file === null ? [] : input.findings(file.uri);
  const differences = input.catalog.orgDifferences?.(rule) ?? [];
  const isMissingInOrg = input.catalog.isInOrg?.(rule) === false;
  const states = [
    ...(rule.active ? [] : ['inactive']),
    ...(rule.source.kind === 'assumed' ? ['assumed'] : []),
    ...(rule.source.kind === 'org' ? ['in the org only'] : []),
    ...(differences.length > 0 ? ['differs from the org'] : []),
    ...(isMissingInOrg ? ['not in the org'] : []),
  ];
  const label = rule.label || rule.name;
  const children = [
    ...problemNodes(id, findings),
    ...differences.map((text, index) =>
      node({
        kind: 'org-difference',
        id: `${id}/org/${index}`,
        label: 'The org has',
        description: text,
        place: places.whole,
        tooltip: `The org's copy differs: ${escapeMarkdown(text)}. The file decides here.`,
      }),
    ),
    ...reporting(rule, id, findings, places),
    reactionNode('create', `${id}/create`, rule.onInsert, places.actionOnInsert),
    reactionNode('edit', `${id}/edit`, rule.onUpdate, places.actionOnUpdate),
    ...alertText(rule, id, places),
    ...sharing(rule, id, places),
    ...conditions(rule, id, places),
    ...rule.matchRules.map((reference, index) =>
      referenceNode(
        reference,
        `${id}/match/${reference.objectType}.${reference.matchingRule}`.toLowerCase(),
        rule,
        places.matchRules[index] ?? null,
        input,
      ),
    ),
    savesNode(`${id}/saves`, { object: rule.object, rule: rule.name }, input.usage?.ofRule(rule) ?? null),
  ];
  return node({
    kind: 'duplicate-rule',
    id,
    label,
    description: [shortActions(rule), ...states].join(' · '),
    tooltip: tooltip(rule, states, input),
    spoken: [label, `duplicate rule on ${rule.object}`, ...states, actionsOfRule(rule)].join(', '),
    place: places.whole,
    active: rule.active,
    origin: rule.source.kind,
    problems: joined([problemsOf(findings), ...children.map(({ problems }) => problems)]),
    name: rule.fullName,
    children: dimmed(children, rule.active),
  });
}

/** What belongs to a rule that does not run does nothing either. */
function dimmed(nodes: readonly Node[], active: boolean): readonly Node[] {
  return active
    ? nodes
    : nodes.map((one) => ({ ...one, active: false, children: dimmed(one.children, false) }));
}

function tooltip(rule: DuplicateRule, states: readonly string[], input: RuleTreeInput): string {
  const lines = [ruleMarkdown(rule, input.catalog)];
  if (rule.alertText) lines.push(`Alert: “${escapeMarkdown(rule.alertText)}”`);
  if (rule.source.kind === 'assumed') {
    lines.push(assumedWords(rule.object));
  } else if (rule.source.kind === 'org')
    lines.push(`No file of the project holds it: ${escapeMarkdown(sourceWords(rule))}.`);
  else if (states.includes('not in the org')) lines.push('The org does not have it.');
  return lines.join('\n\n');
}

/** What it means that a rule is assumed, and what ends that. */
export function assumedWords(object: string): string {
  return [
    `Assumed: No file says which rules ${object} has, and none were read from an org, so Salesforce's standard rule is taken to be active, as in a new org.`,
    'What it refuses is told as information.',
    `The assumption ends with the first rule file of ${object}, active or not, when the rules of the org are read, or with ${object} in the setting completeObjects.`,
  ].join(' ');
}

/**
 * `Block`, `Alert on create`, `Block on create, Alert on edit`: the gravest that a rule does, in the space of a side
 * bar. Its entries say the rest.
 */
export function shortActions({ onInsert, onUpdate }: Pick<DuplicateRule, 'onInsert' | 'onUpdate'>): string {
  const [create, edit] = [gravest(onInsert), gravest(onUpdate)];
  if (create === edit) return create === 'Report' ? 'Report only' : create;
  const parts = [`${create} on create`, `${edit} on edit`];
  const refusing = parts.filter((part) => /^(?:Block|Alert) /.test(part));
  return (refusing.length > 0 ? refusing : parts.filter((part) => !part.startsWith('Allow'))).join(', ');
}

function gravest({ action, alert, report }: RuleReaction): string {
  if (action !== 'Allow') return action ?? 'unknown action';
  return alert ? 'Alert' : report ? 'Report' : 'Allow';
}

function reactionNode(
  kind: 'create' | 'edit',
  id: string,
  reaction: RuleReaction,
  place: Location | null,
): Node {
  return node({
    kind,
    id,
    label: kind === 'create' ? 'On create' : 'On edit',
    description: actionWords(reaction),
    place,
  });
}

/** Said in this place only: it is no finding unless the settings make it one. */
function reporting(
  rule: DuplicateRule,
  id: string,
  findings: readonly Finding[],
  places: Places,
): readonly Node[] {
  const text = reportOnly(rule);
  if (text === null || findings.some(({ ruleId }) => ruleId === reportOnlyRule.id)) return [];
  const label = 'Refuses nothing';
  const description = 'only reports';
  const tooltip = escapeMarkdown(text);
  return [
    node({
      kind: 'note',
      id: `${id}/report-only`,
      label,
      description,
      tooltip,
      place: places.actionOnInsert,
    }),
  ];
}

function alertText({ alertText: text }: DuplicateRule, id: string, places: Places): readonly Node[] {
  if (!text) return [];
  const tooltip = escapeMarkdown(text);
  return [
    node({
      kind: 'alert-text',
      id: `${id}/alert`,
      label: 'Alert',
      description: text,
      tooltip,
      place: places.alertText,
    }),
  ];
}

function sharing(rule: DuplicateRule, id: string, places: Places): readonly Node[] {
  const { security } = rule;
  if (security === null) return [];
  const enforces = security === 'EnforceSharingRules';
  return [
    node({
      kind: 'sharing',
      id: `${id}/sharing`,
      label: enforces ? 'Enforces sharing' : 'Bypasses sharing',
      spoken: enforces
        ? 'Enforces sharing: finds shared records only'
        : 'Bypasses sharing: finds all records',
      tooltip: escapeMarkdown(
        sharingBlindSpot(rule) ??
          (enforces
            ? 'It finds only records that are shared with the running user.'
            : 'It finds records that the running user cannot see, too.'),
      ),
      place: places.security,
    }),
  ];
}

function conditions({ filter }: DuplicateRule, id: string, places: Places): readonly Node[] {
  if (filter?.unread) {
    const label = 'Has conditions';
    return [node({ kind: 'condition', id: `${id}/when`, label, description: 'that were not read' })];
  }
  const all = filter?.conditions ?? [];
  const isNumbered = filter?.booleanFilter != null;
  const logic = isNumbered
    ? [
        node({
          kind: 'filter-logic',
          id: `${id}/when`,
          label: 'Runs where',
          description: filter!.booleanFilter!,
          place: places.conditionLogic,
        }),
      ]
    : [];
  return [
    ...logic,
    ...all.map((condition, index) =>
      node({
        kind: 'condition',
        id: `${id}/when/${index}`,
        label: isNumbered ? `${condition.sortOrder}.` : index === 0 ? 'Runs where' : 'and where',
        description: conditionText(condition),
        tooltip: escapeMarkdown(conditionText(condition)),
        spoken: `${isNumbered ? `Condition ${condition.sortOrder}` : 'Runs where'}: ${conditionText(condition)}`,
        place: places.conditions[index] ?? null,
      }),
    ),
  ];
}

interface Places {
  readonly whole: Location | null;
  readonly actionOnInsert: Location | null;
  readonly actionOnUpdate: Location | null;
  readonly alertText: Location | null;
  readonly security: Location | null;
  readonly conditionLogic: Location | null;
  readonly conditions: readonly (Location | null)[];
  readonly matchRules: readonly (Location | null)[];
}

/** Where the parts of a rule stand; what is not there leads to the rule. */
function placesIn(uri: string | null, elements: DuplicateRuleElements | null): Places {
  const at = (span: Span | null): Location | null =>
    uri === null || span === null ? null : { uri, start: span.start, end: span.end };
  const whole = at(elements?.masterLabel ?? elements?.root ?? null);
  const or = (span: Span | null | undefined) => at(span ?? null) ?? whole;
  return {
    whole,
    actionOnInsert: or(elements?.actionOnInsert),
    actionOnUpdate: or(elements?.actionOnUpdate),
    alertText: or(elements?.alertText),
    security: or(elements?.securityOption),
    conditionLogic: or(elements?.booleanFilter),
    conditions: (elements?.conditions ?? []).map(({ field, element }) => at(field ?? element)),
    matchRules: (elements?.matchRules ?? []).map(({ matchingRule, element }) => at(matchingRule ?? element)),
  };
}
