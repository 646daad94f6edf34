import type { ObjectDescription } from '../core/orgData/model.ts';
import type { OrgSession } from '../org/gateway.ts';
import { isOrgProblem } from './problem.ts';

/** An object's description, if the user may have it: labels and types are worth having, not worth failing for. */
export async function describeIfAllowed(
  session: OrgSession,
  object: string,
  signal: AbortSignal,
): Promise<ObjectDescription | null> {
  try {
    return await session.describe(object, signal);
  } catch (error) {
    if (isOrgProblem(error) && ['permission', 'bad-record', 'bad-answer'].includes(error.kind)) return null;
    throw error;
  }
}

/**
 * Descriptions for what an org has already answered: not even a session that ends in between takes that away.
 * The session keeps descriptions, so asking again costs nothing.
 * @throws OrgProblem only when cancelled
 */
export async function describeAll(
  session: OrgSession,
  objects: readonly string[],
  signal: AbortSignal,
): Promise<readonly ObjectDescription[]> {
  const distinct = [...new Map(objects.map((object) => [object.toLowerCase(), object])).values()];
  const all = await Promise.all(
    distinct.map(async (object) => {
      try {
        return await session.describe(object, signal);
      } catch (error) {
        if (!isOrgProblem(error) || error.kind === 'cancelled') throw error;
        return null;
      }
    }),
  );
  return all.filter((description) => description !== null);
}
