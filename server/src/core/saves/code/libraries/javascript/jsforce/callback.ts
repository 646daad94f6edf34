import type { Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';

/** jsforce 1 takes `function (err, result)` as the last argument of every call. */
export function callBack(call: ModelCall, result: Value, evaluation: Evaluation): Value {
  const last = call.arguments.at(-1);
  if (last?.kind === 'function') {
    evaluation.invoke(last, [evaluation.unknown('an error that jsforce hands on'), result]);
  }
  return result;
}
