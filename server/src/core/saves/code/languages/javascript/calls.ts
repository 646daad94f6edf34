import type { Place } from '../../../../text.ts';
import type { Argument, Expression } from '../../tree.ts';
import { type Concrete, child, has } from '../concrete.ts';
import { at, type Context, other, placeOf, textOf } from './context.ts';
import { expression, expressions } from './expressions.ts';
import { regrouped } from './precedence.ts';

/** What may stand around the called: `(a.b as any)!`. */
const around = /^(?:parenthesized|as|satisfies|non_null|instantiation)_expression$/;

/** The name that a call ends in: `create` of `conn.sobject('Lead').create`. */
function calledName(context: Context, callee: Concrete): Place {
  let node = callee;
  for (;;) {
    const inner = around.test(node.type) ? node.children[0] : child(node, 'property');
    if (!inner || inner.start < 0) return placeOf(context, child(node, 'index') ?? node);
    node = inner;
  }
}

function argumentsOf(context: Context, node: Concrete | null): Argument[] {
  if (!node) return [];
  // A template behind a name is its one argument.
  const values = node.type === 'template_string' ? [expression(context, node)] : expressions(context, node);
  return values.map((value) => ({ name: null, value }));
}

export function call(context: Context, node: Concrete): Expression {
  const meant = regrouped(context, node);
  if (meant) return expression(context, meant);
  const isNew = node.type === 'new_expression';
  const callee = child(node, isNew ? 'constructor' : 'function');
  const passed = child(node, 'arguments');
  // What `import(…)` gives is a module that has still to be waited for.
  if (!callee || callee.type === 'import')
    return other(context, node, passed ? expressions(context, passed) : []);
  return {
    kind: 'call',
    ...at(context, node),
    callee: expression(context, callee),
    isNew,
    arguments: argumentsOf(context, passed),
    nameAt: calledName(context, callee),
    initializer: null,
  };
}

export function member(context: Context, node: Concrete): Expression {
  const meant = regrouped(context, node);
  if (meant) return expression(context, meant);
  const object = child(node, 'object');
  const property = child(node, 'property');
  if (!object || !property || has(node, 'ERROR')) return other(context, node, expressions(context, node));
  return {
    kind: 'member',
    ...at(context, node),
    object: expression(context, object),
    name: textOf(context, property),
    nameAt: placeOf(context, property),
  };
}

export function index(context: Context, node: Concrete): Expression {
  const meant = regrouped(context, node);
  if (meant) return expression(context, meant);
  const object = child(node, 'object');
  const key = child(node, 'index');
  if (!object || !key) return other(context, node, expressions(context, node));
  return {
    kind: 'index',
    ...at(context, node),
    object: expression(context, object),
    index: expression(context, key),
  };
}
