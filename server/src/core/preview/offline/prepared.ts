import type { CompiledRule, PreparedRecord } from '../../matching/model.ts';
import { wholeRecord } from '../../matching/run/candidates.ts';
import type { OfflineSave } from '../../matching/run/model.ts';
import type { MatchRuleReference } from '../../metadata/model.ts';
import { isSameObject } from '../matching.ts';

/** The saved record as a rule compares it. Null where the rule is across objects and the mapping is not known. */
export function preparedSample(
  { object, operation, values }: Pick<OfflineSave, 'object' | 'operation' | 'values'>,
  compiled: CompiledRule,
  { objectType, mapping }: MatchRuleReference,
): PreparedRecord | null {
  const given = operation === 'insert' ? wholeRecord(values) : values;
  if (isSameObject(objectType, object)) return compiled.prepare(given);
  return mapping === null || mapping.length === 0 ? null : compiled.prepare(given, mapping);
}
