import type { Tree } from 'web-tree-sitter';
import type { Span } from '../../text.ts';
import type { GrammarName } from './language.ts';

/** A loaded grammar. The core gets it from outside, as it reads no files and waits for nothing. */
export interface SyntaxParser {
  readonly grammar: GrammarName;
  /**
   * @param before the tree of an earlier text, already told of the edit: makes parsing quick
   * @param part what of the text is parsed, as if there were nothing else; without: all of it
   * @returns a tree that holds memory of its own: whoever asks calls `delete()`
   */
  parse(text: string, before: Tree | null, part?: Span): Tree;
}
