import type { DuplicateRule, RuleCondition } from '../metadata/model.ts';
import { bareField, isOnUser } from '../outcome/condition.ts';
import type { RuleContext } from './rule.ts';

export const bypassWords = ['bypass', 'skip', 'ignore', 'allow', 'override', 'exempt', 'disable'];

/** The condition of a rule on a field, if the field is one that is there to turn the rule off. */
export function bypassCondition(
  rule: DuplicateRule,
  field: string,
  context: RuleContext,
): RuleCondition | null {
  const condition = rule.filter?.conditions.find(
    (one) => !isOnUser(one) && bareField(one).toLowerCase() === field.toLowerCase(),
  );
  return condition && isBypassField(rule.object, bareField(condition), context) ? condition : null;
}

/** A checkbox, date or date/time field whose name or label says bypass, skip, ignore, … */
export function isBypassField(object: string, field: string, { schema, settings }: RuleContext): boolean {
  const info = schema.field(object === 'PersonAccount' ? 'Account' : object, field);
  if (info?.type && !/^(checkbox|date|datetime)$/i.test(info.type)) return false;
  const all = [...bypassWords, ...settings.bypassFieldWords];
  return saysWord(field.replace(/__p?c$/i, ''), all) || (info?.label ? saysWord(info.label, all) : false);
}

/**
 * Whether a name holds one of the words: `Allow_Duplicates`, `BypassRules`, `skipped`, `bypassduplicaterule`,
 * `By_Pass_Rules`, but not `Allowance`.
 */
export function saysWord(name: string, wanted: readonly string[]): boolean {
  const parts = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/);
  const tokens = parts.flatMap((part, index) => [part, part + (parts[index + 1] ?? '')]);
  return wanted.some((word) => {
    const stem = word
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .replace(/e$/, '');
    if (stem === '') return false;
    const form = new RegExp(
      `^${stem}e?(?:s|es|d|ed|p?ed|p?ing|ing|den|r?idden)?(?:$|dup|dedup|rule|check|match|alert|valid)`,
      'i',
    );
    return tokens.some((token) => form.test(token));
  });
}
