import type { Expression, Statement } from '../../tree.ts';
import { definitionStatement } from './classes.ts';
import { branches, forLoop, tryStatement, whileLoop, withStatement } from './compound.ts';
import { importFromStatement, importStatement } from './imports.ts';
import { matchStatement } from './match.ts';
import { pattern } from './patterns.ts';
import type { Scope } from './scope.ts';
import { fieldOf, type PythonNode } from './syntax.ts';
import { isFinal, typeName } from './types.ts';

type Lower = (node: PythonNode, scope: Scope) => readonly Statement[];

const lowerings: Readonly<Record<string, Lower>> = {
  expression_statement: expressionStatement,
  if_statement: (node, scope) => [branches(node, scope)],
  elif_clause: (node, scope) => [branches(node, scope)],
  for_statement: forLoop,
  while_statement: whileLoop,
  try_statement: (node, scope) => [tryStatement(node, scope)],
  with_statement: (node, scope) => [withStatement(node, scope)],
  match_statement: (node, scope) => [matchStatement(node, scope)],
  function_definition: (node, scope) => [definitionStatement(node, scope)],
  class_definition: (node, scope) => [definitionStatement(node, scope)],
  decorated_definition: (node, scope) => [definitionStatement(node, scope)],
  return_statement: (node, scope) => [
    { kind: 'return', value: optional(node.children[0], scope), ...scope.place(node) },
  ],
  raise_statement: (node, scope) => [
    {
      kind: 'throw',
      value: optional(
        node.children.find(({ field }) => field !== 'cause'),
        scope,
      ),
      ...scope.place(node),
    },
  ],
  break_statement: (node, scope) => [{ kind: 'jump', jump: 'break', ...scope.place(node) }],
  continue_statement: (node, scope) => [{ kind: 'jump', jump: 'continue', ...scope.place(node) }],
  pass_statement: () => [],
  global_statement: () => [],
  nonlocal_statement: () => [],
  type_alias_statement: typeAlias,
  future_import_statement: () => [],
  import_statement: importStatement,
  import_from_statement: importFromStatement,
  assert_statement: (node, scope) => [assertion(node, scope)],
  delete_statement: deletion,
  print_statement: printing,
  block: (node, scope) => scope.statements(node.children),
  else_clause: (node, scope) => scope.statements(node.children),
  finally_clause: (node, scope) => scope.statements(node.children),
  except_clause: (node, scope) => scope.statements(node.children),
  case_clause: (node, scope) => scope.statements(node.children),
  ERROR: (node, scope) => scope.statements(node.children.filter(({ type }) => type !== 'identifier')),
};

const compound = /^(?:if|for|while|try|with|match)_statement$|_definition$|_clause$/;

export function statements(node: PythonNode, scope: Scope): readonly Statement[] {
  const lower = Object.hasOwn(lowerings, node.type) ? lowerings[node.type] : undefined;
  if (!lower) return [evaluated(node, scope.expression(node, node), scope)];
  const lowered = lower(node, scope);
  // Half-typed code: what the grammar could not place is read behind the statement that it stands in.
  const errors = compound.test(node.type) ? node.children.filter(({ type }) => type === 'ERROR') : [];
  return errors.length > 0 ? [...lowered, ...scope.statements(errors)] : lowered;
}

/** `type X = int` says nothing; `type(x).y = f()` is an assignment that the grammar takes for one. */
function typeAlias(node: PythonNode, scope: Scope): readonly Statement[] {
  if (scope.units.text[node.startIndex + 'type'.length] !== '(') return [];
  return [evaluated(node, scope.other(node, scope.expressions(node.children)), scope)];
}

function evaluated(node: PythonNode, expression: Expression, scope: Scope): Statement {
  return { kind: 'expression', expression, ...scope.place(node) };
}

function optional(node: PythonNode | undefined, scope: Scope): Expression | null {
  return node ? scope.expression(node, node) : null;
}

/** An expression, an assignment, or a declaration `name: Type = value`. A string by itself says nothing. */
function expressionStatement(node: PythonNode, scope: Scope): readonly Statement[] {
  return node.children.flatMap((child): Statement[] => {
    if (child.type === 'string' && child.children.length === 0) return [];
    const type = child.type === 'assignment' ? fieldOf(child, 'type') : null;
    const target = type && fieldOf(child, 'left');
    if (!type || !target) return [evaluated(child, scope.expression(child, node), scope)];
    const hint = scope.textOf(type);
    const value = fieldOf(child, 'right');
    return [
      {
        kind: 'declare',
        target: pattern(target, scope),
        type: typeName(hint),
        value: value && scope.expression(value, child),
        isConstant: isFinal(hint),
        ...scope.place(child),
      },
    ];
  });
}

/** `assert test, message` raises where the test fails. */
function assertion(node: PythonNode, scope: Scope): Statement {
  const [test, message] = node.children;
  const operand = scope.expression(test, node);
  const at = message ?? node;
  const failed: Statement = {
    kind: 'throw',
    value: message ? scope.expression(message, node) : scope.missing(node),
    ...scope.place(at),
  };
  return {
    kind: 'if',
    test: { kind: 'unary', operator: '!', operand, ...scope.place(test ?? node) },
    then: scope.block(at, [failed]),
    otherwise: null,
    ...scope.place(node),
  };
}

function deletion(node: PythonNode, scope: Scope): readonly Statement[] {
  const [first] = node.children;
  const deleted = first?.type === 'expression_list' ? first.children : node.children;
  return deleted.map((child) => {
    const operand = scope.expression(child, node);
    const unary: Expression = { kind: 'unary', operator: 'delete', operand, ...scope.place(child) };
    return evaluated(child, unary, scope);
  });
}

/** Python 2: `print "x"`, `print >>file, "x"`. */
function printing(node: PythonNode, scope: Scope): readonly Statement[] {
  const keyword = { startIndex: node.startIndex, endIndex: node.startIndex + 'print'.length };
  const args = node.children.flatMap((child) => (child.type === 'chevron' ? [] : [child]));
  const values = scope.expressions(args).map((value) => ({ name: null, value }));
  return [evaluated(node, scope.call(node, scope.name(keyword), values, keyword), scope)];
}
