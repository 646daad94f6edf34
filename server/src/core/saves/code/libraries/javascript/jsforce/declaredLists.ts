import { locate } from '../../../../../text.ts';
import type { Value } from '../../../values.ts';
import type { ModelCall } from '../../model.ts';

/**
 * Whether a value is a parameter that is declared as a list: `rows: Lead[]`, `rows: Array<Lead>`. The tree has the
 * types of parameters without that, so the text of the declaration is asked, in the file of the call only.
 */
export function isDeclaredList(value: Value | null, call: ModelCall): boolean {
  if (value?.kind !== 'parameter' || value.path.length > 0) return false;
  const parameter = value.definition.parameters?.[value.index];
  if (!parameter) return false;
  const { uri, start, end } = locate(parameter);
  if (uri !== locate(call.syntax).uri || end - start < 3) return false;
  const written = [new RegExp(`[^]{${end - start - 2}}\\[\\]`, 'y'), /[\w$]+\??\s*:\s*(?:Readonly)?Array</y];
  return written.some((pattern) => {
    pattern.lastIndex = start;
    return call.mentions(pattern);
  });
}
