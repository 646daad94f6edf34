import type { BlockStatement } from '../tree.ts';

/**
 * How the top level of a language is read section by section. What is broken in one section (a bracket that somebody
 * has just opened) does not reach the others, and only the section that was edited is parsed. The language lowers
 * children of the root one by one, and looks at nothing else of it.
 */
export interface Sections {
  /**
   * Where statements of the top level begin, as far as lines tell: offsets, in order. They are held against what the
   * grammar makes of the text, so that a line in a comment or a text does no harm.
   */
  startsIn(text: string): readonly number[];
}

/** The statements of a section. */
export interface Section extends BlockStatement {
  readonly soundness: Soundness;
}

/** What the text of a section is by itself. */
export interface Soundness {
  readonly isSound: boolean;
  /** Brackets and quotes that it opens and does not close, and closes and has not opened: see {@link bracket}. */
  readonly opens: number;
  readonly closes: number;
  /** More may belong to its last statement. */
  readonly isOpenEnded: boolean;
}

export const bracket = {
  brace: 1,
  parenthesis: 2,
  square: 4,
  backtick: 8,
  comment: 16,
  element: 32,
} as const;

export const sound: Soundness = { isSound: true, opens: 0, closes: 0, isOpenEnded: false };
