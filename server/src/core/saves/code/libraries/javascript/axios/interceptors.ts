import type { LibraryValue, Value } from '../../../values.ts';
import type { Evaluation, ModelCall } from '../../model.ts';
import { mergedHeaders, recordOf } from '../../shared/combine.ts';
import { fieldOf } from '../../shared/reading.ts';

/**
 * `instance.interceptors.request.use((config) => …)`: what the function sets in the headers goes with all
 * requests of the instance that follow.
 */
export function intercept(interceptors: LibraryValue, call: ModelCall, evaluation: Evaluation): Value {
  const client = interceptors.state.get('client');
  const [handler] = call.arguments;
  if (client?.kind === 'library' && handler?.kind === 'function') {
    const at = call.syntax;
    const headers = recordOf(at, {});
    const config = { ...recordOf(at, { headers }), open: true };
    const given = evaluation.invoke(handler, [config]);
    const after = fieldOf(given, 'headers');
    const set = after?.kind === 'record' ? after : fieldOf(config, 'headers');
    const all = mergedHeaders(at, client.state.get('intercepted'), set);
    if (all) client.state.set('intercepted', all);
  }
  return evaluation.unknown('the number of an interceptor');
}
