import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { field, inside } from '../shared/nodes.ts';
import { expressionOr } from './expressions.ts';
import { typeName } from './names.ts';

/** `x instanceof Lead lead`: the test, and what it binds. */
export function instanceOf(node: Node, at: Lowering): Expression {
  const value = expressionOr(field(node, 'left'), node, at);
  const pattern = field(node, 'pattern');
  if (pattern) return recordPattern(pattern, value, at);
  return typeTest(node, value, field(node, 'right'), field(node, 'name'), at);
}

/** What a `case` tests of `value`. */
export function caseTest(pattern: Node, value: Expression, at: Lowering): Expression {
  const inner = inside(pattern)[0];
  if (inner?.type === 'record_pattern') return recordPattern(inner, value, at);
  const parts = inner ? inside(inner) : [];
  return typeTest(pattern, value, parts[0] ?? null, parts[1] ?? null, at);
}

function typeTest(
  node: Node,
  value: Expression,
  type: Node | null,
  binding: Node | null,
  at: Lowering,
): Expression {
  const name = typeName(type, at);
  const test: Expression = {
    kind: 'binary',
    operator: 'instanceof',
    left: value,
    right: name && type ? at.name(type, name) : at.other(node),
    ...at.place(node),
  };
  return binding ? bound(node, test, [binding], value, at) : test;
}

/** The parts of a record are bound to what is not known; only that the names are there counts. */
function recordPattern(pattern: Node, value: Expression, at: Lowering): Expression {
  const type = inside(pattern)[0] ?? null;
  const test: Expression = {
    kind: 'binary',
    operator: 'instanceof',
    left: value,
    right: type ? at.name(type, at.textOf(type).replace(/<.*/s, '')) : at.other(pattern),
    ...at.place(pattern),
  };
  const names = pattern
    .descendantsOfType('record_pattern_component')
    .flatMap((component) => component.namedChildren.findLast(({ type }) => type === 'identifier') ?? []);
  return bound(pattern, test, names, null, at);
}

function bound(
  node: Node,
  test: Expression,
  names: readonly Node[],
  value: Expression | null,
  at: Lowering,
): Expression {
  return names.reduce<Expression>(
    (left, name) => ({
      kind: 'binary',
      operator: '&&',
      left,
      right: {
        kind: 'assign',
        target: at.name(name),
        operator: '=',
        value: value ?? at.other(name),
        ...at.place(name),
      },
      ...at.place(node),
    }),
    test,
  );
}
