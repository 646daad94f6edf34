import { RestError } from '../../errors.ts';
import type { Reply } from '../../http.ts';
import type { RestCall } from '../route.ts';
import { answerTogether } from './collation.ts';
import { addressWithReferences, withReferences } from './references.ts';
import { callOf, halted, resultOf, type Subrequest, type SubrequestResult } from './subrequest.ts';

const undone = 'The transaction was rolled back since another operation in the same transaction failed.';

/** Thrown to undo what a transaction did. */
class Failed extends Error {}

/**
 * Answers the parts of a composite request in their order; each may refer to those before it. Parts of a group are
 * saved as one.
 * `allOrNone`: one that fails undoes all, and those after it are not tried.
 */
export function answerSequence(
  request: RestCall,
  groups: readonly (readonly Subrequest[])[],
  allOrNone: boolean,
): readonly SubrequestResult[] {
  const results: SubrequestResult[] = [];
  const answered = new Map<string, unknown>();
  const run = (): void => {
    for (const group of groups) {
      const ofGroup = answerGroup(request, group, answered);
      results.push(...ofGroup);
      for (const { referenceId, httpStatusCode, body } of ofGroup) {
        // What failed has no value to refer to.
        if (httpStatusCode < 400) answered.set(referenceId, body);
      }
      if (allOrNone && ofGroup.some(hasFailed)) throw new Failed();
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
    const failed = new Map(results.filter(hasFailed).map((result) => [result.referenceId, result]));
    return groups.flat().map(({ referenceId }) => failed.get(referenceId) ?? halted(referenceId, undone));
  }
}

function answerGroup(
  request: RestCall,
  group: readonly Subrequest[],
  answered: ReadonlyMap<string, unknown>,
): readonly SubrequestResult[] {
  const ready = group.map((part) => withValues(request, part, answered));
  const parts = ready.filter((one) => 'url' in one);
  const replies = new Map(repliesOf(request, parts).map((reply, index) => [parts[index]!, reply]));
  return ready.map((one) => ('url' in one ? resultOf(one.referenceId, replies.get(one)!) : one));
}

function repliesOf(request: RestCall, parts: readonly Subrequest[]): readonly Reply[] {
  if (parts.length > 1) return answerTogether(request, parts);
  return parts.map((part) => request.send(callOf(request.call, part), 'rest-composite'));
}

/** The part with values in the place of references; its result where that is not possible. */
function withValues(
  { call, version }: RestCall,
  part: Subrequest,
  answered: ReadonlyMap<string, unknown>,
): Subrequest | SubrequestResult {
  const { referenceId } = part;
  const nullsAllowed = version >= 52;
  try {
    const url = addressWithReferences(part.url, answered, nullsAllowed);
    const body = withReferences(part.body, answered, nullsAllowed);
    const ready = { ...part, url, body };
    callOf(call, ready);
    return ready;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const { message, code: errorCode, status } = error;
    if (errorCode === 'PROCESSING_HALTED') return halted(referenceId, message);
    return { body: [{ errorCode, message }], httpHeaders: {}, httpStatusCode: status, referenceId };
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
