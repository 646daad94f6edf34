import type { PreviewInput } from '../core/preview/input.ts';
import type { OrgSession } from '../org/gateway.ts';

/**
 * The org as previews name it. An id behind the address of an org leads to the record, in Lightning and Classic
 * alike.
 */
export function previewOrg(session: OrgSession): NonNullable<PreviewInput['org']> {
  const { username, alias, instanceUrl } = session.org;
  return { username, alias, instanceUrl, recordUrl: `${instanceUrl}/` };
}
