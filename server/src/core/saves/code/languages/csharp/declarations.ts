import type { Node } from 'web-tree-sitter';
import type { DeclareStatement, Pattern } from '../../tree.ts';
import type { Lowering } from '../shared/lowering.ts';
import { childOfType, childrenOfType, field, inside } from '../shared/nodes.ts';
import { ofType } from './creation.ts';
import { expression } from './expressions.ts';
import { modifiersOf, plain, typeName } from './names.ts';

/** `var a = 1, b = 2;`, also with `using` before it, which closes at the end of the block. */
export function localDeclaration(node: Node, at: Lowering): DeclareStatement[] {
  const { isConstant } = modifiersOf(node, at);
  return childrenOfType(node, 'variable_declaration').flatMap((child) => declarations(child, isConstant, at));
}

export function declarations(node: Node, isConstant: boolean, at: Lowering): DeclareStatement[] {
  const typeNode = field(node, 'type');
  const type = typeName(typeNode, at);
  return childrenOfType(node, 'variable_declarator').flatMap((declarator): DeclareStatement[] => {
    const target = targetOf(declarator, at);
    if (!target) return [];
    const value = declaredValue(declarator);
    return [
      {
        kind: 'declare',
        target,
        type,
        value: value && ofType(typeNode, expression(value, at), at),
        isConstant,
        ...at.place(declarator),
      },
    ];
  });
}

/** What stands behind `=`. */
export function declaredValue(declarator: Node): Node | null {
  const equals = declarator.children.find(({ type }) => type === '=');
  return (equals && inside(declarator).find(({ startIndex }) => startIndex >= equals.endIndex)) ?? null;
}

function targetOf(declarator: Node, at: Lowering): Pattern | null {
  const name = field(declarator, 'name');
  if (name) return at.namePattern(name, plain(at.textOf(name)));
  const tuple = childOfType(declarator, 'tuple_pattern');
  return tuple && pattern(tuple, at);
}

/** A name, or names in parentheses. */
export function pattern(node: Node, at: Lowering): Pattern {
  if (node.type === 'identifier') return at.namePattern(node, plain(at.textOf(node)));
  if (node.type !== 'tuple_pattern' && node.type !== 'tuple_expression') {
    return { kind: 'expression-pattern', expression: expression(node, at), ...at.place(node) };
  }
  const items = inside(node).map((item) => {
    if (item.type === 'discard') return null;
    const inner = item.type === 'argument' ? (inside(item).at(-1) ?? item) : item;
    const name = inner.type === 'declaration_expression' ? field(inner, 'name') : null;
    return pattern(name ?? inner, at);
  });
  return { kind: 'list-pattern', items, ...at.place(node) };
}
