import type { Node } from 'web-tree-sitter';
import type { FieldSyntax, FunctionSyntax, Statement, Syntax } from '../../tree.ts';
import { nameless } from '../shared/functions.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, field } from '../shared/nodes.ts';
import { argumentsOf } from './calls.ts';
import { declarations } from './declarations.ts';
import { expression } from './expressions.ts';
import { method, parametersOf } from './functions.ts';
import { modifiersOf, plain } from './names.ts';
import { propertyMembers } from './properties.ts';
import { statement } from './statements.ts';

/** A declaration in a class is one unit, and may make several members: `int a, b;`, a property. */
export interface MemberGroup extends Syntax {
  readonly kind: 'members';
  readonly functions: readonly FunctionSyntax[];
  readonly fields: readonly FieldSyntax[];
}

export function declaredBy(node: Node, at: Lowering): Pick<MemberGroup, 'functions' | 'fields'> {
  switch (node.type) {
    case 'method_declaration':
    case 'constructor_declaration':
    case 'destructor_declaration':
    case 'operator_declaration':
    case 'conversion_operator_declaration':
      return { functions: [at.unit(node, (inner) => method(node, inner))], fields: [] };
    case 'field_declaration':
      return group(node, at, (inner) => ({ functions: [], fields: fieldsOf(node, inner) }));
    case 'enum_member_declaration':
      return group(node, at, (inner) => ({ functions: [], fields: enumMember(node, inner) }));
    case 'property_declaration':
    case 'indexer_declaration':
    case 'event_declaration':
      return group(node, at, (inner) => propertyMembers(node, inner));
    case 'global_statement':
    case 'expression_statement':
    case 'local_declaration_statement':
    case 'if_statement':
    case 'try_statement':
      return group(node, at, (inner) => ({ functions: [loose(node, inner)], fields: [] }));
    default:
      return { functions: [], fields: [] };
  }
}

function group(
  node: Node,
  at: Lowering,
  lower: (at: Lowering) => Pick<MemberGroup, 'functions' | 'fields'>,
): MemberGroup {
  return at.unit<MemberGroup>(node, (inner) => ({ kind: 'members', ...lower(inner), ...inner.place(node) }));
}

function fieldsOf(node: Node, at: Lowering): FieldSyntax[] {
  const { isStatic, isConstant } = modifiersOf(node, at);
  const declaration = childOfType(node, 'variable_declaration');
  if (!declaration) return [];
  return declarations(declaration, isConstant, at).flatMap((declared): FieldSyntax[] => {
    const { target, type, value, anchor, start, end } = declared;
    if (target.kind !== 'name-pattern') return [];
    return [{ kind: 'field', name: target.name, type, value, isStatic, isConstant, anchor, start, end }];
  });
}

function enumMember(node: Node, at: Lowering): FieldSyntax[] {
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (!name) return [];
  return [
    {
      kind: 'field',
      name: plain(at.textOf(name)),
      type: null,
      value: value && expression(value, at),
      isStatic: true,
      isConstant: true,
      ...at.place(node),
    },
  ];
}

/** A statement that half-typed code has put between the members. */
function loose(node: Node, at: Lowering): FunctionSyntax {
  return { ...nameless(node, at), body: at.block(node, statement(node, at)) };
}

/** `class A(HttpClient http) : B(http)` and records: parameters that are there in all of the class. */
export function primaryConstructor(node: Node, at: Lowering): FunctionSyntax | null {
  const list = childOfType(node, 'parameter_list');
  if (!list) return null;
  const bases = childOfType(node, 'base_list');
  // Records have a node for `B(http)`, classes have its two parts.
  const base = bases && (childOfType(bases, 'primary_constructor_base_type') ?? bases);
  const args = base && childOfType(base, 'argument_list');
  const whole = {
    startIndex: list.startIndex,
    endIndex: (args ?? list).endIndex,
    type: 'primary_constructor',
  };
  return at.unit(whole, (inner) => ({
    ...nameless(whole, inner),
    name: 'constructor',
    parameters: parametersOf(list, inner, true),
    body: inner.block(whole, base && args ? [baseCall(base, args, inner)] : []),
  }));
}

function baseCall(base: Node, args: Node, at: Lowering): Statement {
  const call = at.call(base, at.name(base, 'super'), argumentsOf(args, at), base);
  return { kind: 'expression', expression: call, ...at.place(base) };
}
