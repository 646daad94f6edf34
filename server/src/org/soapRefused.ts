import type { Connection } from '@salesforce/core';
import { errorCodeOf, isExpired, OrgError } from './problems.ts';
import { getJson } from './rest.ts';

/**
 * Whether an error of a SOAP call means that this session may use REST but not SOAP: the platform then calls the
 * session invalid or the API disabled, as it does for one that has expired.
 */
export async function isSoapRefused(connection: Connection, error: unknown): Promise<boolean> {
  const disabled = /^(API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED|FUNCTIONALITY_NOT_ENABLED)$/;
  return (isExpired(error) || disabled.test(errorCodeOf(error))) && canUseRest(connection);
}

async function canUseRest(connection: Connection): Promise<boolean> {
  try {
    await getJson(connection, '/');
    return true;
  } catch (error) {
    if (error instanceof OrgError && !isExpired(error)) throw error;
    return false;
  }
}
