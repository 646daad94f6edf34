import type { Expression, LoopStatement, Pattern } from '../../tree.ts';
import { type Concrete, child, has } from '../concrete.ts';
import { at, type Context } from './context.ts';
import { pattern } from './patterns.ts';
import { blockIn, expressionIn, expressionStatements, statements } from './statements.ts';

export function forLoop(context: Context, node: Concrete): LoopStatement {
  const before = child(node, 'initializer');
  const condition = child(node, 'condition');
  const increment = child(node, 'increment');
  const body = blockIn(context, node, 'body');
  return {
    kind: 'loop',
    ...at(context, node),
    before: before
      ? before.type.endsWith('_declaration')
        ? statements(context, before)
        : before.type === 'empty_statement'
          ? []
          : expressionStatements(context, before)
      : [],
    item: null,
    over: condition && condition.type !== 'empty_statement' ? expressionIn(context, node, 'condition') : null,
    isIteration: false,
    // It runs behind the body, each time.
    body: increment
      ? { ...body, statements: [...body.statements, ...expressionStatements(context, increment)] }
      : body,
  };
}

export function whileLoop(context: Context, node: Concrete): LoopStatement {
  return {
    kind: 'loop',
    ...at(context, node),
    before: [],
    item: null,
    over: expressionIn(context, node, 'condition'),
    isIteration: false,
    body: blockIn(context, node, 'body'),
  };
}

export function forIn(context: Context, node: Concrete): LoopStatement {
  const left = child(node, 'left');
  const over = expressionIn(context, node, 'right');
  const item: Pattern | null = left && pattern(context, left);
  return {
    kind: 'loop',
    ...at(context, node),
    before: [],
    item,
    over: has(node, 'in') ? keys(over) : over,
    isIteration: true,
    body: blockIn(context, node, 'body'),
  };
}

/** `for (const key in record)` goes over what `Object.keys(record)` gives. */
function keys(record: Expression): Expression {
  const { anchor, start, end } = record;
  const where = { anchor, start, end };
  return {
    kind: 'call',
    ...where,
    callee: {
      kind: 'member',
      ...where,
      object: { kind: 'name', ...where, name: 'Object' },
      name: 'keys',
      nameAt: where,
    },
    isNew: false,
    arguments: [{ name: null, value: record }],
    nameAt: where,
    initializer: null,
  };
}
