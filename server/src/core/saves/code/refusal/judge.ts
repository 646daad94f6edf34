import type { Refusal } from '../../site.ts';
import type { CodeLanguage } from '../language.ts';
import type { RefusalReport } from '../libraries/model.ts';
import type { CallExpression, CodeTree, Expression, FunctionSyntax } from '../tree.ts';
import type { Dialect } from './dialect.ts';

/** A call, and the code that it stands in. */
export interface RefusalFrame {
  /**
   * The outermost function that the call stands in: a method, a function of the top level. The file's tree for
   * code of the top level. Callbacks and local functions in it are looked through from here.
   */
  readonly around: FunctionSyntax | CodeTree;
  readonly call: CallExpression;
}

/** What is asked of {@link judgeRefusal}. */
export interface RefusalRequest {
  /**
   * First the call of the library that saves; then, where that stands in a wrapper that was entered by a call,
   * the call of the wrapper, and so on outwards. Never empty.
   */
  readonly frames: readonly RefusalFrame[];
  /** How the library reports a refusal to the first frame's call. */
  readonly reports: RefusalReport;
  readonly language: CodeLanguage;
  readonly dialect: Dialect;
  /** The file of the first frame: for variables and constants of the module. Null: not at hand. */
  readonly file: CodeTree | null;
  /**
   * The function of the project's own code that an expression stands for (a callee, a callback that is passed
   * by name); null for anything else. Local functions and those of `file` are found without it.
   */
  resolve(callee: Expression): FunctionSyntax | null;
  /** The text that a name or member stands for, if it is a constant of the project; null if not known. */
  text(expression: Expression): string | null;
}

/** What becomes of a refusal, and whether the matter is left to the caller of the last frame. */
export interface JudgedRefusal {
  readonly refusal: Refusal;
  /** How the caller of the outermost frame gets the refusal, if it does. */
  readonly passesOn: PassedOn | null;
}

export type PassedOn = 'exception' | 'response' | 'rows' | 'job';

/** What becomes of a refusal in the code around a save. Never throws. */
export function judgeRefusal(_request: RefusalRequest): JudgedRefusal {
  return {
    refusal: {
      kind: 'unknown',
      how: 'goes on in a way that is not followed',
      evidence: [],
      insideHandling: false,
      duplicateValueBranch: null,
      resultsRead: false,
    },
    passesOn: null,
  };
}
