import type { Edit, Point, Tree } from 'web-tree-sitter';
import type { Span } from '../../text.ts';
import type { SyntaxParser } from './syntaxParser.ts';
import { changeBetween } from './textChange.ts';

/** How many syntax trees are held: those of the files that were edited last. */
const mostTrees = 4;
/** Shorter texts are parsed anew: what grammars make of broken code depends on what it was before. In characters. */
const shortest = 8_000;

interface Held {
  readonly text: string;
  /** What of the text was parsed. */
  readonly span: Span;
  readonly tree: Tree;
  readonly parser: SyntaxParser;
}

/**
 * Parses texts. Syntax trees live outside of JavaScript's memory and are given back here: those of files that
 * are being edited are held, so that the next text is parsed from there, all others at once.
 */
export class SourceTrees {
  /** The file edited last is the last. */
  readonly #held = new Map<string, Held>();

  /** @returns a tree to be deleted, or given back by {@link hold} */
  parse(uri: string, text: string, parser: SyntaxParser, span: Span): Tree {
    const part = span.start > 0 || span.end < text.length ? span : undefined;
    const held = this.#held.get(uri);
    if (held === undefined || held.parser !== parser || span.end - span.start < shortest)
      return parser.parse(text, null, part);
    this.#held.delete(uri);
    try {
      held.tree.edit(editBetween(held.text, text));
      return parser.parse(text, held.tree, part);
    } finally {
      held.tree.delete();
    }
  }

  /** For a text of which another one is likely to come soon. */
  hold(uri: string, one: Held): void {
    if (one.span.end - one.span.start < shortest) {
      one.tree.delete();
      return;
    }
    this.forget(uri);
    this.#held.set(uri, one);
    for (const other of [...this.#held.keys()].slice(0, -mostTrees)) this.forget(other);
  }

  /** Asks a tree once more, of a text that has been read. */
  again<T>(uri: string, text: string, parser: SyntaxParser, span: Span, look: (tree: Tree) => T): T {
    const held = this.#held.get(uri);
    const isIt = held?.text === text && held.parser === parser;
    if (isIt && held.span.start === span.start && held.span.end === span.end) return look(held.tree);
    const tree = parser.parse(text, null, span);
    try {
      return look(tree);
    } finally {
      tree.delete();
    }
  }

  forget(uri: string): void {
    this.#held.get(uri)?.tree.delete();
    this.#held.delete(uri);
  }
}

function editBetween(before: string, after: string): Edit {
  let { start, oldEnd: oldEndIndex, newEnd: newEndIndex } = changeBetween(before, after);
  // Neither a line break of two characters nor a character of two halves is cut.
  if (start > 0 && isFirstHalf(before.charCodeAt(start - 1))) start--;
  if (oldEndIndex < before.length && isSecondHalf(before.charCodeAt(oldEndIndex))) {
    oldEndIndex++;
    newEndIndex++;
  }
  const edit: Omit<Edit, 'editPoint' | 'editRange'> = {
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEndIndex),
    newEndPosition: pointAt(after, newEndIndex),
  };
  // The class only adds methods that nobody calls here, and importing it would load the library.
  return edit as Edit;
}

/** As grammars count: lines end with a line feed alone. */
function pointAt(text: string, offset: number): Point {
  let row = 0;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', start)) {
    row++;
    start = at + 1;
  }
  return { row, column: offset - start };
}

function isFirstHalf(unit: number): boolean {
  return (unit >= 0xd800 && unit < 0xdc00) || unit === 13;
}

function isSecondHalf(unit: number): boolean {
  return (unit >= 0xdc00 && unit < 0xe000) || unit === 10;
}
