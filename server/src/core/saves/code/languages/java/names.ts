import type { Node } from 'web-tree-sitter';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field } from '../shared/nodes.ts';

/** A type's name as written, without its arguments, arrays and annotations; null for `var` and what is no name. */
export function typeName(node: Node | null, at: Lowering): string | null {
  switch (node?.type) {
    case 'array_type':
      return typeName(field(node, 'element'), at);
    case 'generic_type':
    case 'annotated_type':
      return typeName(
        node.namedChildren.find((child) => !/annotation|type_arguments/.test(child.type)) ?? null,
        at,
      );
    case 'scoped_type_identifier':
      return at
        .textOf(node)
        .replace(/<[^>]*>+|@\w+/g, '')
        .replace(/\s+/g, '');
    case 'type_identifier': {
      const name = at.textOf(node);
      return name === 'var' ? null : name;
    }
    case 'integral_type':
    case 'floating_point_type':
    case 'boolean_type':
    case 'void_type':
      return at.textOf(node);
    default:
      return null;
  }
}

/** `['Lead']` of `List<Lead>`, as a part of a node; nothing of a type without arguments. */
export function typeArguments(node: Node | null, at: Lowering): { typeArguments?: readonly string[] } {
  const list = node?.type === 'generic_type' ? childOfType(node, 'type_arguments') : null;
  const names = list ? list.namedChildren.flatMap((child) => typeName(child, at) ?? []) : [];
  return names.length > 0 ? { typeArguments: names } : {};
}

/** Names of `extends` and `implements`, as written. */
export function typeList(node: Node | null, at: Lowering): readonly string[] {
  if (!node) return [];
  const list = childOfType(node, 'type_list') ?? node;
  return list.namedChildren.flatMap((child) => typeName(child, at) ?? []);
}

export interface Modifiers {
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  /** Simple names. */
  readonly annotations: readonly string[];
}

export function modifiersOf(node: Node, at: Lowering): Modifiers {
  const modifiers = childOfType(node, 'modifiers');
  if (!modifiers) return { isStatic: false, isFinal: false, annotations: [] };
  const words = modifiers.children.map((child) => child.type);
  return {
    isStatic: words.includes('static'),
    isFinal: words.includes('final'),
    annotations: childrenOfType(modifiers, 'annotation', 'marker_annotation').flatMap((annotation) => {
      const name = field(annotation, 'name');
      return name ? [at.textOf(name).replace(/^.*\./s, '')] : [];
    }),
  };
}

/** Annotations, and `abstract`, of interfaces too. */
export function annotationsOfType(node: Node, at: Lowering): readonly string[] {
  const words = childOfType(node, 'modifiers')?.children.map((child) => child.type) ?? [];
  const isAbstract = words.includes('abstract') || node.type === 'interface_declaration';
  const { annotations } = modifiersOf(node, at);
  return isAbstract ? [...annotations, 'abstract'] : annotations;
}
