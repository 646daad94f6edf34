import type {
  BlockStatement,
  Expression,
  Handler,
  IfStatement,
  Statement,
  TryStatement,
} from '../../tree.ts';
import { type Concrete, child, named } from '../concrete.ts';
import { classStatement } from './classes.ts';
import { at, type Context, deepest, other, textOf } from './context.ts';
import { declarations, enumeration, usingDeclaration } from './declarations.ts';
import { exportAssigned, exported } from './exports.ts';
import { expression } from './expressions.ts';
import { flattened } from './flattened.ts';
import { functionSyntax } from './functions.ts';
import { importAlias, imports, requiredAlone } from './imports.ts';
import { forIn, forLoop, whileLoop } from './loops.ts';
import { splitBehindArrow } from './missingSemicolon.ts';
import { pattern } from './patterns.ts';
import { typeNodes } from './reading.ts';
import { switchStatement } from './switches.ts';

/** Lowers what stands where a statement may stand: one syntax node may be several statements, or none. */
export function statements(context: Context, node: Concrete): Statement[] {
  if (node.start < 0 || typeNodes.has(node.type)) return [];
  if (context.depth >= deepest)
    return [{ kind: 'expression', ...at(context, node), expression: flattened(context, node) }];
  context.depth++;
  const lowered = lower(context, node);
  context.depth--;
  return lowered;
}

export function allStatements(context: Context, nodes: readonly Concrete[]): Statement[] {
  return nodes.flatMap((node) => statements(context, node));
}

/** A statement as a block: what stands behind `if (x)` without braces is one, too. */
export function block(context: Context, node: Concrete): BlockStatement {
  const inside = node.type === 'statement_block' ? node.children : [node];
  return { kind: 'block', ...at(context, node), statements: allStatements(context, inside) };
}

/** The block in a field; an empty one where the code is unfinished. */
export function blockIn(context: Context, node: Concrete, field: string): BlockStatement {
  const part = child(node, field);
  return part
    ? block(context, part)
    : { kind: 'block', ...at(context, { ...node, start: node.end }), statements: [] };
}

export function expressionIn(context: Context, node: Concrete, field: string): Expression {
  const part = child(node, field);
  return part ? expression(context, part) : other(context, { ...node, start: node.end });
}

function lower(context: Context, node: Concrete): Statement[] {
  switch (node.type) {
    case 'expression_statement':
      return named(node).flatMap((part) => expressionStatements(context, part));
    case 'lexical_declaration':
    case 'variable_declaration':
    case 'using_declaration':
      return declarations(context, node);
    case 'enum_declaration':
      return [enumeration(context, node)];
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
      return [functionStatement(context, node)];
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [classStatement(context, node)];
    case 'statement_block':
      return [block(context, node)];
    case 'if_statement':
      return [ifStatement(context, node)];
    case 'for_statement':
      return [forLoop(context, node)];
    case 'for_in_statement':
      return [forIn(context, node)];
    case 'while_statement':
    case 'do_statement':
      return [whileLoop(context, node)];
    case 'switch_statement':
      return [switchStatement(context, node)];
    case 'try_statement':
      return [tryStatement(context, node)];
    case 'return_statement':
    case 'throw_statement':
      return leaving(context, node);
    case 'break_statement':
    case 'continue_statement':
      return [
        { kind: 'jump', ...at(context, node), jump: node.type === 'break_statement' ? 'break' : 'continue' },
      ];
    case 'labeled_statement':
      return allStatements(context, named(node).slice(1));
    case 'with_statement':
      return [
        { kind: 'expression', ...at(context, node), expression: expressionIn(context, node, 'object') },
        blockIn(context, node, 'body'),
      ];
    case 'import_statement':
      return imports(context, node);
    case 'import_alias':
      return importAlias(context, node);
    case 'export_statement':
      return exported(context, node);
    case 'internal_module':
    case 'module':
      return namespace(context, node);
    case 'empty_statement':
    case 'debugger_statement':
    case 'ambient_declaration':
    case 'statement_identifier':
    case 'formal_parameters':
      return [];
    case 'program':
    case 'else_clause':
    case 'finally_clause':
    case 'catch_clause':
    case 'switch_body':
    case 'switch_case':
    case 'switch_default':
    case 'class_body':
    case 'ERROR':
      return allStatements(context, node.children);
    default:
      return expressionStatements(context, node);
  }
}

