import type { Node } from 'web-tree-sitter';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';

/** A type's name as written, without its arguments, arrays and `?`; null for `var` and what is no name. */
export function typeName(node: Node | null, at: Lowering): string | null {
  switch (node?.type) {
    case 'array_type':
    case 'nullable_type':
    case 'ref_type':
    case 'scoped_type':
    case 'pointer_type':
    case 'primary_constructor_base_type':
      return typeName(field(node, 'type'), at);
    case 'generic_name':
      return typeName(node.namedChildren[0] ?? null, at);
    case 'qualified_name': {
      const qualifier = typeName(field(node, 'qualifier'), at);
      const name = typeName(field(node, 'name'), at);
      return qualifier && name ? `${qualifier}.${name}` : name;
    }
    case 'alias_qualified_name':
      return typeName(field(node, 'name'), at);
    case 'identifier':
    case 'predefined_type':
      return plain(at.textOf(node));
    default:
      return null;
  }
}

/** `['Lead']` of `List<Lead>`, as a part of a node; nothing of a type without arguments. */
export function typeArguments(node: Node | null, at: Lowering): { typeArguments?: readonly string[] } {
  const list = node?.type === 'generic_name' ? childOfType(node, 'type_argument_list') : null;
  const names = list ? list.namedChildren.flatMap((child) => typeName(child, at) ?? []) : [];
  return names.length > 0 ? { typeArguments: names } : {};
}

/** `@class` is the name `class`. */
export function plain(name: string): string {
  return name.startsWith('@') ? name.slice(1) : name;
}

export function baseNames(list: Node | null, at: Lowering): readonly string[] {
  return list ? list.namedChildren.flatMap((child) => typeName(child, at) ?? []) : [];
}

export interface Modifiers {
  readonly isStatic: boolean;
  readonly isConstant: boolean;
  readonly isAsync: boolean;
  /** As written, without their arguments. */
  readonly annotations: readonly string[];
}

export function modifiersOf(node: Node, at: Lowering): Modifiers {
  const words = childrenOfType(node, 'modifier').map((child) => at.textOf(child));
  const annotations = childrenOfType(node, 'attribute_list').flatMap((list) =>
    childrenOfType(list, 'attribute').flatMap(
      (attribute) => typeName(field(attribute, 'name'), at)?.replace(/^.*\./, '') ?? [],
    ),
  );
  return {
    isStatic: words.includes('static') || words.includes('const'),
    isConstant: words.includes('readonly') || words.includes('const'),
    isAsync: words.includes('async'),
    annotations,
  };
}

/** Attributes, `partial`, and `abstract` of interfaces too. */
export function annotationsOfType(node: Node, at: Lowering): readonly string[] {
  const words = childrenOfType(node, 'modifier').map((child) => at.textOf(child));
  return [
    ...modifiersOf(node, at).annotations,
    ...(words.includes('partial') ? ['partial'] : []),
    ...(words.includes('abstract') || node.type === 'interface_declaration' ? ['abstract'] : []),
  ];
}

/** What stands in a node that holds one expression; `this` and `base` have no name in the grammar. */
export function onlyChild(node: Node): Node | null {
  return inside(node).at(-1) ?? node.children.find(({ type }) => type === 'this' || type === 'base') ?? null;
}
