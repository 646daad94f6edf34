import { capped, limits } from './limits.ts';
import type { DuplicateAnswer, DuplicateResult } from './model.ts';
import { readDuplicateResult, readErrors } from './read.ts';
import { flagOf, isProperties, listOf, propertyOf } from './values.ts';

/** Around the results, from the outside in, as much of it as the reader left. */
const wrappers = ['Envelope', 'Body', 'findDuplicatesResponse', 'findDuplicatesByIdsResponse', 'result'];

/**
 * The answers of SOAP findDuplicates and findDuplicatesByIds, one for each record asked about, in their order.
 * A fault is one answer without success. An answer that says nothing has no success either: it is not clean.
 */
export function readFindDuplicates(value: unknown): DuplicateAnswer[] {
  let inner = value;
  for (const wrapper of wrappers) inner = propertyOf(inner, wrapper) ?? inner;
  const fault = propertyOf(inner, 'Fault');
  if (fault !== undefined) return [failed(fault)];
  const answers = capped(listOf(inner), limits.answers, 'answers');
  const read = answers.kept.map(readAnswer);
  const last = read.at(-1);
  if (last !== undefined && answers.leftOut.length > 0) {
    read[read.length - 1] = { ...last, leftOut: [...(last.leftOut ?? []), ...answers.leftOut] };
  }
  return read;
}

function readAnswer(value: unknown): DuplicateAnswer {
  const errors = readErrors(propertyOf(value, 'errors'));
  const said = flagOf(propertyOf(value, 'success'));
  const all = capped(
    listOf(propertyOf(value, 'duplicateResults')),
    limits.duplicateResults,
    'results of duplicate rules',
  );
  const results = all.kept
    .map(readDuplicateResult)
    .filter((result): result is DuplicateResult => result !== null);
  const success = said ?? (errors.length === 0 && results.length > 0);
  return {
    success,
    errors: success || errors.length > 0 ? errors : [unsaid(value)],
    results,
    ...(all.leftOut.length > 0 && { leftOut: all.leftOut }),
  };
}

function unsaid(value: unknown) {
  const direct = isProperties(value) ? readErrors([value])[0] : undefined;
  return direct ?? { code: '', message: 'The answer does not say whether the record was checked.' };
}

/** An answer that says only that Salesforce did not check. */
export function failed(errors: unknown): DuplicateAnswer {
  const read = readErrors(errors);
  return { success: false, errors: read.length > 0 ? read : [unsaid(null)], results: [] };
}
