import type { Value } from '../../values.ts';
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
