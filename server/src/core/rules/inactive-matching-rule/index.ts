import type { MatchRuleElements, ReadDuplicateRule } from '../../metadata/duplicateRule.ts';
import type { DuplicateRule, MatchRuleReference } from '../../metadata/model.ts';
import type { FiledMatchingRule } from '../../metadata/ruleIndex.ts';
import { isRunning } from '../../outcome/matchingFields.ts';
import { shortPath } from '../../outcome/words.ts';
import { misspelt } from '../../records/suggest.ts';
import type { Report, Rule, RuleFileContext } from '../rule.ts';
import { isNamespaced, isSameObject, isStandardMatchingRuleName, onRuleFile } from '../ruleFileReports.ts';

export const inactiveMatchingRule: Rule = {
  id: 'inactive-matching-rule',
  description:
    'An active duplicate rule uses a matching rule that is inactive, failed to activate, or cannot be found.',
  severities: ['warning', 'information'],
  on: 'rule-file',
  check(reading, context) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { rule, elements } = reading.file;
    if (!rule?.active || elements === null) return [];
    return rule.matchRules.flatMap((reference, index) => {
      const { matchingRule } = reference;
      if (matchingRule === '' || isStandardMatchingRuleName(matchingRule) || isNamespaced(matchingRule))
        return [];
      const report = check(reading.file, rule, reference, elements.matchRules[index]!, context);
      return report ? [report] : [];
    });
  },
};

function check(
  file: ReadDuplicateRule,
  rule: DuplicateRule,
  reference: MatchRuleReference,
  elements: MatchRuleElements,
  context: RuleFileContext,
): Report | null {
  const { objectType, matchingRule: name } = reference;
  const span = elements.matchingRule ?? elements.element;
  const fingerprint = [rule.fullName, `${objectType}.${name}`];
  const copies = copiesOf(reference, context);
  if (copies.some((copy) => copy.rule.status === '' || !isStopped(copy.rule.status))) return null;
  const first = copies[0];
  if (first) {
    const where = shortPath(first.uri);
    return onRuleFile(file.uri, {
      span,
      severity: 'warning',
      sentences: [
        `The matching rule ${name} of ${objectType} ${stateOf(first.rule.status)} (${where}).`,
        consequence(rule, reference, context),
        'Set its ruleStatus to Active, or this duplicate rule to inactive.',
      ],
      related: copies.map((copy) => ({
        location: { uri: copy.uri, ...(copy.elements.ruleStatus ?? copy.elements.element) },
        message: `The status of matching rule ${name}`,
      })),
      fingerprint,
    });
  }
  const fromOrg = context.catalog.matchingRule(objectType, name);
  if (fromOrg) {
    if (!isStopped(fromOrg.status)) return null;
    return onRuleFile(file.uri, {
      span,
      severity: 'warning',
      sentences: [
        `The matching rule ${name} of ${objectType} ${stateOf(fromOrg.status)} in the org; the project has no file of it.`,
        consequence(rule, reference, context),
      ],
      fingerprint,
    });
  }
  return notFound(file, span, rule, reference, context, fingerprint);
}

function notFound(
  { uri }: ReadDuplicateRule,
  span: MatchRuleElements['element'],
  rule: DuplicateRule,
  { objectType, matchingRule: name }: MatchRuleReference,
  { ruleFiles, catalog }: RuleFileContext,
  fingerprint: readonly string[],
): Report | null {
  const files = accountKinds(objectType).flatMap((object) => ruleFiles.matchingRuleFiles(object));
  // A file that is being written, or that cannot be read, may hold it.
  if (files.some(({ problems }) => problems.some(({ severity }) => severity === 'error'))) return null;
  const isComplete = objectType !== '' && catalog.isComplete(objectType);
  const known = [
    ...files.flatMap(({ rules }) => rules.map((one) => one.rule.name)),
    ...catalog.matchingRules.filter((one) => isSameObject(one.object, objectType)).map((one) => one.name),
  ];
  const used = rule.matchRules.filter((one) => isSameObject(one.objectType, objectType));
  const meant = slipOf(
    name,
    known.filter((one) => !used.some(({ matchingRule }) => isSameName(matchingRule, one))),
  );
  const where = isComplete ? 'there is no such rule' : 'it is not in this project';
  return onRuleFile(uri, {
    span,
    severity: isComplete ? 'warning' : 'information',
    sentences: [
      `The matching rule ${name} of ${objectType || 'an object that is not named'} was not found: ${where}.`,
      meant === null ? null : `Did you mean ${meant}?`,
      isComplete
        ? 'A deployment of this duplicate rule fails, or it finds nothing through it.'
        : 'Whether it is active is not known. A deployment of this duplicate rule needs it in the org.',
    ],
    related: files.map((file) => ({
      location: { uri: file.uri, start: 0, end: 0 },
      message: `The matching rules of ${file.object}`,
    })),
    fingerprint,
  });
}

/** Names that differ in a number are those of different rules. */
function slipOf(name: string, known: readonly string[]): string | null {
  const digits = (text: string) => text.replace(/\D/g, '');
  return misspelt(
    name,
    known.filter((one) => digits(one) === digits(name)),
  );
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Of two packages that hold the rule, one may be the one that is deployed. */
function copiesOf(
  { objectType, matchingRule }: MatchRuleReference,
  { ruleFiles }: RuleFileContext,
): readonly FiledMatchingRule[] {
  return accountKinds(objectType).flatMap((object) => ruleFiles.matchingRule(object, matchingRule));
}

/** The matching rules of person accounts have a file of their own, which a rule may name either way. */
function accountKinds(object: string): readonly string[] {
  return /^(?:person)?account$/i.test(object) ? ['Account', 'PersonAccount'] : [object];
}

/** Activating ends by itself; a rule that fails to be deactivated goes on. */
function isStopped(status: string): boolean {
  return /^(?:inactive|activationfailed)$/i.test(status);
}

function stateOf(status: string): string {
  return /^activationfailed$/i.test(status) ? 'failed to activate' : 'is inactive';
}

function consequence(rule: DuplicateRule, reference: MatchRuleReference, context: RuleFileContext): string {
  const others = rule.matchRules.filter((one) => one !== reference);
  const runs = others.some((one) => {
    const copies = copiesOf(one, context);
    return copies.length === 0
      ? isRunning(context.catalog.matchingRule(one.objectType, one.matchingRule))
      : copies.some((copy) => isRunning(copy.rule));
  });
  return runs
    ? 'This active duplicate rule finds nothing through it; its other matching rules go on.'
    : 'This active duplicate rule therefore finds nothing: it checks no save.';
}
