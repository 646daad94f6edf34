import type {
  BlockStatement,
  Handler,
  IfStatement,
  Statement,
  TryStatement,
  WithStatement,
} from '../../tree.ts';
import type { Extent } from '../shared/lowering.ts';
import { pattern } from './patterns.ts';
import type { Scope } from './scope.ts';
import { fieldOf, fieldsOf, ofType, type PythonNode } from './syntax.ts';

/** Deeper than people write, and no deeper than what reads the tree can follow. */
const mostBranches = 100;

/**
 * `if` with its `elif`s and `else`, each in the `otherwise` of the one before. Beyond a hundred of them the rest
 * stands side by side.
 */
export function branches(node: PythonNode, scope: Scope): IfStatement {
  const clauses = fieldsOf(node, 'alternative').filter(({ type }) => type === 'elif_clause');
  const [otherwise] = ofType(node, 'else_clause');
  let rest = otherwise ? scope.suite(bodyOf(otherwise), otherwise) : null;
  const beyond = clauses.splice(mostBranches).map((clause) => branch(clause, null, clause, scope));
  if (beyond.length > 0) {
    const at = { startIndex: clauses.at(-1)!.endIndex, endIndex: node.endIndex };
    rest = scope.block(at, [...beyond, ...(rest?.statements ?? [])]);
  }
  for (const clause of clauses.reverse()) {
    const at = { startIndex: clause.startIndex, endIndex: node.endIndex };
    rest = scope.block(at, [branch(clause, rest, at, scope)]);
  }
  return branch(node, rest, node, scope);
}

function branch(clause: PythonNode, otherwise: BlockStatement | null, at: Extent, scope: Scope): IfStatement {
  return {
    kind: 'if',
    test: scope.expression(fieldOf(clause, 'condition'), clause),
    then: scope.suite(fieldOf(clause, 'consequence'), clause),
    otherwise,
    ...scope.place(at),
  };
}

function bodyOf(clause: PythonNode): PythonNode | null {
  return fieldOf(clause, 'body') ?? ofType(clause, 'block')[0] ?? null;
}

/** The `else` of a loop runs behind it, where nothing broke it off. */
function withElse(node: PythonNode, loop: Statement, scope: Scope): Statement[] {
  const [otherwise] = ofType(node, 'else_clause');
  return otherwise ? [loop, scope.suite(bodyOf(otherwise), otherwise)] : [loop];
}

export function forLoop(node: PythonNode, scope: Scope): Statement[] {
  const left = fieldOf(node, 'left');
  const loop: Statement = {
    kind: 'loop',
    before: [],
    item: left && pattern(left, scope),
    over: scope.expression(fieldOf(node, 'right'), node),
    isIteration: true,
    body: scope.suite(fieldOf(node, 'body'), node),
    ...scope.place(node),
  };
  return withElse(node, loop, scope);
}

export function whileLoop(node: PythonNode, scope: Scope): Statement[] {
  const loop: Statement = {
    kind: 'loop',
    before: [],
    item: null,
    over: scope.expression(fieldOf(node, 'condition'), node),
    isIteration: false,
    body: scope.suite(fieldOf(node, 'body'), node),
    ...scope.place(node),
  };
  return withElse(node, loop, scope);
}

export function tryStatement(node: PythonNode, scope: Scope): TryStatement {
  const [otherwise] = ofType(node, 'else_clause');
  const [last] = ofType(node, 'finally_clause');
  return {
    kind: 'try',
    body: scope.suite(fieldOf(node, 'body'), node),
    handlers: node.children
      .filter(({ type }) => type === 'except_clause' || type === 'except_group_clause')
      .map((clause) => handler(clause, scope)),
    otherwise: otherwise ? scope.suite(bodyOf(otherwise), otherwise) : null,
    finally: last ? scope.suite(bodyOf(last), last) : null,
    ...scope.place(node),
  };
}

/** `except (A, b.C) as e`, `except* A`, and `except A, e` of Python 2. */
function handler(clause: PythonNode, scope: Scope): Handler {
  const [value, second] = fieldsOf(clause, 'value');
  const named = value?.type === 'as_pattern' ? value : null;
  const caught = named ? named.children.find(({ field }) => field !== 'alias') : value;
  const variable = (named && fieldOf(named, 'alias')) ?? fieldOf(clause, 'alias') ?? second;
  const types = caught ? (caught.type === 'tuple' ? caught.children : [caught]) : [];
  return {
    types: types.map((type) => scope.textOf(type).replace(/\s+/g, '')),
    filter: null,
    variable: variable ? scope.textOf(variable) : null,
    body: scope.suite(bodyOf(clause), clause),
    ...scope.place(clause),
  };
}

export function withStatement(node: PythonNode, scope: Scope): WithStatement {
  const items = ofType(node, 'with_clause').flatMap((clause) => ofType(clause, 'with_item'));
  return {
    kind: 'with',
    resources: items.map((item) => {
      const value = fieldOf(item, 'value');
      if (value?.type !== 'as_pattern') return { target: null, value: scope.expression(value, item) };
      const alias = fieldOf(value, 'alias');
      const made = value.children.find(({ field }) => field !== 'alias');
      return { target: alias && pattern(alias, scope), value: scope.expression(made, value) };
    }),
    body: scope.suite(fieldOf(node, 'body'), node),
    ...scope.place(node),
  };
}
