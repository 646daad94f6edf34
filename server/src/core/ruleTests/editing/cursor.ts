import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Span } from '../../text.ts';

/** A step from the root of a document: to the value of a key, or to an item of a list. */
export type Step = { readonly key: string } | { readonly item: number };

/** A map around a place, and after how many steps it stands. */
export interface AroundMap {
  readonly map: YAMLMap<Node, Node | null>;
  readonly depth: number;
}

/** A word of a document: a key, or a value. */
export interface Cursor {
  readonly root: Node;
  /** To the value; of a key, to the map that holds it. */
  readonly steps: readonly Step[];
  readonly isKey: boolean;
  readonly word: Scalar;
  /** From the outermost. */
  readonly maps: readonly AroundMap[];
  /** Whether it stands between braces or brackets. */
  readonly isFlow: boolean;
}

/** A place in a document where something is being written. */
export interface TypingCursor extends Cursor {
  /** What is written so far, and would be replaced. */
  readonly typed: Span;
  /** Whether a colon follows. */
  readonly hasColon: boolean;
}

/** A letter that nobody writes. */
const marker = '\uE000';

/** The key or value that an offset touches; null where there is none. */
export function cursorAt(text: string, offset: number): Cursor | null {
  const root = rootOf(text);
  return root && find(root, (node) => touches(node, offset));
}

/**
 * The place of what is being written at an offset, in a document that need not be whole: the word there is taken out,
 * and a mark is read in its place. Null where it is not a word of its own, as in a sentence or a comment.
 */
export function typingCursorAt(text: string, offset: number): TypingCursor | null {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const before = /[\p{L}\p{N}_$][\p{L}\p{N}_.$-]*$/u.exec(text.slice(line, offset))?.[0] ?? '';
  const after = /^[\p{L}\p{N}_.$-]*/u.exec(text.slice(offset))![0];
  const typed = { start: offset - before.length, end: offset + after.length };
  const root = rootOf(text.slice(0, typed.start) + marker + text.slice(typed.end));
  const cursor = root && find(root, (node) => touches(node, typed.start));
  if (cursor?.word.value !== marker) return null;
  return { ...cursor, typed, hasColon: /^["']?[^\S\n]*:/.test(text.slice(typed.end)) };
}

function rootOf(text: string): Node | null {
  const documents = parseAllDocuments(text, { logLevel: 'silent', prettyErrors: false, merge: true });
  return Array.isArray(documents) ? ((documents[0]?.contents as Node | undefined) ?? null) : null;
}

function touches(node: Node | null, offset: number): boolean {
  const range = node?.range;
  return range !== null && range !== undefined && range[0] <= offset && offset <= range[1];
}

function find(root: Node, isThere: (node: Node | null) => boolean): Cursor | null {
  const steps: Step[] = [];
  const maps: AroundMap[] = [];
  let isFlow = false;
  const found = (word: Scalar, isKey: boolean): Cursor => ({ root, steps, isKey, word, maps, isFlow });
  for (let node: Node | null = root; ; ) {
    if (isScalar(node)) return isThere(node) ? found(node, false) : null;
    let next: Node | null = null;
    if (isMap<Node, Node | null>(node)) {
      isFlow ||= node.flow === true;
      maps.push({ map: node, depth: steps.length });
      for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
        if (!isScalar(key)) continue;
        if (isThere(key)) return found(key, true);
        if (!isThere(value)) continue;
        steps.push({ key: keyOf(key) });
        next = value;
        break;
      }
    } else if (isSeq<Node>(node)) {
      isFlow ||= node.flow === true;
      const item = node.items.findIndex(isThere);
      if (item >= 0) {
        steps.push({ item });
        next = node.items[item]!;
      }
    }
    if (next === null) return null;
    node = next;
  }
}

/** A key as it is written. */
export function keyOf({ value, source }: Scalar): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}

/** What stands behind a key of a map. */
export function valueBehind(map: YAMLMap<Node, Node | null>, key: string): Node | null {
  for (const pair of map.items) if (isScalar(pair.key) && keyOf(pair.key) === key) return pair.value;
  return null;
}

/** The text of a value; null where it is something else. */
export function textOf(node: Node | null): string | null {
  return isScalar(node) && node.value !== null ? keyOf(node).trim() : null;
}
