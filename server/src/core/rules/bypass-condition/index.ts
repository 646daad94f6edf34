import type { DuplicateRule, RuleCondition } from '../../metadata/model.ts';
import { bareField, conditionText, isOnUser, judgeFilterWith } from '../../outcome/condition.ts';
import { ruleName } from '../../outcome/describe.ts';
import { capitalize, list, shortPath } from '../../outcome/words.ts';
import { locate, type Span } from '../../text.ts';
import { isBypassField } from '../bypassFields.ts';
import type { FieldWriter, Report, Rule, RuleFileContext } from '../rule.ts';
import { onRuleFile } from '../ruleFileReports.ts';

const mostWriters = 5;

export const bypassConditionRule: Rule = {
  id: 'bypass-condition',
  description: 'A condition of a duplicate rule exempts a user, or records with a bypass field set.',
  severities: ['information'],
  on: 'rule-file',
  check(reading, context) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { uri, rule, elements } = reading.file;
    if (!rule?.active || rule.filter === null || elements === null) return [];
    const { filter } = rule;
    const marked = filter.conditions.map((condition, index) => {
      const { field, element } = elements.conditions[index]!;
      return { condition, span: field ?? element };
    });
    const whole = judgeFilterWith(filter, () => null);
    const runs = `${capitalize(ruleName(rule))} runs only where ${'text' in whole ? whole.text : 'its condition holds'}.`;
    const onUser = marked.filter(({ condition }) => isOnUser(condition) && condition.field !== '');
    const onFields = marked.filter(
      ({ condition }) => !isOnUser(condition) && isBypassField(rule.object, bareField(condition), context),
    );
    return [
      ...(onUser.length > 0 ? [userReport(uri, rule, runs, onUser)] : []),
      ...onFields.map((one) => fieldReport(uri, rule, runs, one, context)),
    ];
  },
};

interface Marked {
  readonly condition: RuleCondition;
  readonly span: Span;
}

/** One for all conditions on the user: together they say who is exempt. */
function userReport(uri: string, rule: DuplicateRule, runs: string, conditions: readonly Marked[]): Report {
  const [first, ...others] = conditions;
  return onRuleFile(uri, {
    span: first!.span,
    severity: 'information',
    sentences: [
      runs,
      'Where the user who saves does not fulfil that, the rule does not run. A scheduled job, an integration or an automated process saves as its own user.',
    ],
    related: others.map(({ condition, span }) => ({
      location: { uri, ...span },
      message: `Also: ${conditionText(condition)}`,
    })),
    fingerprint: [rule.fullName, 'user'],
  });
}

function fieldReport(
  uri: string,
  rule: DuplicateRule,
  runs: string,
  { condition, span }: Marked,
  context: RuleFileContext,
): Report {
  const field = bareField(condition);
  const writers = writersThatExempt(rule, condition, context);
  return onRuleFile(uri, {
    span,
    severity: 'information',
    sentences: [
      runs,
      `A record whose ${field} says otherwise is exempt: the rule does not run.`,
      writersText(field, writers),
    ],
    related: writers.slice(0, mostWriters).map(({ place, value }) => ({
      location: locate(place),
      message: `${field} is set to ${value} here`,
    })),
    fingerprint: [rule.fullName, field.toLowerCase()],
  });
}

/** Writes that make the condition false. */
function writersThatExempt(
  rule: DuplicateRule,
  condition: RuleCondition,
  context: RuleFileContext,
): readonly FieldWriter[] {
  const alone = { booleanFilter: null, conditions: [condition] };
  return context
    .writersOf(rule.object, bareField(condition))
    .filter(({ value }) => judgeFilterWith(alone, () => ({ value })).runs === false);
}

function writersText(field: string, writers: readonly FieldWriter[]): string | null {
  if (writers.length === 0) return null;
  const files = [...new Set(writers.map(({ place }) => shortPath(locate(place).uri)))];
  const shown = files.slice(0, mostWriters);
  const rest = files.length - shown.length;
  const names = rest > 0 ? [...shown, `${rest} more`] : shown;
  return `${field} is set so in ${list(names, 'and')}.`;
}
