import type { FieldDiff } from '../duplicateResults/model.ts';
import type { FieldMapping, MatchingRule, MatchingRuleItem } from '../metadata/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { evaluateFilter, type FilterExpression, filterOver } from '../outcome/filters.ts';
import type { FieldScalar } from '../records/model.ts';
import { type Comparer, comparedForm, comparerOf, isExact } from './methods.ts';

/** A record's values by {@link fieldKey}. */
export type RecordValues = (key: string) => FieldScalar | undefined;

/** What comparing two records by a matching rule gives. */
export interface RecordComparison {
  readonly matches: boolean;
  /** One per field of the rule, in its order. */
  readonly fields: readonly FieldDiff[];
  /** 0 to 100; of a match. */
  readonly confidence: number;
}

/** A matching rule made ready to compare records with. */
export interface Matcher {
  readonly rule: MatchingRule;
  readonly engine: 'ExactMatchEngine' | 'FuzzyMatchEngine';
  /** False where a fuzzy method is compared by equality only: what does not match here may match in Salesforce. */
  readonly complete: boolean;
  /** `mapping`: of a rule across objects, from the sample's fields to those of the candidates. */
  compare(
    sample: RecordValues,
    candidate: RecordValues,
    mapping: readonly FieldMapping[] | null,
  ): RecordComparison;
}

interface Item {
  readonly field: string;
  readonly key: string;
  readonly matchBlanks: boolean;
  readonly comparer: Comparer;
}

/** Null where the rule's body is not known (Salesforce's own rules) or its filter cannot be read. */
export function matcherOf(rule: MatchingRule): Matcher | null {
  if (rule.items.length === 0) return null;
  const items = rule.items.map(itemOf);
  const expression = filterOver(
    rule.booleanFilter,
    items.map((_, index) => index + 1),
  );
  if (expression === null) return null;
  return {
    rule,
    engine: rule.items.every(({ method }) => isExact(method)) ? 'ExactMatchEngine' : 'FuzzyMatchEngine',
    complete: items.every(({ comparer }) => comparer.complete),
    compare: (sample, candidate, mapping) =>
      compareItems(items, expression, mapped(sample, mapping), candidate),
  };
}

function itemOf(item: MatchingRuleItem): Item {
  const { field, matchBlanks, method } = item;
  return { field, key: fieldKey(field), matchBlanks, comparer: comparerOf(method) };
}

/** The sample as the candidates' object would hold it; a field that is not mapped is blank. */
function mapped(sample: RecordValues, mapping: readonly FieldMapping[] | null): RecordValues {
  if (mapping === null) return sample;
  const sources = new Map(
    mapping.map(({ inputField, outputField }) => [fieldKey(outputField), fieldKey(inputField)]),
  );
  return (key) => {
    const source = sources.get(key);
    return source === undefined ? null : sample(source);
  };
}

interface ItemResult {
  readonly matches: boolean;
  readonly difference: 'SAME' | 'SIMILAR' | 'DIFFERENT' | 'NULL';
  readonly score: number;
}

function compareItems(
  items: readonly Item[],
  expression: FilterExpression,
  sample: RecordValues,
  candidate: RecordValues,
): RecordComparison {
  const results = items.map((item) => compareValues(item, sample(item.key), candidate(item.key)));
  const matches = evaluateFilter(expression, (number) => results[number - 1]!.matches) === true;
  const fields = results.map(({ difference }, index) => ({ name: items[index]!.field, difference }));
  const scores = results.filter((result) => result.matches).map(({ score }) => score);
  const confidence = scores.length === 0 ? 0 : Math.round(scores.reduce((a, b) => a + b, 0) / scores.length);
  return { matches, fields, confidence };
}

/** Blank values: facts, section 5.2. NULL is "a match because both values are blank" (FieldDiff's reference). */
function compareValues(
  { comparer, matchBlanks }: Item,
  sample: FieldScalar | undefined,
  candidate: FieldScalar | undefined,
): ItemResult {
  const one = comparedForm(sample);
  const other = comparedForm(candidate);
  if (one === '' && other === '') {
    return { matches: matchBlanks, difference: 'NULL', score: matchBlanks ? 100 : 0 };
  }
  if (one === '' || other === '') return { matches: false, difference: 'DIFFERENT', score: 0 };
  const score = comparer.score(one, other);
  const matches = score >= comparer.threshold;
  if (one === other) return { matches, difference: 'SAME', score };
  return { matches, difference: matches ? 'SIMILAR' : 'DIFFERENT', score };
}
