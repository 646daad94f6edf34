import type { FieldDiff, MatchRecord } from '../duplicateResults/model.ts';
import type { FilterExpression } from '../outcome/filters.ts';
import type { RuleOperation } from '../outcome/model.ts';
import type { FieldScalar, SampleRecord } from '../records/model.ts';
import { compareValues, type Difference, isBlank } from './compareValues.ts';
import { type ComparedField, type Comparison, isSameObject, keyOf } from './matching.ts';
import type { PreviewField } from './model.ts';
import type { RecordValues } from './values.ts';

export interface FieldContext {
  readonly sample: SampleRecord | null;
  readonly operation: RuleOperation | null;
  readonly comparison: Comparison;
  /** Object of the matched record. */
  readonly type: string;
  readonly values: RecordValues;
}

/** More than a person reads, and far more than a compact layout has. */
const mostRows = 200;

/**
 * The fields of a matched record beside those of the sample: first those that the matching rule compares, then
 * those whose difference the answer tells, then all others whose value is known.
 */
export function recordFields(match: MatchRecord, context: FieldContext): readonly PreviewField[] {
  const { comparison } = context;
  const rows = new Map<string, PreviewField>();
  const diffs = new Map(match.fieldDiffs.map((diff) => [keyOf(diff.name), diff]));
  const compared = comparison.fields.map((field) =>
    comparedRow(field, diffs.get(keyOf(field.field)), match, context),
  );
  const decides = decidingItems(comparison, compared);
  compared.forEach((row, index) => {
    const key = keyOf(row.name);
    // A field that two items compare is shown once, as deciding if either item is.
    const before = rows.get(key);
    rows.set(key, { ...(before ?? row), deciding: decides(index) || (before?.deciding ?? false) });
  });
  for (const diff of match.fieldDiffs) {
    const key = keyOf(diff.name);
    if (rows.has(key)) continue;
    const row = otherRow(diff.name, diff, match, context);
    // The API tells differences of the fields that the matching rule compares.
    const isOpen =
      comparison.expression === null && (row.difference === 'same' || row.difference === 'similar');
    rows.set(key, { ...row, deciding: isOpen });
  }
  for (const name of context.values.fieldNames(match)) {
    if (rows.size >= mostRows) break;
    if (!rows.has(keyOf(name))) rows.set(keyOf(name), otherRow(name, undefined, match, context));
  }
  return [...rows.values()];
}

function comparedRow(
  { field, sampleField, method, matchBlanks }: ComparedField,
  diff: FieldDiff | undefined,
  match: MatchRecord,
  context: FieldContext,
): PreviewField {
  return {
    ...row(field, sampleField, diff, match, context),
    deciding: false,
    method: methodWords(method, matchBlanks),
  };
}

function methodWords(method: string | null, matchBlanks: boolean): string | null {
  return method === null ? null : matchBlanks ? `${method}, blank matches blank` : method;
}

function otherRow(
  name: string,
  diff: FieldDiff | undefined,
  match: MatchRecord,
  context: FieldContext,
): PreviewField {
  const { sample, type } = context;
  const sampleName = sample && isSameObject(sample.object, type) ? name : null;
  return row(name, sampleName, diff, match, context);
}

function row(
  name: string,
  sampleName: string | null,
  diff: FieldDiff | undefined,
  match: MatchRecord,
  context: FieldContext,
): PreviewField {
  const { sample, values } = context;
  const value = values.ofRecord(match, name);
  const sampleValue = sample && sampleName !== null ? values.ofSample(sample, sampleName) : undefined;
  const common = {
    name,
    sampleName,
    label: values.label(context.type, name),
    sampleValue,
    value,
    deciding: false,
    method: null,
  };
  const said = diff && differences[diff.difference.toUpperCase()];
  if (said) return { ...common, difference: said, differenceFrom: 'org' };
  if (value === undefined && values.isUnreadable(match, name)) {
    return { ...common, difference: 'unreadable', differenceFrom: null };
  }
  const isOpen =
    sampleName === null || (sampleValue === undefined && isFilledBySalesforce(sampleName, context));
  const found = isOpen ? null : compared(sampleValue, value, context);
  return { ...common, difference: found ?? 'unknown', differenceFrom: found === null ? null : 'compared' };
}

/** A number, a formula, the name of a person: not blank in a new record although nobody gives it. */
function isFilledBySalesforce(field: string, { sample, values }: FieldContext): boolean {
  if (sample === null) return false;
  if (keyOf(field) === 'name' && sample.fields.some(({ name }) => /^(?:first|last)name$/i.test(name)))
    return true;
  return values.isCreateable(sample.object, field) === false;
}

/** Of a new record, a field that is not given is blank; of an existing one it is what the org holds. */
function compared(
  sampleValue: FieldScalar | undefined,
  value: FieldScalar | undefined,
  { sample }: FieldContext,
): Difference | null {
  if (sample === null) return null;
  const given = sampleValue === undefined && sample.id === null ? null : sampleValue;
  if (given === undefined) return null;
  if (value === undefined) return isBlank(given) ? 'blank' : null;
  return compareValues(given, value);
}

const differences: Readonly<Record<string, PreviewField['difference']>> = {
  SAME: 'same',
  SIMILAR: 'similar',
  DIFFERENT: 'different',
  NULL: 'blank',
};

/** Which items can be part of the decision: of alternatives, those that do not certainly fail. */
function decidingItems(
  { expression, fields }: Comparison,
  rows: readonly PreviewField[],
): (index: number) => boolean {
  if (!expression) return (index) => ['same', 'similar'].includes(rows[index]!.difference);
  const fails = (at: FilterExpression): boolean => {
    switch (at.kind) {
      case 'item':
        return failed(rows[at.number - 1]!, fields[at.number - 1]!);
      case 'not':
        return false;
      case 'and':
        return at.operands.some(fails);
      case 'or':
        return at.operands.every(fails);
    }
  };
  const deciding = new Set<number>();
  const collect = (at: FilterExpression): void => {
    if (at.kind === 'item') deciding.add(at.number - 1);
    else if (at.kind === 'not') collect(at.operand);
    else {
      const open = at.kind === 'or' ? at.operands.filter((operand) => !fails(operand)) : at.operands;
      for (const operand of open.length > 0 ? open : at.operands) collect(operand);
    }
  };
  collect(expression);
  return (index) => deciding.has(index);
}

/** Values that differ here may still match by a fuzzy method. */
function failed(row: PreviewField, { method, matchBlanks }: ComparedField): boolean {
  if (row.difference === 'blank') return !matchBlanks;
  if (row.difference !== 'different') return false;
  return row.differenceFrom === 'org' || method?.toLowerCase() === 'exact';
}
