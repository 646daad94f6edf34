import { namesHeader, readHeaders } from '../../requests/headers.ts';
import type { Value } from '../../values.ts';
import type { Evaluation, ModelCall, OptionsDraft } from '../model.ts';
import { isNothing } from './reading.ts';

/**
 * The options of a header that stands where the library does not read headers.
 *
 * @param why finishes "allowSave=true: …"
 */
export function misplacedOptions(
  container: Value | null | undefined,
  why: string,
  call: ModelCall,
): OptionsDraft | null {
  if (isNothing(container) || !namesHeader(container!, call.syntax)) return null;
  const { options } = readHeaders(container!, call.syntax);
  return options && { ...options, ineffective: why };
}

/** Saves that carry no options of their own get these. */
export function withOptions(options: OptionsDraft | null, evaluation: Evaluation): Evaluation {
  if (!options) return evaluation;
  return {
    save: (draft) => evaluation.save({ ...draft, options: draft.options ?? options }),
    observe: (observation) => evaluation.observe(observation),
    invoke: (callback, args) => evaluation.invoke(callback, args),
    unknown: (why) => evaluation.unknown(why),
    library: (type, state) => evaluation.library(type, state),
  };
}
