import type { Node } from 'web-tree-sitter';
import type { CommentText } from '../../../facts.ts';

/** Comments of the given syntax types, without their marks: `//`, `#`, and those of block comments. */
export function commentsOfTypes(root: Node, types: readonly string[]): CommentText[] {
  return root.descendantsOfType([...types]).map((node) => {
    const written = node.text;
    const text = written.startsWith('/*')
      ? written.slice(2).replace(/\*\/$/, '')
      : written.replace(/^(?:\/\/|#)/, '');
    return { start: node.startIndex, end: node.endIndex, text };
  });
}
