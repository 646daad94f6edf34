import type { Tree } from 'web-tree-sitter';
import type { GrammarName } from './language.ts';

/** A loaded grammar. The core gets it from outside, as it reads no files and waits for nothing. */
export interface SyntaxParser {
  readonly grammar: GrammarName;
  /**
   * @param before the tree of an earlier text, already told of the edit: makes parsing quick
   * @returns a tree that holds memory of its own: whoever asks calls `delete()`
   */
  parse(text: string, before: Tree | null): Tree;
}
