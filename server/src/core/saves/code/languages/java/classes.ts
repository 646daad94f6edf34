import type { Node } from 'web-tree-sitter';
import type { ClassStatement, FieldSyntax, FunctionSyntax, Syntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field, inside } from '../shared/nodes.ts';
import { argumentsOf, expression } from './expressions.ts';
import { initializer, method } from './functions.ts';
import { annotationsOfType, modifiersOf, typeList, typeName } from './names.ts';
import { recordMembers } from './records.ts';
import { statement } from './statements.ts';

/** `int a = 1, b;` is one unit with two fields. */
interface Fields extends Syntax {
  readonly kind: 'fields';
  readonly fields: readonly FieldSyntax[];
}

interface Members {
  readonly functions: FunctionSyntax[];
  readonly fields: FieldSyntax[];
  readonly classes: ClassStatement[];
}

/** A class, interface, enum or record. Its methods and fields are units of their own. */
export function classDeclaration(node: Node, at: Lowering): ClassStatement {
  const name = field(node, 'name');
  const members: Members = { functions: [], fields: [], classes: [] };
  const body = field(node, 'body');
  const className = name ? at.textOf(name) : '';
  if (body) addMembers(body, className, members, at);
  if (node.type === 'record_declaration') recordMembers(node, members, at);
  return {
    kind: 'class',
    name: className,
    bases: [
      ...typeList(field(node, 'superclass'), at),
      ...typeList(field(node, 'interfaces'), at),
      ...typeList(childOfType(node, 'extends_interfaces'), at),
    ],
    ...members,
    annotations: annotationsOfType(node, at),
    ...at.place(node),
  };
}

function addMembers(body: Node, className: string, members: Members, at: Lowering): void {
  for (const child of inside(body)) {
    switch (child.type) {
      case 'method_declaration':
      case 'constructor_declaration':
        members.functions.push(at.unit(child, (inner) => method(child, inner)));
        break;
      case 'block':
      case 'static_initializer':
        members.functions.push(at.unit(child, (inner) => initializer(child, inner)));
        break;
      case 'field_declaration':
      case 'constant_declaration':
        members.fields.push(...at.unit(child, (inner) => fields(child, inner)).fields);
        break;
      case 'class_declaration':
      case 'interface_declaration':
      case 'enum_declaration':
      case 'record_declaration':
        at.deeper(() => members.classes.push(classDeclaration(child, at)));
        break;
      case 'enum_constant':
        addConstant(child, className, members, at);
        break;
      case 'enum_body_declarations':
        addMembers(child, className, members, at);
        break;
      case 'ERROR':
        at.deeper(() => addMembers(child, className, members, at));
        break;
      case 'local_variable_declaration':
      case 'expression_statement':
        members.functions.push(loose(child, at));
        break;
    }
  }
}

function fields(node: Node, at: Lowering): Fields {
  const type = typeName(field(node, 'type'), at);
  const { isStatic, isFinal } = modifiersOf(node, at);
  const ofInterface = node.type === 'constant_declaration';
  const declared = node.childrenForFieldName('declarator').flatMap((declarator): FieldSyntax[] => {
    const name = declarator && field(declarator, 'name');
    if (!name) return [];
    const value = field(declarator, 'value');
    return [
      {
        kind: 'field',
        name: at.textOf(name),
        type,
        value: value && expression(value, at),
        isStatic: isStatic || ofInterface,
        isConstant: isFinal || ofInterface,
        ...at.place(declarator),
      },
    ];
  });
  return { kind: 'fields', fields: declared, ...at.place(node) };
}

/** `LEAD("Lead")` is a constant that holds an object of the enum. */
function addConstant(node: Node, className: string, members: Members, at: Lowering): void {
  const name = field(node, 'name');
  if (!name) return;
  const args = argumentsOf(field(node, 'arguments'), at);
  members.fields.push({
    kind: 'field',
    name: at.textOf(name),
    type: className,
    value: at.call(node, at.name(name, className), args, name, true),
    isStatic: true,
    isConstant: true,
    ...at.place(node),
  });
  const body = field(node, 'body');
  if (body) addMembers(body, className, members, at);
}

/** A statement that half-typed code has put between the members. */
function loose(node: Node, at: Lowering): FunctionSyntax {
  return at.unit(node, (inner) => ({
    ...nameless(node, inner),
    body: inner.block(node, statement(node, inner)),
  }));
}
