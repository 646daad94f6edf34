import type { Node } from 'web-tree-sitter';
import type {
  Expression,
  Handler,
  LoopStatement,
  Pattern,
  SwitchStatement,
  TryStatement,
} from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { expression, expressionOr } from './expressions.ts';
import { dotted } from './names.ts';
import { blockOf, statements } from './statements.ts';

/** `foreach ($rows as $key => $row)`. */
export function foreachLoop(node: Node, at: Lowering): LoopStatement {
  const body = field(node, 'body');
  const [over, target] = inside(node).filter((child) => child.id !== body?.id);
  return {
    kind: 'loop',
    before: [],
    item: target ? patternOf(target, at) : null,
    over: expressionOr(over, node, at),
    isIteration: true,
    body: blockOf(body, node, at),
    ...at.place(node),
  };
}

/** Of `$key => $row` the row: lists are gone through for their items. */
function patternOf(node: Node, at: Lowering): Pattern {
  switch (node.type) {
    case 'variable_name':
      return at.namePattern(node);
    case 'by_ref':
    case 'pair': {
      const last = inside(node).at(-1);
      return last ? (at.deeper(() => patternOf(last, at)) ?? other(node, at)) : other(node, at);
    }
    default:
      return other(node, at);
  }
}

function other(node: Node, at: Lowering): Pattern {
  return { kind: 'expression-pattern', expression: expression(node, at), ...at.place(node) };
}

/** Cases without a body share the next one's; what ends a case is left out. */
export function switchStatement(node: Node, at: Lowering): SwitchStatement {
  const body = field(node, 'body');
  const cases: SwitchStatement['cases'][number][] = [];
  let tests: Expression[] = [];
  for (const each of body ? childrenOfType(body, 'case_statement', 'default_statement') : []) {
    const value = field(each, 'value');
    const isDefault = each.type === 'default_statement';
    if (value) tests.push(expression(value, at));
    const own = inside(each).filter((child) => child.id !== value?.id);
    if (own.length === 0 && !isDefault) continue;
    const kept = own.at(-1)?.type === 'break_statement' ? own.slice(0, -1) : own;
    cases.push({ tests: isDefault ? [] : tests, body: at.block(each, statements(kept, at)) });
    tests = [];
  }
  return {
    kind: 'switch',
    value: expressionOr(field(node, 'condition'), node, at),
    cases,
    ...at.place(node),
  };
}

export function tryStatement(node: Node, at: Lowering): TryStatement {
  const last = childOfType(node, 'finally_clause');
  return {
    kind: 'try',
    body: blockOf(field(node, 'body'), node, at),
    handlers: childrenOfType(node, 'catch_clause').map((clause) => handler(clause, at)),
    otherwise: null,
    finally: last && blockOf(field(last, 'body'), last, at),
    ...at.place(node),
  };
}

function handler(clause: Node, at: Lowering): Handler {
  const types = field(clause, 'type');
  const name = field(clause, 'name');
  return {
    types: types ? inside(types).map((type) => dotted(at.textOf(type))) : [],
    filter: null,
    variable: name && at.textOf(name),
    body: blockOf(field(clause, 'body'), clause, at),
    ...at.place(clause),
  };
}
