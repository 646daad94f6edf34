import { RestError } from '../../errors.ts';
import type { RestCall } from '../route.ts';
import { addressWithReferences, withReferences } from './references.ts';
import { callOf, halted, resultOf, type Subrequest, type SubrequestResult } from './subrequest.ts';

const undone = 'The transaction was rolled back since another operation in the same transaction failed.';

/** Thrown to undo what a transaction did. */
class Failed extends Error {}

/**
 * Answers the parts of a composite request in their order; each may refer to those before it.
 * `allOrNone`: one that fails undoes all, and those after it are not tried.
 */
export function answerSequence(
  request: RestCall,
  parts: readonly Subrequest[],
  allOrNone: boolean,
): readonly SubrequestResult[] {
  const results: SubrequestResult[] = [];
  const answered = new Map<string, unknown>();
  const run = (): void => {
    for (const part of parts) {
      const result = answerPart(request, part, answered);
      results.push(result);
      // What failed has no value to refer to.
      if (result.httpStatusCode < 400) answered.set(part.referenceId, result.body);
      if (allOrNone && hasFailed(result)) throw new Failed();
    }
  };
  if (!allOrNone) {
    run();
    return results;
  }
  try {
    request.org.store.transaction(run);
    return results;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const failed = results.at(-1)!;
    return parts.map(({ referenceId }) =>
      referenceId === failed.referenceId ? failed : halted(referenceId, undone),
    );
  }
}

function answerPart(
  request: RestCall,
  part: Subrequest,
  answered: ReadonlyMap<string, unknown>,
): SubrequestResult {
  const nullsAllowed = request.version >= 52;
  try {
    const url = addressWithReferences(part.url, answered, nullsAllowed);
    const body = withReferences(part.body, answered, nullsAllowed);
    const call = callOf(request.call, { ...part, url, body });
    return resultOf(part.referenceId, request.send(call, 'rest-composite'));
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const { message, code: errorCode, status } = error;
    if (errorCode === 'PROCESSING_HALTED') return halted(part.referenceId, message);
    const body = [{ errorCode, message }];
    return { body, httpHeaders: {}, httpStatusCode: status, referenceId: part.referenceId };
  }
}

/**
 * A collection answers 200 with its rows, although one failed. Its answer stays what it was, also where it says that
 * others were saved: what was saved is undone (REST guide, "allOrNone Parameters in Composite and Collections
 * Requests", case 4).
 */
function hasFailed({ httpStatusCode, body }: SubrequestResult): boolean {
  if (httpStatusCode >= 400) return true;
  return Array.isArray(body) && body.some((row: { success?: unknown } | null) => row?.success === false);
}
