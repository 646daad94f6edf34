import type { CallExpression, Expression } from '../tree.ts';

/** What the analysis of refusals must know of a language beyond its syntax. */
export interface Dialect {
  /** Calls that only log: `console.error(…)`, `logger.warning(…)`, `print(…)`, `System.out.println(…)`. */
  isLogging(call: CallExpression, path: readonly string[]): boolean;
  /** Calls that end the process or tell a user or another program: `process.exit(1)`, `res.status(500).json(…)`. */
  tells(call: CallExpression, path: readonly string[]): boolean;
  /** Calls that throw where a response is an error: `raise_for_status`, `EnsureSuccessStatusCode`. */
  throwsOnError(call: CallExpression, path: readonly string[]): boolean;
  /** Whether an expression is nothing of a result that was looked at: `_`, `void`. */
  isDiscard(expression: Expression): boolean;
  /**
   * What becomes of an exception that nobody catches, and of a promise that nobody awaits: both reach the
   * caller or end the process in the languages known so far.
   */
  readonly uncaught: 'propagates';
}
