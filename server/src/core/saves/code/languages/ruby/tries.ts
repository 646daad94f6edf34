import type { Node } from 'web-tree-sitter';
import type { Handler, TryStatement } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { blockOf, statements } from './statements.ts';

/** A body with `rescue`, `else` and `ensure`. */
export function guarded(node: Node, at: Lowering): TryStatement {
  const own = inside(node).filter(({ type }) => !/^(?:rescue|else|ensure)$/.test(type));
  const first = own[0];
  const whole = first ? { startIndex: first.startIndex, endIndex: own.at(-1)!.endIndex } : node;
  const otherwise = childOfType(node, 'else');
  const last = childOfType(node, 'ensure');
  return {
    kind: 'try',
    body: at.block(whole, statements(own, at)),
    handlers: childrenOfType(node, 'rescue').map((rescue) => handler(rescue, at)),
    otherwise: otherwise && blockOf(otherwise, node, at),
    finally: last && blockOf(last, node, at),
    ...at.place(node),
  };
}

/** `rescue A::B, C => e`. Without names it is StandardError: all that programs raise. */
function handler(rescue: Node, at: Lowering): Handler {
  const exceptions = field(rescue, 'exceptions');
  const variable = field(rescue, 'variable');
  const name = variable && inside(variable)[0];
  return {
    types: exceptions ? inside(exceptions).map((type) => at.textOf(type).replaceAll('::', '.')) : [],
    filter: null,
    variable: name ? at.textOf(name) : null,
    body: blockOf(field(rescue, 'body'), rescue, at),
    ...at.place(rescue),
  };
}

/** `save(x) rescue nil`; of an assignment, what is assigned is part of it. */
export function rescued(node: Node, at: Lowering): TryStatement {
  const assignment = node.parent?.type === 'assignment' ? node.parent : null;
  const body = field(node, 'body') ?? inside(node)[0] ?? node;
  const left = assignment && field(assignment, 'left');
  const run = statements([body], at);
  const [only] = run;
  const made =
    left && only?.kind === 'expression'
      ? [
          {
            ...only,
            expression: {
              kind: 'assign',
              target: at.name(left),
              operator: '=',
              value: only.expression,
              ...at.place(node),
            } as const,
          },
        ]
      : run;
  const rescue = field(node, 'handler');
  return {
    kind: 'try',
    body: at.block(body, made),
    handlers: [
      {
        types: [],
        filter: null,
        variable: null,
        body: blockOf(rescue, node, at),
        ...at.place(rescue ?? node),
      },
    ],
    otherwise: null,
    finally: null,
    ...at.place(assignment ?? node),
  };
}
