import type { Node } from 'web-tree-sitter';
import type { Expression, FunctionExpression, Statement, SwitchStatement } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { expression, expressionOr } from './expressions.ts';
import { caseTest } from './patterns.ts';
import { block, statements } from './statements.ts';

interface Arm {
  readonly node: Node;
  /** Null: default. */
  readonly tests: readonly Expression[];
  readonly isDefault: boolean;
  readonly body: readonly Node[];
}

export function switchStatement(node: Node, at: Lowering): SwitchStatement {
  const value = expressionOr(field(node, 'condition'), node, at);
  const cases: { tests: readonly Expression[]; body: ReturnType<typeof block> }[] = [];
  let shared: Expression[] = [];
  let sharesDefault = false;
  for (const arm of armsOf(node, value, at)) {
    shared.push(...arm.tests);
    sharesDefault ||= arm.isDefault;
    if (arm.body.length === 0) continue;
    const [first] = arm.body;
    const body =
      first?.type === 'block' && arm.body.length === 1
        ? block(first, at)
        : at.block(arm.node, withoutBreak(statements(arm.body, at)));
    cases.push({ tests: sharesDefault ? [] : shared, body });
    shared = [];
    sharesDefault = false;
  }
  return { kind: 'switch', value, cases, ...at.place(node) };
}

/** The `break` at the end of a case leaves nothing but the switch. */
function withoutBreak(body: readonly Statement[]): readonly Statement[] {
  const last = body.at(-1);
  return last?.kind === 'jump' && last.jump === 'break' ? body.slice(0, -1) : body;
}

function armsOf(node: Node, value: Expression, at: Lowering): Arm[] {
  const body = field(node, 'body');
  if (!body) return [];
  return inside(body).map((arm) => {
    const labels = childrenOfType(arm, 'switch_label');
    const isDefault = labels.some((label) => /^default\b|\bdefault$/.test(at.textOf(label)));
    return {
      node: arm,
      tests: labels.flatMap((label) => testsOf(label, value, at)),
      isDefault,
      body: inside(arm).filter(({ type }) => type !== 'switch_label'),
    };
  });
}

function testsOf(label: Node, value: Expression, at: Lowering): Expression[] {
  const guard = childOfType(label, 'guard');
  const condition = guard && inside(guard)[0];
  const tests = inside(label)
    .filter((part) => part.type !== 'guard' && at.textOf(part) !== 'default')
    .map((part) => (part.type === 'pattern' ? caseTest(part, value, at) : expression(part, at)));
  if (!condition) return tests;
  const right = expression(condition, at);
  return tests.map((left) => ({ kind: 'binary', operator: '&&', left, right, ...at.place(label) }));
}

/** A switch where a value is meant: a chain of conditionals. The last arm needs no test, as one must fit. */
export function switchValue(node: Node, at: Lowering): Expression {
  const value = expressionOr(field(node, 'condition'), node, at);
  const arms = armsOf(node, value, at);
  const fallback = arms.find((arm) => arm.isDefault) ?? arms.at(-1);
  if (!fallback) return at.other(node, [value]);
  return arms
    .filter((arm) => arm !== fallback)
    .reduceRight<Expression>(
      (otherwise, arm) => ({
        kind: 'conditional',
        test: anyOf(arm, value, at),
        then: armValue(arm, at),
        otherwise,
        ...at.place(node),
      }),
      armValue(fallback, at),
    );
}

function anyOf(arm: Arm, value: Expression, at: Lowering): Expression {
  const tests = arm.tests.map(
    (test): Expression =>
      test.kind === 'binary'
        ? test
        : { kind: 'binary', operator: '==', left: value, right: test, ...at.place(arm.node) },
  );
  return tests.length === 0
    ? at.other(arm.node)
    : tests.reduce((left, right) => ({ kind: 'binary', operator: '||', left, right, ...at.place(arm.node) }));
}

function armValue({ node, body }: Arm, at: Lowering): Expression {
  const only = body.length === 1 ? body[0]! : null;
  if (only?.type === 'expression_statement') return expressionOr(inside(only)[0], only, at);
  const run = only?.type === 'block' ? block(only, at) : at.block(node, statements(body, at));
  // A block of an arm is a function that is called at once: its `yield` returns.
  const made: FunctionExpression = {
    kind: 'function',
    definition: { ...nameless(node, at), body: run },
    ...at.place(node),
  };
  return at.call(node, made, [], { startIndex: node.startIndex, endIndex: node.startIndex });
}
