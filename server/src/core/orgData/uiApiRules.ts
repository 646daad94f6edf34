import { listOf, propertyOf, textOf } from '../duplicateResults/values.ts';
import type { DuplicateRule, MatchingRule, RuleFilter, RuleReaction, RuleSource } from '../metadata/model.ts';

export interface UiApiRules {
  readonly duplicateRules: readonly DuplicateRule[];
  readonly matchingRules: readonly MatchingRule[];
  /** Objects that the API answered for. */
  readonly objects: readonly string[];
}

/**
 * Rules from answers of `GET /ui-api/duplicates/{object}` (UI API guide, "Duplicates Configuration", "Duplicate
 * Rule", "Match Rule"): active rules, their actions and matching rules. It tells no label, alert text, security
 * or sort order, neither methods nor the filter of a matching rule, and of conditions only that there are some.
 */
export function uiApiRules(answers: Readonly<Record<string, unknown>>, source: RuleSource): UiApiRules {
  const duplicateRules: DuplicateRule[] = [];
  const matchingRules: MatchingRule[] = [];
  const objects: string[] = [];
  for (const [object, answer] of Object.entries(answers)) {
    const given = propertyOf(answer, 'duplicateRules');
    if (!Array.isArray(given)) continue;
    objects.push(object);
    for (const rule of given) {
      const read = duplicateRule(object, rule, source);
      if (read === null) continue;
      duplicateRules.push(read);
      const comparisons = listOf(propertyOf(rule, 'matchRules'));
      matchingRules.push(...comparisons.flatMap((match) => matchingRule(object, match, source)));
    }
  }
  return { duplicateRules, matchingRules, objects };
}

function duplicateRule(object: string, rule: unknown, source: RuleSource): DuplicateRule | null {
  const given = textOf(propertyOf(rule, 'name'));
  if (given === '') return null;
  const name = given.startsWith(`${object}.`) ? given.slice(object.length + 1) : given;
  return {
    fullName: `${object}.${name}`,
    object,
    name,
    label: name,
    active: propertyOf(rule, 'active') !== false,
    onInsert: reaction(rule, 'actionOnInsert', 'operationsOnInsert'),
    onUpdate: reaction(rule, 'actionOnUpdate', 'operationsOnUpdate'),
    alertText: null,
    security: null,
    sortOrder: null,
    filter: filter(propertyOf(rule, 'duplicateRuleFilters')),
    matchRules: listOf(propertyOf(rule, 'matchRules')).flatMap((match) => {
      const matching = textOf(propertyOf(match, 'name'));
      const objectType = textOf(propertyOf(match, 'objectApiName')) || object;
      return matching === '' ? [] : [{ objectType, matchingRule: matching, mapping: null }];
    }),
    source,
  };
}

function reaction(rule: unknown, action: string, operations: string): RuleReaction {
  const said = textOf(propertyOf(rule, action)).toLowerCase();
  const named = listOf(propertyOf(rule, operations)).map((one) => textOf(one).toLowerCase());
  return {
    action: said === 'block' ? 'Block' : said === 'allow' ? 'Allow' : null,
    alert: named.includes('alert'),
    report: named.includes('report'),
  };
}

function filter(conditions: unknown): RuleFilter | null {
  return listOf(conditions).length === 0 ? null : { booleanFilter: null, conditions: [], unread: true };
}

function matchingRule(object: string, match: unknown, source: RuleSource): MatchingRule[] {
  const name = textOf(propertyOf(match, 'name'));
  if (name === '') return [];
  const objectType = textOf(propertyOf(match, 'objectApiName')) || object;
  const fields = listOf(propertyOf(match, 'matchFields'))
    .map(textOf)
    .filter((field) => field !== '');
  return [
    {
      fullName: `${objectType}.${name}`,
      object: objectType,
      name,
      label: name,
      // A rule that is used here may still be activating: the API does not say.
      status: '',
      booleanFilter: null,
      items: [],
      comparedFields: fields,
      source,
    },
  ];
}
