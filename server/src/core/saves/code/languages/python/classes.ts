import type { ClassStatement, Expression, FieldSyntax, FunctionSyntax, Statement } from '../../tree.ts';
import { decoratorsOf, functionSyntax } from './functions.ts';
import type { Scope } from './scope.ts';
import { fieldOf, type PythonNode } from './syntax.ts';
import { isFinal, typeName } from './types.ts';

/** What stands in a class. */
export interface Members {
  readonly functions: FunctionSyntax[];
  readonly fields: FieldSyntax[];
  readonly classes: ClassStatement[];
}

/** A definition that may have decorators: `whole` is with them. */
export function definitionOf(whole: PythonNode): PythonNode {
  return whole.type === 'decorated_definition' ? (fieldOf(whole, 'definition') ?? whole) : whole;
}

/** A class within a unit. */
export function classStatement(whole: PythonNode, scope: Scope): ClassStatement {
  const node = definitionOf(whole);
  const members: Members = { functions: [], fields: [], classes: [] };
  const outerSelf = scope.self;
  scope.self = null;
  for (const child of fieldOf(node, 'body')?.children ?? []) addMember(child, members, scope);
  scope.self = outerSelf;
  return classOf(whole, members, scope);
}

/** A class of its head and of members that have been lowered already. */
export function classOf(whole: PythonNode, members: Members, scope: Scope): ClassStatement {
  const node = definitionOf(whole);
  const name = fieldOf(node, 'name');
  const bases = (fieldOf(node, 'superclasses')?.children ?? [])
    .filter((child) => child.type !== 'keyword_argument')
    .map((child) => (child.type === 'subscript' ? (fieldOf(child, 'value') ?? child) : child))
    .filter((child) => child.type === 'identifier' || child.type === 'attribute')
    .map((child) => scope.textOf(child));
  return {
    kind: 'class',
    name: name ? scope.textOf(name) : '',
    bases,
    ...members,
    annotations: decoratorsOf(whole, scope),
    ...scope.place(whole),
  };
}

/** Statements around members (`if`, `try`) are looked into; what else runs with the class is a function without a name. */
export function addMember(node: PythonNode, members: Members, scope: Scope): void {
  const definition = definitionOf(node);
  if (definition.type === 'function_definition') {
    const lowered = scope.deeper(() => functionSyntax(definition, { whole: node, inClass: true }, scope));
    if (lowered) members.functions.push(lowered);
  } else if (definition.type === 'class_definition') {
    const lowered = scope.deeper(() => classStatement(node, scope));
    if (lowered) members.classes.push(lowered);
  } else if (node.type === 'expression_statement') {
    const fields = fieldsOfStatement(node, scope);
    members.fields.push(...fields);
    const statements = fields.length > 0 ? [] : scope.statements([node]);
    if (statements.length > 0) members.functions.push(initializer(node, statements, scope));
  } else if (/_statement$|_clause$|^block$|^ERROR$/.test(node.type)) {
    for (const child of node.children) scope.deeper(() => addMember(child, members, scope));
  }
}

function initializer(node: PythonNode, statements: readonly Statement[], scope: Scope): FunctionSyntax {
  return {
    kind: 'function-syntax',
    name: '',
    nameAt: scope.place(node),
    parameters: [],
    body: scope.block(node, statements),
    isAsync: false,
    isStatic: true,
    isGetter: false,
    returnType: null,
    annotations: [],
    ...scope.place(node),
  };
}

/** `name = value`, `name: Type = value`, `name: Type`, `first = second = value`. */
function fieldsOfStatement(statement: PythonNode, scope: Scope): FieldSyntax[] {
  const names: PythonNode[] = [];
  let node = statement.children[0];
  let hint: PythonNode | null = null;
  while (node?.type === 'assignment') {
    const left = fieldOf(node, 'left');
    if (left) names.push(left);
    hint ??= fieldOf(node, 'type');
    node = fieldOf(node, 'right') ?? undefined;
  }
  if (names.length === 0) return [];
  const value: Expression | null = node ? scope.expression(node, statement) : null;
  const type = hint && scope.textOf(hint);
  return names
    .filter((name) => name.type === 'identifier')
    .map((name) => ({
      kind: 'field',
      name: scope.textOf(name),
      type: type && typeName(type),
      value,
      isStatic: value !== null,
      isConstant: type !== null && isFinal(type),
      ...scope.place(statement),
    }));
}

export function isDefinition(node: PythonNode): boolean {
  return definitionOf(node).type === 'class_definition' || definitionOf(node).type === 'function_definition';
}

/** A class or function that stands among statements. */
export function definitionStatement(whole: PythonNode, scope: Scope): Statement {
  const node = definitionOf(whole);
  if (node.type === 'class_definition') return classStatement(whole, scope);
  const definition = functionSyntax(node, { whole, inClass: false }, scope);
  return { kind: 'function-statement', definition, ...scope.place(whole) };
}
