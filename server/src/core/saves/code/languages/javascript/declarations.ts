import type { DeclareStatement, Expression, RecordEntry, Statement } from '../../tree.ts';
import { type Concrete, child, has, named } from '../concrete.ts';
import { classStatement } from './classes.ts';
import { at, type Context, other } from './context.ts';
import { expression } from './expressions.ts';
import { required } from './imports.ts';
import { splitBehindArrow } from './missingSemicolon.ts';
import { pattern } from './patterns.ts';
import { keyOf } from './records.ts';
import { expressionStatements, statements } from './statements.ts';
import { typeOf } from './types.ts';

/** `const a = 1, b = 2` is two statements. */
export function declarations(context: Context, node: Concrete): Statement[] {
  const isConstant = has(node, 'const') || node.type === 'using_declaration';
  return named(node).flatMap((part) =>
    part.type === 'variable_declarator' ? declaration(context, part, isConstant) : statements(context, part),
  );
}

function declaration(context: Context, node: Concrete, isConstant: boolean): Statement[] {
  const name = child(node, 'name');
  const written = child(node, 'value');
  const split = written && splitBehindArrow(written);
  const value = split ? split.value : written;
  if (!name) return statements(context, { ...node, type: 'ERROR' });
  if (value?.type === 'class' && name.type === 'identifier') return [classStatement(context, value, name)];
  const module = value && required(context, node, name, value);
  if (module) return [module];
  return [
    {
      kind: 'declare',
      ...at(context, node),
      target: pattern(context, name),
      type: typeOf(context, node),
      value: value && expression(context, value),
      isConstant,
    },
    ...(split ? expressionStatements(context, split.next) : []),
  ];
}

/** `using file = open()`, which the grammar takes for an assignment. */
export function usingDeclaration(context: Context, node: Concrete): Statement[] | null {
  const assignment = node.type === 'await_expression' ? named(node)[0] : node;
  if (assignment?.type !== 'assignment_expression' || !has(assignment, 'using')) return null;
  const left = child(assignment, 'left');
  const right = child(assignment, 'right');
  if (!left || !right) return null;
  return [
    {
      kind: 'declare',
      ...at(context, node),
      target: pattern(context, left),
      type: null,
      value: expression(context, right),
      isConstant: true,
    },
  ];
}

/** An enumeration is a record of constants. */
export function enumeration(context: Context, node: Concrete): DeclareStatement {
  const name = child(node, 'name');
  const body = child(node, 'body');
  const entries: RecordEntry[] = [];
  // The number of the next one; unknown behind a text or a computed value.
  let next: number | null = 0;
  for (const part of body ? named(body) : []) {
    const key = part.type === 'enum_assignment' ? child(part, 'name') : part;
    const written = part.type === 'enum_assignment' ? child(part, 'value') : null;
    if (!key) continue;
    const value: Expression = written
      ? expression(context, written)
      : next === null
        ? other(context, part)
        : { kind: 'number', ...at(context, part), value: next };
    next = value.kind === 'number' ? value.value + 1 : null;
    entries.push({ ...at(context, part), key: keyOf(context, key), value });
  }
  return {
    kind: 'declare',
    ...at(context, node),
    target: pattern(context, name ?? node),
    type: null,
    value: { kind: 'record', ...at(context, body ?? node), entries },
    isConstant: true,
  };
}
