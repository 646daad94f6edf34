import { l10n } from 'vscode';
import { type OrgFailure, orgFailureCode } from '../../../server/src/protocol.ts';
import type { Failure } from '../preview/messages.ts';

/** Codes of the Language Server Protocol for a request that was cancelled. */
const cancelledCodes = new Set<unknown>([-32800, -32802]);

interface ResponseErrorLike {
  readonly message: string;
  readonly code?: unknown;
  readonly data?: OrgFailure;
}

export function isCancelled(error: unknown): boolean {
  const { code, data } = error as ResponseErrorLike;
  return cancelledCodes.has(code) || (code === orgFailureCode && data?.kind === 'cancelled');
}

/** Whether what was asked for failed for want of an org. */
export function needsOrg(error: unknown): boolean {
  const { code, data } = error as ResponseErrorLike;
  const kinds: readonly unknown[] = ['no-org', 'no-cli', 'expired', 'untrusted', 'unreachable'];
  return code === orgFailureCode && kinds.includes(data?.kind);
}

/** Whether it failed for want of trust alone. */
export function needsTrust(error: unknown): boolean {
  const { code, data } = error as ResponseErrorLike;
  return code === orgFailureCode && data?.kind === 'untrusted';
}

/** What to tell the user, with what they can do at once. */
export function failureOf(error: unknown): Failure {
  const { message, code, data } = error as ResponseErrorLike;
  const kind = code === orgFailureCode ? data?.kind : undefined;
  switch (kind) {
    case 'no-org':
    case 'expired':
      return {
        text: message,
        actions: [
          { id: 'selectOrg', label: l10n.t('Select Org') },
          { id: 'retry', label: l10n.t('Try Again') },
        ],
      };
    case 'no-cli':
      return { text: message, actions: [{ id: 'retry', label: l10n.t('Try Again') }] };
    case 'untrusted':
      return { text: message, actions: [{ id: 'manageTrust', label: l10n.t('Manage Workspace Trust') }] };
    case 'bad-record':
    case 'no-active-rules':
      return { text: message, actions: [] };
    case undefined:
      return { text: message, actions: [{ id: 'showOutput', label: l10n.t('Show Output') }] };
    default:
      return {
        text: message,
        actions: [
          { id: 'retry', label: l10n.t('Try Again') },
          { id: 'showOutput', label: l10n.t('Show Output') },
        ],
      };
  }
}
