import type { DuplicateRule } from '../metadata/model.ts';
import { type ConditionVerdict, judgeFilterWith } from '../outcome/condition.ts';
import { missingFields, touchesNoMatchingField, type WrittenFields } from '../outcome/matchingFields.ts';
import type { SampleRecord } from '../records/model.ts';
import type { PreviewInput } from './input.ts';
import { keyOf } from './matching.ts';

/** A rule's condition on the sample, as far as its own values settle it; null without a condition or a sample. */
export function conditionOn(rule: DuplicateRule, sample: SampleRecord | null): ConditionVerdict | null {
  if (!rule.filter || sample === null) return null;
  return judgeFilterWith(rule.filter, (field) => {
    const given = sample.fields.findLast(({ name }) => keyOf(name) === keyOf(field));
    return given ? { value: given.value } : null;
  });
}

/** Whether a test of an update changes no field that the rule compares: then a save probably does not run it. */
export function changesNoMatchingField(
  rule: DuplicateRule,
  { sample, operation, catalog }: PreviewInput,
): boolean {
  if (operation !== 'update' || sample === null || sample.id === null) return false;
  return touchesNoMatchingField(rule, catalog, written(sample));
}

/** What must be filled besides the fields of a new record before the rule can match; null if nothing. */
export function missingOf(
  rule: DuplicateRule,
  { sample, operation, catalog }: PreviewInput,
): readonly (readonly string[])[] | null {
  if (operation !== 'insert' || sample === null || sample.id !== null) return null;
  return missingFields(rule, catalog, written(sample));
}

function written({ fields }: SampleRecord): WrittenFields {
  return {
    complete: true,
    writes: fields.map(({ name, value }) => ({ name, value: { kind: 'literal', value } })),
  };
}
