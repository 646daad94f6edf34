import type { Node } from 'web-tree-sitter';
import type { Expression, FunctionExpression } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { expression, expressionOr } from './expressions.ts';
import { returning, statements } from './statements.ts';

/** Statements where a value is meant: a function that is called at once. */
export function runAtOnce(node: Node, nodes: readonly Node[], at: Lowering): Expression {
  const body = at.block(node, returning(statements(nodes, at)));
  const made: FunctionExpression = {
    kind: 'function',
    definition: { ...nameless(node, at), body },
    ...at.place(node),
  };
  return at.call(node, made, [], { startIndex: node.startIndex, endIndex: node.startIndex });
}

/** What a branch gives: its only expression, or what its last one gives. */
function branchValue(branch: Node | null, of: Node, at: Lowering): Expression {
  if (!branch) return { kind: 'null', ...at.place({ startIndex: of.endIndex, endIndex: of.endIndex }) };
  if (branch.type === 'elsif') return at.deeper(() => ifValue(branch, at)) ?? at.other(branch);
  const isList = branch.type === 'then' || branch.type === 'else';
  if (!isList) return expression(branch, at);
  const nodes = inside(branch);
  return nodes.length === 1 ? expression(nodes[0]!, at) : runAtOnce(branch, nodes, at);
}

/** `if`, `unless` and `a ? b : c`. */
export function ifValue(node: Node, at: Lowering): Expression {
  const test = expressionOr(field(node, 'condition'), node, at);
  const then = branchValue(field(node, 'consequence'), node, at);
  const otherwise = branchValue(field(node, 'alternative'), node, at);
  return node.type === 'unless'
    ? { kind: 'conditional', test, then: otherwise, otherwise: then, ...at.place(node) }
    : { kind: 'conditional', test, then, otherwise, ...at.place(node) };
}

export function caseValue(node: Node, at: Lowering): Expression {
  const value = field(node, 'value');
  const subject = value && expression(value, at);
  const last = branchValue(childOfType(node, 'else'), node, at);
  return childrenOfType(node, 'when').reduceRight<Expression>((otherwise, when) => {
    const tests = whenTests(when, at).map((test) => fits(test, subject, when, at));
    const test = tests.reduce((left, right) => either(left, right, when, at), tests[0] ?? at.other(when));
    const then = branchValue(field(when, 'body'), when, at);
    return { kind: 'conditional', test, then, otherwise, ...at.place(node) };
  }, last);
}

/** What stands behind `when`. */
export function whenTests(when: Node, at: Lowering): Expression[] {
  return childrenOfType(when, 'pattern').map((pattern) => expressionOr(inside(pattern)[0], pattern, at));
}

function fits(test: Expression, subject: Expression | null, when: Node, at: Lowering): Expression {
  if (!subject) return test;
  const isClass = (test.kind === 'name' || test.kind === 'member') && /^[A-Z]/.test(test.name);
  return {
    kind: 'binary',
    operator: isClass ? 'instanceof' : '==',
    left: subject,
    right: test,
    ...at.place(when),
  };
}

function either(left: Expression, right: Expression, node: Node, at: Lowering): Expression {
  return left === right ? left : { kind: 'binary', operator: '||', left, right, ...at.place(node) };
}
