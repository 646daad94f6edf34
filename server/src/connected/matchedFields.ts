import type { FieldReading, FieldRequest } from '../core/orgData/model.ts';
import type { OrgSession } from '../org/gateway.ts';
import { isOrgProblem, messageOf } from './problem.ts';

interface MatchedFields {
  readonly readings: readonly FieldReading[];
  readonly problems: readonly string[];
}

/** Values of the matched records. That they cannot be read takes nothing from what the org has answered. */
export async function readMatchedFields(
  session: OrgSession,
  requests: readonly FieldRequest[],
  signal: AbortSignal,
): Promise<MatchedFields> {
  if (requests.length === 0) return { readings: [], problems: [] };
  try {
    return { readings: await session.readFields(requests, signal), problems: [] };
  } catch (error) {
    if (!isOrgProblem(error) || error.kind === 'cancelled') throw error;
    return {
      readings: [],
      problems: [`The fields of the matched records were not read: ${messageOf(error)}`],
    };
  }
}
