import type { Value } from '../../values.ts';
import type { ModelCall } from '../model.ts';
import { text } from './reading.ts';

/**
 * An argument that is a constant of an enumeration, by its name: `HttpMethod.POST`, `OperationEnum.upsert`, POST
 * of a static import. Other arguments as they are.
 */
export function constantAt(call: ModelCall, index: number): Value | null {
  const value = call.arguments[index];
  const written = call.syntax.arguments[index]?.value;
  if (value?.kind !== 'unknown' || written === undefined) return value ?? null;
  if (written.kind === 'member' && /^[A-Z]\w*$/.test(lastName(written.object)))
    return text(written, written.name);
  return written.kind === 'name' && /^[A-Z]+$/.test(written.name) ? text(written, written.name) : value;
}

function lastName(expression: { readonly kind: string; readonly name?: string }): string {
  return expression.kind === 'member' || expression.kind === 'name' ? (expression.name ?? '') : '';
}
