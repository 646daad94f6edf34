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
