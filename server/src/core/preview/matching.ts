import type { DuplicateRule, MatchingRule, MatchRuleReference } from '../metadata/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { type FilterExpression, filterOver, renderFilter } from '../outcome/filters.ts';
import { inputField } from '../outcome/matchingFields.ts';
import type { RuleCatalog } from '../outcome/model.ts';

/** A field that a matching rule compares. */
export interface ComparedField {
  /** Of the matched record. */
  readonly field: string;
  /** Of the sample; null if not known. */
  readonly sampleField: string | null;
  /** Null where the body of the rule is not known. */
  readonly method: string | null;
  readonly matchBlanks: boolean;
}

/** What is known of the matching rule that an answer names. */
export interface Comparison {
  /** Null where only its name is known. */
  readonly rule: MatchingRule | null;
  /** Object whose records are compared; '' if not known. */
  readonly objectType: string;
  readonly fields: readonly ComparedField[];
  /** Over `fields`, numbered from 1; null where the body of the rule is not known or its filter unreadable. */
  readonly expression: FilterExpression | null;
}

/** The matching rule of these names, seen from the duplicate rule that uses it, if that is known. */
export function comparisonBy(
  name: string,
  entityType: string,
  rule: DuplicateRule | null,
  catalog: RuleCatalog,
): Comparison {
  const reference = rule && referenceTo(name, entityType, rule);
  const objectType = reference?.objectType ?? entityType;
  const matching = matchingRuleOf(reference?.matchingRule ?? name, objectType, catalog);
  const sampleFieldOf = (field: string): string | null =>
    rule && reference ? inputField(rule, reference, field) : null;

  const items = matching?.items ?? [];
  if (items.length > 0) {
    const fields = items.map(({ field, method, matchBlanks }) => ({
      field,
      sampleField: sampleFieldOf(field),
      method,
      matchBlanks,
    }));
    const numbers = items.map((_, index) => index + 1);
    return { rule: matching, objectType, fields, expression: filterOver(matching!.booleanFilter, numbers) };
  }
  const names = matching?.comparedFields ?? reference?.mapping?.map(({ outputField }) => outputField) ?? [];
  const fields = names
    .filter((field) => field !== '')
    .map((field) => ({ field, sampleField: sampleFieldOf(field), method: null, matchBlanks: false }));
  return { rule: matching, objectType, fields, expression: null };
}

function referenceTo(name: string, entityType: string, rule: DuplicateRule): MatchRuleReference | null {
  const lower = withoutNamespace(name);
  const named = rule.matchRules.filter(({ matchingRule }) => withoutNamespace(matchingRule) === lower);
  if (named.length > 0) {
    return named.find(({ objectType }) => isSameObject(objectType, entityType)) ?? named[0]!;
  }
  // A debug log names the duplicate rule alone.
  const ofObject = rule.matchRules.filter(
    ({ objectType }) => entityType === '' || isSameObject(objectType, entityType),
  );
  return name === '' && ofObject.length === 1 ? ofObject[0]! : null;
}

function matchingRuleOf(name: string, objectType: string, catalog: RuleCatalog): MatchingRule | null {
  const exact = catalog.matchingRule(objectType, name);
  if (exact) return exact;
  const lower = withoutNamespace(name);
  if (lower === '') return null;
  const found = catalog.matchingRules.filter(
    (rule) =>
      withoutNamespace(rule.name) === lower && (objectType === '' || isSameObject(rule.object, objectType)),
  );
  return found.length === 1 ? found[0]! : null;
}

function withoutNamespace(name: string): string {
  return name.toLowerCase().split('__').at(-1)!;
}

/** Person accounts are accounts. */
export function isSameObject(a: string, b: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/^personaccount$/, 'account');
  return plain(a) === plain(b);
}

const operators = { and: 'AND', or: 'OR', not: 'NOT' } as const;

/** "LastName (LastName) AND (Phone (Phone) OR Email (Exact))"; '' if the body of the rule is not known. */
export function criteriaText({ rule, fields, expression }: Comparison): string {
  const item = ({ field, method, matchBlanks }: ComparedField): string => {
    const words = [...(method === null ? [] : [method]), ...(matchBlanks ? ['blank matches blank'] : [])];
    return words.length === 0 ? field : `${field} (${words.join(', ')})`;
  };
  if (expression) return renderFilter(expression, (number) => item(fields[number - 1]!), operators);
  if (!rule || rule.items.length === 0) return '';
  return `${rule.booleanFilter ?? ''}: ${fields.map(item).join(', ')}`;
}

/** Under which a field is found whatever its spelling. */
export function keyOf(field: string): string {
  return fieldKey(field);
}
