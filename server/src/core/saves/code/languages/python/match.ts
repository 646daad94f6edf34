import type { Expression, Statement, SwitchStatement } from '../../tree.ts';
import type { Scope } from './scope.ts';
import { fieldOf, fieldsOf, ofType, type PythonNode } from './syntax.ts';

/** What a case asks for, and the name that it gives to the value. */
interface Case {
  readonly tests: readonly Expression[];
  readonly capture: PythonNode | null;
}

/** `match value: case …`. Patterns that look into the value are tests that are not read closer. */
export function matchStatement(node: PythonNode, scope: Scope): SwitchStatement {
  const subjects = fieldsOf(node, 'subject');
  const value: Expression =
    subjects.length === 1
      ? scope.expression(subjects[0], node)
      : { kind: 'list', items: scope.expressions(subjects), ...scope.place(subjects[0] ?? node) };
  const block = fieldOf(node, 'body');
  const clauses = block ? ofType(block, 'case_clause') : [];
  return {
    kind: 'switch',
    value,
    cases: clauses.map((clause) => caseOf(clause, value, scope)),
    ...scope.place(node),
  };
}

function caseOf(clause: PythonNode, value: Expression, scope: Scope): SwitchStatement['cases'][number] {
  const patterns = ofType(clause, 'case_pattern');
  const { tests, capture } =
    patterns.length === 1
      ? read(patterns[0]!, scope)
      : { tests: [scope.other(clause, scope.expressions(patterns))], capture: null };
  const suite = scope.suite(fieldOf(clause, 'consequence'), clause);
  const statements: Statement[] = [];
  if (capture) {
    const target = scope.name(capture);
    const assign: Expression = { kind: 'assign', target, operator: '=', value, ...scope.place(capture) };
    statements.push({ kind: 'expression', expression: assign, ...scope.place(capture) });
  }
  const guard = fieldOf(clause, 'guard')?.children[0];
  if (!guard) return { tests, body: { ...suite, statements: [...statements, ...suite.statements] } };
  const test = scope.expression(guard, clause);
  statements.push({ kind: 'if', test, then: suite, otherwise: null, ...scope.place(clause) });
  return {
    tests: tests.length > 0 ? tests : [scope.other(guard)],
    body: scope.block(fieldOf(clause, 'consequence') ?? clause, statements),
  };
}

function read(pattern: PythonNode, scope: Scope): Case {
  const [inner] = pattern.children;
  if (!inner) return { tests: [], capture: null };
  switch (inner.type) {
    case 'union_pattern': {
      const tests = inner.children.map((child) => scope.expression(child, inner));
      return { tests, capture: null };
    }
    case 'dotted_name': {
      const isCapture = !scope.textOf(inner).includes('.');
      if (!isCapture) break;
      return { tests: [], capture: scope.textOf(inner) === '_' ? null : inner };
    }
    case 'as_pattern': {
      const [asked] = inner.children;
      const alias = fieldOf(inner, 'alias') ?? inner.children[1] ?? null;
      if (asked?.type !== 'case_pattern') break;
      return { tests: scope.deeper(() => read(asked, scope))?.tests ?? [], capture: alias };
    }
  }
  return { tests: [scope.expression(inner, pattern)], capture: null };
}
