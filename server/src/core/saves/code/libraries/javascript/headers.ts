import { readHeaders } from '../../requests/headers.ts';
import type { Value } from '../../values.ts';
import type { Evaluation, ModelCall, OptionsDraft } from '../model.ts';
import { isNothing } from '../shared/reading.ts';

/** The options in a call's headers; null where there are none. What is wrong with the header is told. */
export function headerOptions(
  headers: Value | null,
  call: ModelCall,
  evaluation: Evaluation,
): OptionsDraft | null {
  if (isNothing(headers)) return null;
  const { options, problems } = readHeaders(headers, call.syntax);
  for (const { problem, place } of problems) evaluation.observe({ kind: 'malformed-header', problem, place });
  return options;
}
