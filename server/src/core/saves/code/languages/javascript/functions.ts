import type {
  BlockStatement,
  Expression,
  FunctionExpression,
  FunctionSyntax,
  ParameterSyntax,
} from '../../tree.ts';
import { type Concrete, child, has, named } from '../concrete.ts';
import { at, type Context, placeOf, textOf } from './context.ts';
import { expression } from './expressions.ts';
import { pattern } from './patterns.ts';
import { block } from './statements.ts';
import { stringValue } from './strings.ts';
import { typeOf } from './types.ts';

export function functionExpression(context: Context, node: Concrete): FunctionExpression {
  return { kind: 'function', ...at(context, node), definition: functionSyntax(context, node, []) };
}

/** A name as code calls it: `create` for `'create'() {}`, `#load` for a private one. */
export function propertyName(context: Context, node: Concrete): string {
  if (node.type === 'string') return stringValue(textOf(context, node));
  if (node.type !== 'computed_property_name') return textOf(context, node);
  const key = named(node)[0];
  return key?.type === 'string' ? stringValue(textOf(context, key)) : '';
}

export function functionSyntax(
  context: Context,
  node: Concrete,
  annotations: readonly string[],
): FunctionSyntax {
  const name = child(node, 'name');
  const parameters = child(node, 'parameters') ?? child(node, 'parameter');
  const body = child(node, 'body');
  return {
    kind: 'function-syntax',
    ...at(context, node),
    name: name ? propertyName(context, name) : '',
    nameAt: name ? placeOf(context, name) : { anchor: context.anchor, ...emptyAt(context, node) },
    parameters: parameters ? parametersOf(context, parameters) : [],
    body: body && context.readsBodies ? functionBody(context, body) : null,
    isAsync: has(node, 'async'),
    isStatic: has(node, 'static') || has(node, 'static get'),
    isGetter: has(node, 'get') || has(node, 'static get'),
    returnType: typeOf(context, node, 'return_type'),
    annotations,
  };
}

function emptyAt(context: Context, node: Concrete): { start: number; end: number } {
  return { start: node.start - context.base, end: node.start - context.base };
}

function functionBody(context: Context, body: Concrete): BlockStatement {
  if (body.type === 'statement_block') return block(context, body);
  const value: Expression = expression(context, body);
  return {
    kind: 'block',
    ...at(context, body),
    statements: [{ kind: 'return', ...at(context, body), value }],
  };
}

function parametersOf(context: Context, node: Concrete): ParameterSyntax[] {
  if (node.type === 'identifier') return [parameter(context, node)];
  return named(node)
    .filter((part) => child(part, 'pattern')?.type !== 'this')
    .map((part) => parameter(context, part));
}

function parameter(context: Context, node: Concrete): ParameterSyntax {
  const isTyped = node.type === 'required_parameter' || node.type === 'optional_parameter';
  const isDefaulted = node.type === 'assignment_pattern';
  const written = (isTyped ? child(node, 'pattern') : isDefaulted ? child(node, 'left') : node) ?? node;
  const isRest = written.type === 'rest_pattern';
  const target = isRest ? (named(written)[0] ?? written) : written;
  const otherwise = isTyped ? child(node, 'value') : isDefaulted ? child(node, 'right') : null;
  return {
    kind: 'parameter',
    ...at(context, node),
    target: pattern(context, target),
    type: typeOf(context, node),
    otherwise: otherwise && expression(context, otherwise),
    rest: isRest ? 'list' : null,
    isField: isTyped && isField(node),
  };
}

function isField(node: Concrete): boolean {
  return node.children.some(
    (part) =>
      part.type === 'accessibility_modifier' || part.type === 'override_modifier' || part.type === 'readonly',
  );
}
