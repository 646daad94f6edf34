import { spreadKey, type Value } from '../../values.ts';
import type { ModelCall } from '../model.ts';

/** An argument by its keyword or its position; null if it is not passed. A position of -1 is keyword-only. */
export function argument(
  call: ModelCall,
  position: number,
  keyword: string,
  passed: readonly Value[] = call.arguments,
): Value | null {
  return call.keywords.get(keyword) ?? (position < 0 ? null : (passed[position] ?? null));
}

/** The headers of a call, or what holds them: `f(**kwargs)` of a wrapper may, and its callers say. */
export function headersArgument(call: ModelCall, position: number): Value | null {
  const found = argument(call, position, 'headers');
  const rest = call.keywords.get(spreadKey);
  return found ?? (rest?.kind === 'parameter' ? { ...rest, path: [...rest.path, 'headers'] } : null);
}
