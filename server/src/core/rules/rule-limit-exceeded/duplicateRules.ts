import type { ReadDuplicateRule } from '../../metadata/duplicateRule.ts';
import type { DuplicateRule, MatchRuleReference } from '../../metadata/model.ts';
import type { Report, RuleFileContext } from '../rule.ts';
import {
  decidingCopies,
  isNamespaced,
  isStandardRuleName,
  onRuleFile,
  ownRules,
} from '../ruleFileReports.ts';

/** Active duplicate rules of an object (help.salesforce.com, duplicate_rules_overview). */
const mostActive = 5;
/** Matching rules of a duplicate rule (the same page). */
const mostMatchingRules = 3;

export function duplicateRuleLimits(file: ReadDuplicateRule, context: RuleFileContext): readonly Report[] {
  const { rule } = file;
  if (rule === null) return [];
  const tooMany = tooManyActive(file, rule, context);
  return [
    ...(tooMany ? [tooMany] : []),
    ...tooManyMatchingRules(file, rule),
    ...twoOnOneObject(file, rule, context),
  ];
}

/** Stands at the rules beyond the fifth; Salesforce's own and those of packages are not counted. */
function tooManyActive(
  file: ReadDuplicateRule,
  rule: DuplicateRule,
  context: RuleFileContext,
): Report | null {
  if (!counts(rule)) return null;
  const files = decidingCopies(context.ruleFiles.duplicateRules(rule.object)).filter((one) =>
    counts(one.rule!),
  );
  const named = new Set(files.map(({ fullName }) => fullName.toLowerCase()));
  const fromOrg = ownRules(context.catalog, rule.object).filter(
    (one) => one.source.kind === 'org' && counts(one) && !named.has(one.fullName.toLowerCase()),
  );
  const total = files.length + fromOrg.length;
  if (total <= mostActive) return null;
  const ordered = [...files].sort(
    (a, b) => (a.rule!.sortOrder ?? 0) - (b.rule!.sortOrder ?? 0) || (a.fullName < b.fullName ? -1 : 1),
  );
  if (ordered.indexOf(file) < Math.max(0, mostActive - fromOrg.length)) return null;
  const others = files.filter((one) => one !== file);
  return onRuleFile(file.uri, {
    span: file.elements!.isActive ?? file.elements!.root,
    severity: 'error',
    sentences: [
      `${rule.object} has ${total} active duplicate rules${fromOrg.length > 0 ? `, ${fromOrg.length} of which only the org has` : ''}; Salesforce allows ${mostActive} of an object.`,
      'Deactivate some, or join rules that do the same.',
    ],
    related: others.map(({ uri, fullName, elements }) => ({
      location: { uri, ...(elements!.isActive ?? elements!.root) },
      message: `${fullName} is active too`,
    })),
    fingerprint: [rule.fullName, 'active'],
  });
}

function counts(rule: DuplicateRule): boolean {
  return rule.active && !isStandardRuleName(rule.name) && !isNamespaced(rule.name);
}

function tooManyMatchingRules(file: ReadDuplicateRule, rule: DuplicateRule): readonly Report[] {
  if (rule.matchRules.length <= mostMatchingRules) return [];
  const { element, matchingRule } = file.elements!.matchRules[mostMatchingRules]!;
  return [
    onRuleFile(file.uri, {
      span: matchingRule ?? element,
      severity: 'error',
      sentences: [
        `This duplicate rule has ${rule.matchRules.length} matching rules; Salesforce allows ${mostMatchingRules}.`,
        'Put the others into a duplicate rule of their own.',
      ],
      fingerprint: [rule.fullName, 'matching rules'],
    }),
  ];
}

/** Both must be known to be active; a rule that is named twice is one. */
function twoOnOneObject(
  file: ReadDuplicateRule,
  rule: DuplicateRule,
  context: RuleFileContext,
): readonly Report[] {
  const seen = new Map<string, number>();
  return rule.matchRules.flatMap((reference, index): Report[] => {
    if (!isKnownActive(reference, context)) return [];
    const object = reference.objectType.toLowerCase();
    const before = seen.get(object);
    if (before === undefined) {
      seen.set(object, index);
      return [];
    }
    const first = rule.matchRules[before]!;
    if (first.matchingRule.toLowerCase() === reference.matchingRule.toLowerCase()) return [];
    const [here, there] = [file.elements!.matchRules[index]!, file.elements!.matchRules[before]!];
    return [
      onRuleFile(file.uri, {
        span: here.matchingRule ?? here.element,
        severity: 'error',
        sentences: [
          `This duplicate rule has two active matching rules of ${reference.objectType}: ${first.matchingRule} and ${reference.matchingRule}. Salesforce allows one of each object.`,
          'Put one of them into a duplicate rule of its own.',
        ],
        related: [
          {
            location: { uri: file.uri, ...(there.matchingRule ?? there.element) },
            message: `The other one, ${first.matchingRule}`,
          },
        ],
        fingerprint: [rule.fullName, reference.objectType, reference.matchingRule],
      }),
    ];
  });
}

function isKnownActive({ objectType, matchingRule }: MatchRuleReference, context: RuleFileContext): boolean {
  const copies = context.ruleFiles.matchingRule(objectType, matchingRule);
  const known =
    copies.length > 0
      ? copies.map(({ rule }) => rule)
      : [context.catalog.matchingRule(objectType, matchingRule)];
  return known.every((rule) => rule !== null && /^active$/i.test(rule.status));
}