export function expressionStatements(context: Context, node: Concrete): Statement[] {
  // `a(), b()` is two statements; it is one in minified code only.
  if (node.type === 'sequence_expression')
    return named(node).flatMap((part) => expressionStatements(context, part));
  if (node.type === 'internal_module') return namespace(context, node);
  const right = node.type === 'assignment_expression' ? child(node, 'right') : null;
  const split = right && splitBehindArrow(right);
  if (split) {
    const children = node.children.map((part) => (part === right ? split.value : part));
    const assigned = { ...node, end: split.value.end, children };
    return [assigned, split.next].flatMap((part) => expressionStatements(context, part));
  }
  const special =
    requiredAlone(context, node) ?? exportAssigned(context, node) ?? usingDeclaration(context, node);
  return special ?? [{ kind: 'expression', ...at(context, node), expression: expression(context, node) }];
}

/** What stands in a namespace stands at the top level. */
function namespace(context: Context, node: Concrete): Statement[] {
  return allStatements(context, child(node, 'body')?.children ?? []);
}

export function functionStatement(context: Context, node: Concrete): Statement {
  return {
    kind: 'function-statement',
    ...at(context, node),
    definition: functionSyntax(context, node, []),
  };
}

function ifStatement(context: Context, node: Concrete): IfStatement {
  const clause = child(node, 'alternative');
  const otherwise = clause && (named(clause)[0] ?? null);
  return {
    kind: 'if',
    ...at(context, node),
    test: expressionIn(context, node, 'condition'),
    then: blockIn(context, node, 'consequence'),
    otherwise: otherwise && block(context, otherwise),
  };
}

/** `return a(), b` runs `a()` first. */
function leaving(context: Context, node: Concrete): Statement[] {
  let value = named(node).find((part) => !typeNodes.has(part.type)) ?? null;
  const before: Statement[] = [];
  if (value?.type === 'sequence_expression') {
    const all = named(value);
    for (const part of all.slice(0, -1)) before.push(...expressionStatements(context, part));
    value = all.at(-1) ?? null;
  }
  before.push({
    kind: node.type === 'return_statement' ? 'return' : 'throw',
    ...at(context, node),
    value: value && expression(context, value),
  });
  return before;
}

/** A name that no code can have: what is caught before it is taken apart. */
const caught = 'caught error';

function tryStatement(context: Context, node: Concrete): TryStatement {
  const handler = child(node, 'handler');
  const last = child(node, 'finalizer');
  return {
    kind: 'try',
    ...at(context, node),
    body: blockIn(context, node, 'body'),
    handlers: handler ? [handlerOf(context, handler)] : [],
    otherwise: null,
    finally: last && blockIn(context, last, 'body'),
  };
}

function handlerOf(context: Context, node: Concrete): Handler {
  const parameter = child(node, 'parameter');
  const body = blockIn(context, node, 'body');
  const plain = { ...at(context, node), types: [], filter: null };
  if (!parameter) return { ...plain, variable: null, body };
  if (parameter.type === 'identifier') return { ...plain, variable: textOf(context, parameter), body };
  const parts: Statement = {
    kind: 'declare',
    ...at(context, parameter),
    target: pattern(context, parameter),
    type: null,
    value: { kind: 'name', ...at(context, parameter), name: caught },
    isConstant: false,
  };
  return { ...plain, variable: caught, body: { ...body, statements: [parts, ...body.statements] } };
}
