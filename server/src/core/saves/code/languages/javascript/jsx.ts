import type { Expression } from '../../tree.ts';
import type { Concrete } from '../concrete.ts';
import { type Context, other } from './context.ts';
import { expression } from './expressions.ts';

/** Elements stand for what is in braces in them, at any depth: handlers, calls. */
export function jsx(context: Context, node: Concrete): Expression {
  const found: Expression[] = [];
  const waiting: Concrete[] = [node];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.start < 0 || part.field === 'name') continue;
    if (part.type.startsWith('jsx_')) {
      for (let index = part.children.length - 1; index >= 0; index--) waiting.push(part.children[index]!);
    } else if (
      part.type !== 'string' &&
      part.type !== 'html_character_reference' &&
      part.type !== 'property_identifier'
    )
      found.push(expression(context, part));
  }
  return other(context, node, found);
}
