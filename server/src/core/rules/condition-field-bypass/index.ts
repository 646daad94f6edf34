import type { DuplicateRule } from '../../metadata/model.ts';
import { conditionText, judgeFilterWith } from '../../outcome/condition.ts';
import { ruleName, sourceWords } from '../../outcome/describe.ts';
import { hasOnlyInactiveMatchingRules } from '../../outcome/matchingFields.ts';
import { actionWords, capitalize, list } from '../../outcome/words.ts';
import { bypassCondition } from '../bypassFields.ts';
import { join } from '../reports.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const conditionFieldBypass: Rule = {
  id: 'condition-field-bypass',
  description: 'The code sets a bypass field to the value that turns a duplicate rule off for the record.',
  severities: ['warning'],
  on: 'observation',
  check(observation, context) {
    if (observation.kind !== 'field-write') return null;
    const { object, field, value, place, enclosing } = observation;
    // Text and numbers belong to fields that only decide the outcome: country, record type, status.
    if (typeof value === 'string' || typeof value === 'number') return null;
    const candidates = object === null ? context.catalog.duplicateRules : context.catalog.rulesFor(object);
    const turnedOff = candidates.filter((rule) => turnsOff(rule, field, value, context));
    if (turnedOff.length === 0) return null;
    const condition = bypassCondition(turnedOff[0]!, field, context)!;
    const rules = turnedOff.map((rule) => `${ruleName(rule)} (${actions(rule)}, ${sourceWords(rule)})`);
    return {
      place,
      severity: 'warning',
      message: join([
        `${field} = ${value} turns ${list(rules, 'and')} off for the record.`,
        `${turnedOff.length === 1 ? 'It runs' : 'They run'} only where ${conditionText(condition)}.`,
        'Neither Alert nor Block is applied then.',
        'Write down why, as the page of this rule shows, or leave the field out so that the rule runs.',
      ]),
      related: turnedOff.flatMap((rule) =>
        rule.source.kind === 'file'
          ? [{ location: rule.source.location, message: capitalize(ruleName(rule)) }]
          : [],
      ),
      fingerprint: [enclosing, field.toLowerCase(), turnedOff.map(({ fullName }) => fullName).join('+')].join(
        '|',
      ),
    };
  },
};

function turnsOff(rule: DuplicateRule, field: string, value: boolean | null, context: RuleContext): boolean {
  if (!rule.active || !canRefuse(rule) || !bypassCondition(rule, field, context)) return false;
  if (hasOnlyInactiveMatchingRules(rule, context.catalog)) return false;
  const written = field.toLowerCase();
  return judgeFilterWith(rule.filter, (name) => (name === written ? { value } : null)).runs === false;
}

function canRefuse({ onInsert, onUpdate }: DuplicateRule): boolean {
  return [onInsert, onUpdate].some(
    ({ action, alert }) => action === 'Block' || (action === 'Allow' && alert),
  );
}

function actions({ onInsert, onUpdate }: DuplicateRule): string {
  return `${actionWords(onInsert)} on create, ${actionWords(onUpdate)} on edit`;
}
