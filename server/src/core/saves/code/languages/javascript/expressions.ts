import { partOf } from '../../textPart.ts';
import type { AssignExpression, Expression, NumberExpression, RecordEntry } from '../../tree.ts';
import { type Concrete, child, named } from '../concrete.ts';
import { call, index, member } from './calls.ts';
import { classExpression } from './classes.ts';
import { at, type Context, deepest, other, textOf } from './context.ts';
import { flattened } from './flattened.ts';
import { functionExpression } from './functions.ts';
import { jsx } from './jsx.ts';
import { typeNodes } from './reading.ts';
import { keyOf, recordEntry } from './records.ts';
import { numberValue, stringValue, unescaped } from './strings.ts';

export type Lowering = (context: Context, node: Concrete) => Expression;

/** Lowers anything that stands where an expression may stand. */
export function expression(context: Context, node: Concrete): Expression {
  if (context.depth >= deepest) return flattened(context, node);
  context.depth++;
  const lowered = (lowerings.get(node.type) ?? unknown)(context, node);
  context.depth--;
  return lowered;
}

/** The expressions that stand directly in a node: no types, no tokens. */
export function expressions(context: Context, node: Concrete): Expression[] {
  const result: Expression[] = [];
  for (const part of node.children)
    if (part.start >= 0 && !typeNodes.has(part.type)) result.push(expression(context, part));
  return result;
}

/** Code that is wrong or unfinished, syntax of tomorrow, statements in the middle of an expression. */
function unknown(context: Context, node: Concrete): Expression {
  return other(context, node, expressions(context, node));
}

/** What remains of casts, parentheses and `!`: the expression in them. */
function inner(context: Context, node: Concrete): Expression {
  const parts = named(node).filter((part) => !typeNodes.has(part.type));
  return parts.length === 1 ? expression(context, parts[0]!) : unknown(context, node);
}

function field(context: Context, node: Concrete, name: string): Expression {
  const part = child(node, name);
  return part ? expression(context, part) : other(context, { ...node, start: node.end });
}

function operatorOf(node: Concrete): string {
  return node.children.find((part) => part.start < 0 || part.field === 'operator')?.type ?? '';
}

function name(context: Context, node: Concrete): Expression {
  if (node.start === node.end) return other(context, node);
  const written = textOf(context, node);
  if (written === 'undefined') return { kind: 'null', ...at(context, node) };
  return { kind: 'name', ...at(context, node), name: written };
}

function template(context: Context, node: Concrete): Expression {
  const parts: (string | Expression)[] = [];
  let from = node.start + 1;
  const upTo = (end: number) => {
    if (end > from) parts.push(unescaped(partOf(context.text, from, end)));
  };
  for (const part of node.children) {
    if (part.type !== 'template_substitution') continue;
    upTo(part.start);
    parts.push(inner(context, part));
    from = part.end;
  }
  upTo(context.text[node.end - 1] === '`' ? node.end - 1 : node.end);
  return { kind: 'text', ...at(context, node), parts };
}

/** A number that stands for nothing written: what `++` adds. */
function one(context: Context, node: Concrete): NumberExpression {
  return { kind: 'number', ...at(context, node), value: 1 };
}

function update(context: Context, node: Concrete): AssignExpression {
  return {
    kind: 'assign',
    ...at(context, node),
    target: field(context, node, 'argument'),
    operator: operatorOf(node) === '--' ? '-=' : '+=',
    value: one(context, node),
  };
}

function unary(context: Context, node: Concrete): Expression {
  const operator = operatorOf(node);
  const operand = field(context, node, 'argument');
  if (operator === 'void' && operand.kind === 'number') return { kind: 'null', ...at(context, node) };
  if (operator === '-' && operand.kind === 'number')
    return { kind: 'number', ...at(context, node), value: -operand.value };
  return { kind: 'unary', ...at(context, node), operator, operand };
}

function binary(context: Context, node: Concrete): Expression {
  const operator = operatorOf(node);
  return {
    kind: 'binary',
    ...at(context, node),
    operator: operator === '===' ? '==' : operator === '!==' ? '!=' : operator,
    left: field(context, node, 'left'),
    right: field(context, node, 'right'),
  };
}

function record(context: Context, node: Concrete): Expression {
  const entries: RecordEntry[] = [];
  for (const part of named(node)) entries.push(recordEntry(context, part));
  return { kind: 'record', ...at(context, node), entries };
}

