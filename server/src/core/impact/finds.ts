import type {
  DuplicateRule,
  MatchingRule,
  MatchRuleReference,
  RuleCondition,
  RuleFilter,
} from '../metadata/model.ts';
import { conditionText } from '../outcome/condition.ts';
import { filterOver, itemsOf } from '../outcome/filters.ts';
import { inputField, isRunning } from '../outcome/matchingFields.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { all, any, directionOf, type Formula, fact, over } from './formula.ts';
import type { Direction } from './model.ts';

/** How the cases in which a rule's conditions let it run differ. */
export function conditionDirection(before: RuleFilter | null, after: RuleFilter | null): Direction {
  const [was, is] = [conditionFormula(before), conditionFormula(after)];
  if (was !== null && is !== null) return directionOf(was, is);
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'different';
}

/** Null where it was not read, or cannot be. */
function conditionFormula(filter: RuleFilter | null): Formula | null {
  if (filter === null) return all([]);
  if (filter.unread) return null;
  const numbered = new Map(filter.conditions.map((condition) => [condition.sortOrder, condition]));
  if (numbered.size < filter.conditions.length) return null;
  const expression = filterOver(filter.booleanFilter, [...numbered.keys()]);
  return expression && over(expression, (number) => formulaOf(numbered.get(number)!));
}

/** Values with commas between them are alternatives. */
function formulaOf(condition: RuleCondition): Formula {
  const text = (one: RuleCondition) => fact(conditionText(one).toLowerCase());
  const operation = condition.operation.toLowerCase();
  const values = condition.value?.split(',').map((value) => value.trim()) ?? [];
  if (values.length < 2 || condition.value!.includes('"')) return text(condition);
  const each = values.map((value) => text({ ...condition, value }));
  if (operation === 'equals') return any(each);
  // Not the contrary of "equals": a blank lookup silences a rule whatever the comparison.
  return operation === 'notequal' ? all(each) : text(condition);
}

/** How the existing records differ that the running matching rules of a duplicate rule find. */
export function matchingDirection(
  before: DuplicateRule,
  after: DuplicateRule,
  catalogBefore: RuleCatalog,
  catalogAfter: RuleCatalog,
): Direction {
  const [was, is] = [comparisonOf(before, catalogBefore), comparisonOf(after, catalogAfter)];
  if (was === null || is === null) return same(before, after, catalogBefore, catalogAfter);
  const direction = directionOf(was.formula, is.formula);
  return direction !== 'same' && (was.hidesSegments || is.hidesSegments) ? 'different' : direction;
}

/** The same for one matching rule by itself. */
export function matchingRuleDirection(before: MatchingRule, after: MatchingRule): Direction {
  const fieldOf = (field: string) => field;
  const [was, is] = [equation(before, fieldOf), equation(after, fieldOf)];
  if (was === null || is === null) return bodyOf(before) === bodyOf(after) ? 'same' : 'different';
  const direction = directionOf(was.formula, is.formula);
  return direction !== 'same' && (was.hidesSegments || is.hidesSegments) ? 'different' : direction;
}

interface Comparison {
  readonly formula: Formula;
  /** Salesforce leaves segments of it out: what an added or taken item does is not told by logic alone. */
  readonly hidesSegments: boolean;
}

function comparisonOf(rule: DuplicateRule, catalog: RuleCatalog): Comparison | null {
  const comparisons: Comparison[] = [];
  for (const reference of rule.matchRules) {
    const { objectType, matchingRule: name } = reference;
    const matching = catalog.matchingRule(objectType, name);
    if (!isRunning(matching)) continue;
    const object = objectType.toLowerCase();
    if (matching === null || matching.items.length === 0) {
      comparisons.push({ formula: fact(`${object}.${name.toLowerCase()}`), hidesSegments: false });
      continue;
    }
    const one = equation(matching, (field) => `${object}|${mappedField(rule, reference, field)}|${field}`);
    if (one === null) return null;
    comparisons.push(one);
  }
  return {
    formula: any(comparisons.map(({ formula }) => formula)),
    hidesSegments: comparisons.some(({ hidesSegments }) => hidesSegments),
  };
}

function mappedField(rule: DuplicateRule, reference: MatchRuleReference, field: string): string {
  return inputField(rule, reference, field) ?? '?';
}

/** Null where the boolean filter cannot be read. */
function equation(
  { booleanFilter, items }: MatchingRule,
  nameOf: (field: string) => string,
): Comparison | null {
  const expression = filterOver(
    booleanFilter,
    items.map((_, index) => index + 1),
  );
  if (expression === null) return null;
  const formula = over(expression, (number) => {
    const { field, method, matchBlanks } = items[number - 1]!;
    const name = nameOf(field).toLowerCase();
    const matches = fact(`${name} ${method.toLowerCase()}`);
    return matchBlanks ? any([matches, fact(`${name} blank in both`)]) : matches;
  });
  // A fuzzy field repeated in several parts of an OR counts in the last of them only.
  const parts = expression.kind === 'or' ? expression.operands.map(itemsOf) : [];
  const isFuzzyIn = (part: readonly number[], field: string) =>
    part.some((number) => {
      const item = items[number - 1]!;
      return item.method !== 'Exact' && item.field.toLowerCase() === field;
    });
  const hidesSegments = items.some(
    ({ field }) => parts.filter((part) => isFuzzyIn(part, field.toLowerCase())).length > 1,
  );
  return { formula, hidesSegments };
}

/** Whether all is written alike where it cannot be reasoned about. */
function same(
  before: DuplicateRule,
  after: DuplicateRule,
  catalogBefore: RuleCatalog,
  catalogAfter: RuleCatalog,
): Direction {
  const text = (rule: DuplicateRule, catalog: RuleCatalog) =>
    JSON.stringify(
      rule.matchRules.map((reference) => {
        const matching = catalog.matchingRule(reference.objectType, reference.matchingRule);
        return [reference, matching && bodyOf(matching), isRunning(matching)];
      }),
    );
  return text(before, catalogBefore) === text(after, catalogAfter) ? 'same' : 'different';
}

function bodyOf({ booleanFilter, items }: MatchingRule): string {
  return JSON.stringify([booleanFilter, items]);
}

/** A rule that enforces sharing sees only what is shared with the running user. */
export function sharingDirection(before: DuplicateRule, after: DuplicateRule): Direction {
  if (before.security === after.security) return 'same';
  if (before.security === null || after.security === null) return 'different';
  return after.security === 'EnforceSharingRules' ? 'fewer' : 'more';
}
