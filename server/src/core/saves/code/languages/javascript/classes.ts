import type { ClassStatement, Expression, FieldSyntax, FunctionSyntax } from '../../tree.ts';
import { type Concrete, child, has, named } from '../concrete.ts';
import { at, type Context, other, textOf, withoutTypeArguments } from './context.ts';
import { expression } from './expressions.ts';
import { functionSyntax, propertyName } from './functions.ts';
import { allStatements } from './statements.ts';
import { typeOf } from './types.ts';

/** A class inside of other code. Those of the top level are put together of units: see topLevel.ts. */
export function classStatement(context: Context, node: Concrete, name = child(node, 'name')): ClassStatement {
  const functions: FunctionSyntax[] = [];
  const fields: FieldSyntax[] = [];
  const body = child(node, 'body');
  let decorators: Concrete[] = [];
  for (const part of body ? named(body) : []) {
    // TypeScript's grammar has the decorators of a method before it, not in it.
    if (part.type === 'decorator') {
      decorators.push(part);
      continue;
    }
    const member = classMember(context, part, decorators);
    decorators = [];
    if (member?.kind === 'field') fields.push(member);
    else if (member) functions.push(member);
  }
  return {
    kind: 'class',
    ...at(context, node),
    name: name ? textOf(context, name) : '',
    bases: basesOf(context, node),
    functions,
    fields,
    classes: [],
    annotations: annotationsOf(context, node.children),
  };
}

export function basesOf(context: Context, node: Concrete): string[] {
  const heritage = node.children.find((part) => part.type === 'class_heritage');
  if (!heritage) return [];
  return named(heritage).flatMap((clause) => {
    const parts =
      clause.type === 'extends_clause' ? named(clause).filter((part) => part.field === 'value') : [clause];
    return parts.flatMap((part) =>
      part.type === 'implements_clause'
        ? withoutTypeArguments(textOf(context, part).replace(/^implements\s/, ''))
            .split(',')
            .map((one) => one.trim())
        : [withoutTypeArguments(textOf(context, part))],
    );
  });
}

/** Decorators by name: `Test` of `@Test()`. */
export function annotationsOf(context: Context, parts: readonly Concrete[]): string[] {
  return parts.flatMap((part) =>
    part.type === 'decorator'
      ? [
          textOf(context, part)
            .replace(/^@\s*/, '')
            .replace(/[\s(<][\s\S]*$/, ''),
        ]
      : [],
  );
}

/** Lowers a member of a class; null for what is none. */
export function classMember(
  context: Context,
  node: Concrete,
  decorators: readonly Concrete[],
): FunctionSyntax | FieldSyntax | null {
  switch (node.type) {
    case 'method_definition':
    case 'method_signature':
    case 'abstract_method_signature':
      return functionSyntax(context, node, annotationsOf(context, [...decorators, ...node.children]));
    case 'public_field_definition':
    case 'field_definition':
      return field(context, node);
    case 'class_static_block':
    // Unfinished code in a class is looked at as if it ran with it.
    case 'ERROR':
      return namelessBlock(context, node);
    default:
      return null;
  }
}

function field(context: Context, node: Concrete): FieldSyntax {
  const name = child(node, 'name') ?? child(node, 'property');
  const value = child(node, 'value');
  return {
    kind: 'field',
    ...at(context, node),
    name: name ? propertyName(context, name) : '',
    type: typeOf(context, node),
    value: value && expression(context, value),
    isStatic: has(node, 'static'),
    isConstant: has(node, 'readonly'),
  };
}

/** A block that runs with the class is a function without a name. */
function namelessBlock(context: Context, node: Concrete): FunctionSyntax {
  const body = child(node, 'body') ?? node;
  const where = at(context, node);
  return {
    kind: 'function-syntax',
    ...where,
    name: '',
    nameAt: { ...where, end: where.start },
    parameters: [],
    body: context.readsBodies
      ? { kind: 'block', ...at(context, body), statements: allStatements(context, body.children) }
      : null,
    isAsync: false,
    isStatic: true,
    isGetter: false,
    returnType: null,
    annotations: [],
  };
}

/** A class in the middle of an expression: what stands in it is looked at. */
export function classExpression(context: Context, node: Concrete): Expression {
  const { functions, fields } = classStatement(context, node);
  const values = fields.flatMap(({ value }) => (value ? [value] : []));
  const methods = functions.map((definition): Expression => {
    const { anchor, start, end } = definition;
    return { kind: 'function', anchor, start, end, definition };
  });
  return other(context, node, [...values, ...methods]);
}
