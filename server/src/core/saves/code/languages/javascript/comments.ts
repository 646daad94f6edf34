import type { Node } from 'web-tree-sitter';
import type { CommentText } from '../../../facts.ts';

/** Comments of a whole file, without their marks. */
export function comments(root: Node): readonly CommentText[] {
  return root.descendantsOfType(['comment', 'html_comment']).map((node) => ({
    start: node.startIndex,
    end: node.endIndex,
    text: withoutMarks(node.text),
  }));
}

function withoutMarks(written: string): string {
  if (written.startsWith('/*')) return written.slice(2, written.endsWith('*/') ? -2 : undefined);
  return written.replace(/^(?:\/\/|<!--|-->)/, '');
}
