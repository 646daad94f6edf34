import type { Node } from 'web-tree-sitter';

const comments: ReadonlySet<string> = new Set(['comment', 'line_comment', 'block_comment']);

/** The first child of one of the types; null if there is none. */
export function childOfType(node: Node, ...types: readonly string[]): Node | null {
  return node.namedChildren.find((child) => types.includes(child.type)) ?? null;
}

export function childrenOfType(node: Node, ...types: readonly string[]): readonly Node[] {
  return node.namedChildren.filter((child) => types.includes(child.type));
}

export function field(node: Node, name: string): Node | null {
  return node.childForFieldName(name);
}

/** Whether a keyword or operator is a child itself: `static`, `async`, `throw`. */
export function hasToken(node: Node, token: string): boolean {
  return node.children.some((child) => child.type === token);
}

/** Named children without comments, which grammars allow everywhere, and without errors that hold only marks. */
export function inside(node: Node): readonly Node[] {
  return node.namedChildren.filter(
    (child) => !comments.has(child.type) && !(child.type === 'ERROR' && child.namedChildCount === 0),
  );
}
