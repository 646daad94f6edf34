import type {
  DuplicateAnswer,
  DuplicateResult,
  MatchRecord,
  MatchResult,
} from '../../../server/src/core/duplicateResults/model.ts';
import { buildPreview } from '../../../server/src/core/preview/build.ts';
import type { PreviewInput } from '../../../server/src/core/preview/input.ts';
import type { Preview } from '../../../server/src/core/preview/model.ts';
import type { SampleRecord } from '../../../server/src/core/records/model.ts';
import { catalogOf } from '../../support/catalog.ts';

export function record(id: string, parts: Partial<MatchRecord> = {}): MatchRecord {
  return {
    id,
    type: 'Lead',
    matchConfidence: 100,
    fieldDiffs: [],
    additionalInformation: [],
    fields: {},
    ...parts,
  };
}

export function match(
  rule: string,
  records: readonly MatchRecord[],
  parts: Partial<MatchResult> = {},
): MatchResult {
  return {
    entityType: 'Lead',
    rule,
    matchEngine: 'ExactMatchEngine',
    size: records.length,
    success: true,
    errors: [],
    matchRecords: records,
    ...parts,
  };
}

/** By default one rule of the shorthand's default name with one match. */
export function result(parts: Partial<DuplicateResult> = {}): DuplicateResult {
  return {
    allowSave: true,
    duplicateRule: 'Lead_Rule',
    duplicateRuleEntityType: 'Lead',
    errorMessage: 'Use one of these records?',
    matchResults: [match('Lead_Rule_Match', [record('00Q000000000001AAA')])],
    ...parts,
  };
}

export function answer(...results: readonly DuplicateResult[]): DuplicateAnswer {
  return { success: true, errors: [], results };
}

export function lead(
  fields: SampleRecord['fields'][number][] | Record<string, string | number | boolean | null>,
  id: string | null = null,
): SampleRecord {
  const list = Array.isArray(fields)
    ? fields
    : Object.entries(fields).map(([name, value]) => ({ name, value }));
  return { object: 'Lead', id, fields: list };
}

export function input(parts: Partial<PreviewInput> & { readonly rules?: string } = {}): PreviewInput {
  const { rules, ...rest } = parts;
  return {
    sample: lead({ Email: 'ada@example.com' }),
    operation: 'insert',
    by: 'findDuplicates',
    answer: answer(result()),
    testedAt: '2026-11-22T14:03:00Z',
    catalog: catalogOf(rules ?? 'Lead: Alert/Report matching Email'),
    org: null,
    readings: [],
    descriptions: [],
    notes: [],
    ...rest,
  };
}

export function preview(parts: Parameters<typeof input>[0] = {}): Preview {
  return buildPreview(input(parts));
}
