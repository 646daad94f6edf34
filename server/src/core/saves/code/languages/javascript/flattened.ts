import type { Expression } from '../../tree.ts';
import { type Concrete, child, named } from '../concrete.ts';
import { at, type Context, other, placeOf, textOf } from './context.ts';

/**
 * Code that is too deep to be followed: the calls in it side by side, each with its name alone. A save in it
 * is still seen, what it saves is unknown.
 */
export function flattened(context: Context, node: Concrete): Expression {
  const found: Expression[] = [];
  const waiting: Concrete[] = [node];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.type === 'call_expression' || part.type === 'new_expression')
      found.push(bareCall(context, part));
    for (const inside of named(part)) waiting.push(inside);
  }
  found.sort((left, right) => left.start - right.start);
  return other(context, node, found);
}

function bareCall(context: Context, node: Concrete): Expression {
  const callee = child(node, 'function') ?? child(node, 'constructor');
  const property = callee && child(callee, 'property');
  if (!callee || (!property && callee.type !== 'identifier')) return other(context, node);
  const nameAt = placeOf(context, property ?? callee);
  const name = textOf(context, property ?? callee);
  return {
    kind: 'call',
    ...at(context, node),
    callee: property
      ? { kind: 'member', ...at(context, callee), object: other(context, callee), name, nameAt }
      : { kind: 'name', ...at(context, callee), name },
    isNew: node.type === 'new_expression',
    arguments: (child(node, 'arguments')?.children ?? [])
      .filter((argument) => argument.start >= 0)
      .map((argument) => ({ name: null, value: other(context, argument) })),
    nameAt,
    initializer: null,
  };
}
