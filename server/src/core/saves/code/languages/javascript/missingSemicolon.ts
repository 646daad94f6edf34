import { type Concrete, child } from '../concrete.ts';
import { chainOf, chainOver } from './precedence.ts';

/**
 * `const f = () => {}`, and in the next line `(async () => { … })()`: the grammars read a call of the first
 * function, which the language does not allow. Gives the function, and what stands behind it.
 */
export function splitBehindArrow(
  node: Concrete,
): { readonly value: Concrete; readonly next: Concrete } | null {
  const { chain, first } = chainOf(node);
  const call = chain.at(-1);
  if (!call || first.type !== 'arrow_function' || child(first, 'body')?.type !== 'statement_block')
    return null;
  const passed = call.type === 'call_expression' ? child(call, 'arguments') : null;
  if (passed?.type !== 'arguments') return null;
  const operand: Concrete = { ...passed, type: 'parenthesized_expression' };
  return { value: { ...first, field: node.field }, next: chainOver(operand, chain.slice(0, -1), call) };
}
