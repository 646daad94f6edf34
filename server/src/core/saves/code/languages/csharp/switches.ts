import type { Node } from 'web-tree-sitter';
import type { Expression, FunctionExpression, Statement, SwitchStatement } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, hasToken, inside } from '../shared/nodes.ts';
import { expression, expressionOr } from './expressions.ts';
import { patternTest } from './patterns.ts';
import { block, statements } from './statements.ts';

export function switchStatement(node: Node, at: Lowering): SwitchStatement {
  const value = expressionOr(field(node, 'value'), node, at);
  const body = field(node, 'body');
  const cases: SwitchStatement['cases'][number][] = [];
  let shared: Expression[] = [];
  let sharesDefault = false;
  for (const section of body ? inside(body) : []) {
    const { tests, rest } = labelsOf(section, value, at);
    shared.push(...tests);
    sharesDefault ||= hasToken(section, 'default');
    if (rest.length === 0) continue;
    const first = rest[0];
    const alone = rest.length === 1 || (rest.length === 2 && rest[1]?.type === 'break_statement');
    const body =
      first?.type === 'block' && alone
        ? block(first, at)
        : at.block(section, withoutBreak(statements(rest, at)));
    cases.push({ tests: sharesDefault ? [] : shared, body });
    shared = [];
    sharesDefault = false;
  }
  return { kind: 'switch', value, cases, ...at.place(node) };
}

/** The `break` at the end of a section leaves nothing but the switch. */
function withoutBreak(body: readonly Statement[]): readonly Statement[] {
  const last = body.at(-1);
  return last?.kind === 'jump' && last.jump === 'break' ? body.slice(0, -1) : body;
}

function labelsOf(section: Node, value: Expression, at: Lowering) {
  const colon = section.children.findLast(({ type }) => type === ':')?.endIndex ?? section.startIndex;
  const labels = inside(section).filter(({ endIndex }) => endIndex <= colon);
  const tests = labels
    .filter(({ type }) => type !== 'when_clause')
    .map((label) => guarded(section, caseTest(label, value, at), at));
  return { tests, rest: inside(section).filter(({ endIndex }) => endIndex > colon) };
}

/** A plain value is its own test. */
function caseTest(label: Node, value: Expression, at: Lowering): Expression {
  if (label.type === 'constant_pattern') return expressionOr(inside(label)[0], label, at);
  return isPatternNode(label) ? patternTest(label, value, at) : expression(label, at);
}

function isPatternNode({ type }: Node): boolean {
  return type.endsWith('_pattern') || type === 'discard';
}

function guarded(of: Node, test: Expression, at: Lowering): Expression {
  const clause = childOfType(of, 'when_clause');
  const condition = clause && inside(clause)[0];
  if (!condition) return test;
  return {
    kind: 'binary',
    operator: '&&',
    left: test,
    right: expression(condition, at),
    ...at.place(of),
  };
}

/** A switch expression: a chain of conditionals. The last arm needs no test, as one must fit. */
export function switchValue(node: Node, at: Lowering): Expression {
  const subject = inside(node)[0];
  const value = expressionOr(subject, node, at);
  const arms = childrenOfType(node, 'switch_expression_arm').map((arm) => armOf(arm, value, at));
  const last = arms.pop();
  if (!last) return at.other(node, [value]);
  return arms.reduceRight<Expression>(
    (otherwise, { test, value: then }) => ({
      kind: 'conditional',
      test,
      then,
      otherwise,
      ...at.place(node),
    }),
    last.value,
  );
}

function armOf(arm: Node, value: Expression, at: Lowering) {
  const [pattern, ...rest] = inside(arm).filter(({ type }) => type !== 'when_clause');
  return {
    test: pattern ? guarded(arm, armTest(pattern, value, at), at) : at.other(arm),
    value: expressionOr(rest.at(-1), arm, at),
  };
}

function armTest(pattern: Node, value: Expression, at: Lowering): Expression {
  if (pattern.type !== 'constant_pattern') return patternTest(pattern, value, at);
  const right = expressionOr(inside(pattern)[0], pattern, at);
  return { kind: 'binary', operator: '==', left: value, right, ...at.place(pattern) };
}

/** `x ?? throw e`: a function that is called at once, as the tree knows `throw` as a statement only. */
export function thrower(node: Node, at: Lowering): Expression {
  const thrown = inside(node)[0];
  const value = thrown ? expression(thrown, at) : null;
  const definition: FunctionExpression['definition'] = {
    ...nameless(node, at),
    body: at.block(node, [{ kind: 'throw', value, ...at.place(node) }]),
  };
  return at.call(node, { kind: 'function', definition, ...at.place(node) }, [], {
    startIndex: node.startIndex,
    endIndex: node.startIndex,
  });
}
