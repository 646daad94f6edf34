import type { CodeFile } from '../../codeFile.ts';
import type { CallExpression, FunctionSyntax } from '../../tree.ts';
import type { Value } from '../../values.ts';
import type { Snapshots } from './journal.ts';

/** How many calls are followed, one from the other. */
export const mostCalls = 5;

/** A call on the way from a root to a save. */
export interface Step {
  readonly call: CallExpression;
  /** The frame in which the call stands. */
  readonly from: Frame;
}

/** A function (or the top level of a file) while it is gone through. */
export interface Frame {
  readonly file: CodeFile;
  /** Null for the top level. */
  readonly definition: FunctionSyntax | null;
  /** The outermost function around it; null where it stands in code of the top level. */
  readonly root: FunctionSyntax | null;
  /** `Class.method` or the like. */
  readonly label: string;
  readonly inTest: boolean;
  /**
   * The calls that lead here, outermost first. A function that is handed on as a callback stands in the frame
   * that made it.
   */
  readonly way: readonly Step[];
  readonly depth: number;
  /** Levels of the journal and open conditions at its start. */
  readonly journalDepth: number;
  readonly conditionDepth: number;
  readonly exits: Exit[];
  isActive: boolean;
}

/** A return, with the state that it leaves behind. */
export interface Exit {
  readonly when: string | null;
  readonly value: Value;
  readonly after: Snapshots;
}
