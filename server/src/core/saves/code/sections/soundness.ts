import type { Node } from 'web-tree-sitter';
import type { Span } from '../../../text.ts';
import { bracket, type Soundness, sound } from './model.ts';

/** What a section of a text is by itself, by its tree. */
export function soundnessOf(root: Node, text: string, { start, end }: Span): Soundness {
  if (!root.hasError) return sound;
  const own = text.slice(start, end);
  let { opens, closes } = bracketsIn(root);
  // Comments are no brackets of the tree: one that is not closed is an error.
  if (own.lastIndexOf('/*') > own.lastIndexOf('*/')) opens |= bracket.comment;
  if (own.includes('*/')) closes |= bracket.comment;
  if (own.includes('</')) {
    opens |= bracket.element;
    closes |= bracket.element;
  }
  return { isSound: false, opens, closes, isOpenEnded: !/[;}]$/.test(withoutComments(own)) };
}

/**
 * Whether sections are as broken as they are because they belong together: what one opens another closes. One that is
 * broken by itself, and ends where a statement ends, is broken among others, too.
 */
export function belongTogether(sections: readonly Soundness[]): boolean {
  let opens = 0;
  for (const one of sections) {
    if (one.isSound) continue;
    if ((opens & one.closes) !== 0) return true;
    opens |= one.opens;
  }
  return false;
}

const opening: Readonly<Record<string, number>> = {
  '{': bracket.brace,
  '${': bracket.brace,
  '(': bracket.parenthesis,
  '[': bracket.square,
};
const closing: Readonly<Record<string, number>> = {
  '}': bracket.brace,
  ')': bracket.parenthesis,
  ']': bracket.square,
};

function bracketsIn(root: Node): { readonly opens: number; readonly closes: number } {
  const open = new Map<number, number>();
  let closes = 0;
  let backticks = 0;
  const cursor = root.walk();
  try {
    for (let isMore = true; isMore; isMore = next(cursor)) {
      const type = cursor.nodeType;
      if (cursor.nodeIsNamed || cursor.nodeIsMissing) continue;
      if (type === '`') backticks++;
      const opened = opening[type];
      if (opened !== undefined) open.set(opened, (open.get(opened) ?? 0) + 1);
      const closed = closing[type];
      if (closed === undefined) continue;
      const left = open.get(closed) ?? 0;
      if (left > 0) open.set(closed, left - 1);
      else closes |= closed;
    }
  } finally {
    cursor.delete();
  }
  let opens = 0;
  for (const [kind, count] of open) if (count > 0) opens |= kind;
  const odd = backticks % 2 === 1 ? bracket.backtick : 0;
  return { opens: opens | odd, closes: closes | odd };
}

function next(cursor: ReturnType<Node['walk']>): boolean {
  if (cursor.gotoFirstChild()) return true;
  while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return false;
  return true;
}

/** Without the white space and the comments at its end. */
function withoutComments(text: string): string {
  let rest = text.trimEnd();
  for (;;) {
    const line = rest.lastIndexOf('\n') + 1;
    if (rest.endsWith('*/') && rest.includes('/*')) rest = rest.slice(0, rest.lastIndexOf('/*')).trimEnd();
    else if (/^\s*\/\//.test(rest.slice(line))) rest = rest.slice(0, line).trimEnd();
    else return rest;
  }
}
