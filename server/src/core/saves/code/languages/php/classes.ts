import type { Node } from 'web-tree-sitter';
import type { ClassStatement, FieldSyntax, FunctionSyntax } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { expression } from './expressions.ts';
import { functionOf } from './functions.ts';
import { dotted, plainName, typeName } from './names.ts';

interface Members {
  readonly bases: string[];
  readonly functions: FunctionSyntax[];
  readonly fields: FieldSyntax[];
}

/** A class, trait, interface or enum. Its methods, properties and constants are units of their own. */
export function classDeclaration(node: Node, at: Lowering): ClassStatement {
  const name = field(node, 'name');
  const members: Members = { bases: [], functions: [], fields: [] };
  for (const clause of childrenOfType(node, 'base_clause', 'class_interface_clause')) {
    members.bases.push(...inside(clause).map((base) => dotted(at.textOf(base))));
  }
  addMembers(field(node, 'body'), members, at);
  return {
    kind: 'class',
    name: name ? at.textOf(name) : '',
    ...members,
    classes: [],
    annotations: [],
    ...at.place(node),
  };
}

function addMembers(body: Node | null, members: Members, at: Lowering): void {
  for (const node of body ? inside(body) : []) {
    switch (node.type) {
      case 'method_declaration':
        members.functions.push(at.unit(node, (inner) => functionOf(node, inner)));
        break;
      case 'use_declaration':
        members.bases.push(
          ...childrenOfType(node, 'name', 'qualified_name').map((name) => dotted(at.textOf(name))),
        );
        break;
      case 'const_declaration':
      case 'property_declaration':
        addFields(node, members, at);
        break;
      case 'enum_case':
        members.fields.push(at.unit(node, (inner) => constant(node, node, true, inner)));
        break;
      case 'ERROR':
        at.deeper(() => addMembers(node, members, at));
        break;
    }
  }
}

/** Each declaration is a unit; where it declares several, each of them is one. */
function addFields(node: Node, members: Members, at: Lowering): void {
  const isConstant = node.type === 'const_declaration';
  const elements = childrenOfType(node, isConstant ? 'const_element' : 'property_element');
  for (const element of elements) {
    const unit = elements.length === 1 ? node : element;
    members.fields.push(at.unit(unit, (inner) => constant(unit, element, isConstant, inner)));
  }
}

function constant(unit: Node, element: Node, isConstant: boolean, at: Lowering): FieldSyntax {
  const children = inside(element);
  const name = field(element, 'name') ?? children[0] ?? element;
  const value =
    field(element, 'default_value') ?? field(element, 'value') ?? (isConstant ? (children[1] ?? null) : null);
  return {
    kind: 'field',
    name: plainName(name, at),
    type: unit === element ? null : typeName(field(unit, 'type'), at),
    value: value && expression(value, at),
    isStatic: isConstant || childOfType(unit, 'static_modifier') !== null,
    isConstant,
    ...at.place(unit),
  };
}
