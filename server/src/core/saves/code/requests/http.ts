import type { Evaluation, RefusalReport } from '../libraries/model.ts';
import type { CallExpression } from '../tree.ts';
import type { Value } from '../values.ts';

/** An HTTP request as a library's call describes it, whichever library it is. */
export interface HttpRequest {
  /** 'POST', any case; null: the library's default is already applied by the model. */
  readonly method: Value;
  /** Whole or in part: what stands before `/services/data` need not be known. */
  readonly url: Value;
  /** All headers, defaults of the client merged in by the model; null for none. */
  readonly headers: Value | null;
  /** The record as the code has it, before or after `JSON.stringify`; null for none or unknown. */
  readonly body: Value | null;
  readonly reports: RefusalReport;
  /** What the call returns: `fetch.Response` …, for `SaveDraft.returns`. */
  readonly returns: Value;
  readonly at: CallExpression;
}

/**
 * Tells the evaluation of the saves in a request, if it is one to Salesforce: by its path, or by a header that
 * Salesforce alone has. Gives what the call returns.
 */
export type SendRequest = (request: HttpRequest, evaluation: Evaluation) => Value;