function assignment(context: Context, node: Concrete): Expression {
  const operator = node.type === 'augmented_assignment_expression' ? operatorOf(node) : '=';
  return {
    kind: 'assign',
    ...at(context, node),
    target: field(context, node, 'left'),
    operator,
    value: field(context, node, 'right'),
  };
}

/** `a = 1` in a pattern that is assigned to: the default is only looked at. */
function withDefault(context: Context, node: Concrete): Expression {
  return {
    kind: 'binary',
    ...at(context, node),
    operator: '??',
    left: field(context, node, 'left'),
    right: field(context, node, 'right'),
  };
}

const lowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['call_expression', call],
  ['new_expression', call],
  ['member_expression', member],
  ['nested_identifier', member],
  ['subscript_expression', index],
  ['class', classExpression],
  ['class_declaration', classExpression],
  ['abstract_class_declaration', classExpression],
  ['jsx_element', jsx],
  ['jsx_self_closing_element', jsx],
  ['identifier', name],
  ['shorthand_property_identifier', name],
  ['shorthand_property_identifier_pattern', name],
  ['undefined', (context, node) => ({ kind: 'null', ...at(context, node) })],
  ['null', (context, node) => ({ kind: 'null', ...at(context, node) })],
  ['this', (context, node) => ({ kind: 'name', ...at(context, node), name: 'this' })],
  ['super', (context, node) => ({ kind: 'name', ...at(context, node), name: 'super' })],
  ['true', (context, node) => ({ kind: 'boolean', ...at(context, node), value: true })],
  ['false', (context, node) => ({ kind: 'boolean', ...at(context, node), value: false })],
  [
    'number',
    (context, node) => {
      const value = numberValue(textOf(context, node));
      return Number.isNaN(value) ? other(context, node) : { kind: 'number', ...at(context, node), value };
    },
  ],
  [
    'string',
    (context, node) => {
      const value = stringValue(textOf(context, node));
      return { kind: 'text', ...at(context, node), parts: value === '' ? [] : [value] };
    },
  ],
  ['template_string', template],
  // Its pattern is a text: what code looks for in a message may stand in it.
  [
    'regex',
    (context, node) => ({
      kind: 'other',
      ...at(context, node),
      children: [{ kind: 'text', ...at(context, node), parts: [textOf(context, node)] }],
    }),
  ],
  ['meta_property', (context, node) => other(context, node)],
  ['jsx_text', (context, node) => other(context, node)],
  ['object', record],
  ['object_pattern', record],
  ['array', (context, node) => ({ kind: 'list', ...at(context, node), items: expressions(context, node) })],
  [
    'array_pattern',
    (context, node) => ({ kind: 'list', ...at(context, node), items: expressions(context, node) }),
  ],
  [
    'spread_element',
    (context, node) => ({ kind: 'spread', ...at(context, node), value: inner(context, node) }),
  ],
  [
    'rest_pattern',
    (context, node) => ({ kind: 'spread', ...at(context, node), value: inner(context, node) }),
  ],
  ['assignment_pattern', withDefault],
  ['object_assignment_pattern', withDefault],
  ['computed_property_name', keyOf],
  ['property_identifier', keyOf],
  ['private_property_identifier', keyOf],
  ['arrow_function', functionExpression],
  ['function_expression', functionExpression],
  ['generator_function', functionExpression],
  ['function_declaration', functionExpression],
  ['generator_function_declaration', functionExpression],
  ['method_definition', functionExpression],
  [
    'await_expression',
    (context, node) => ({ kind: 'await', ...at(context, node), value: inner(context, node) }),
  ],
  [
    'yield_expression',
    (context, node) => ({ kind: 'await', ...at(context, node), value: inner(context, node) }),
  ],
  ['assignment_expression', assignment],
  ['augmented_assignment_expression', assignment],
  ['update_expression', update],
  ['unary_expression', unary],
  ['binary_expression', binary],
  [
    'ternary_expression',
    (context, node) => ({
      kind: 'conditional',
      ...at(context, node),
      test: field(context, node, 'condition'),
      then: field(context, node, 'consequence'),
      otherwise: field(context, node, 'alternative'),
    }),
  ],
  ['parenthesized_expression', inner],
  ['as_expression', inner],
  ['satisfies_expression', inner],
  ['non_null_expression', inner],
  ['type_assertion', inner],
  ['instantiation_expression', inner],
]);
