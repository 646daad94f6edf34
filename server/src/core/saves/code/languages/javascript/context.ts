import type { Anchor, Place } from '../../../../text.ts';
import { partOf } from '../../textPart.ts';
import type { Expression, OtherExpression } from '../../tree.ts';
import type { Concrete } from '../concrete.ts';

/** What is known while one unit is lowered. */
export interface Context {
  /** The whole file. */
  readonly text: string;
  readonly anchor: Anchor;
  /** Offset of the anchor while lowering. */
  readonly base: number;
  /** How many expressions and statements stand around the one that is lowered. */
  depth: number;
  /** Whether bodies of functions are wanted. */
  readonly readsBodies: boolean;
}

/** Deeper code is written by programs. Whoever walks through the tree may do so by recursion. */
export const deepest = 200;

export function at(context: Context, node: Concrete): { anchor: Anchor; start: number; end: number } {
  return { anchor: context.anchor, start: node.start - context.base, end: node.end - context.base };
}

export function placeOf(context: Context, node: Concrete): Place {
  return at(context, node);
}

export function textOf(context: Context, node: Concrete): string {
  return partOf(context.text, node.start, node.end);
}

export function other(
  context: Context,
  node: Concrete,
  children: readonly Expression[] = [],
): OtherExpression {
  return { kind: 'other', ...at(context, node), children };
}

/** Text without type arguments and line breaks, as far as names go: `Base<T>` is `Base`. */
export function withoutTypeArguments(text: string): string {
  let depth = 0;
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === '<') depth++;
    else if (character === '>' && text[index - 1] !== '=') depth = Math.max(0, depth - 1);
    else if (depth === 0) result += character;
  }
  return result.trim();
}
