import { t } from '@vscode/l10n';
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { isOrgProblem, RequestProblem } from '../../connected/problem.ts';
import { type OrgFailure, orgFailureCode } from '../../protocol.ts';
import { localised } from '../l10n/language.ts';

/** What the client gets for an error: what the user can act on keeps its kind. */
export function toResponseError(error: unknown): ResponseError<OrgFailure | undefined> {
  if (error instanceof ResponseError) return error;
  if (isOrgProblem(error)) {
    return new ResponseError<OrgFailure>(orgFailureCode, localised(error.message), { kind: error.kind });
  }
  return new ResponseError(
    ErrorCodes.InternalError,
    t('Unexpected error ({0}). Please report it with what the log says of it.', nameOf(error)),
  );
}

/** Whether it is a defect, and not something that the user can act on. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof ResponseError) && !isOrgProblem(error);
}

/**
 * An error for the log: its name and where it was thrown. Its message is left out: it may quote values of a
 * record, a text that was to be explained, or an answer of an org.
 */
export function privateErrorText(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  const code = (error as { readonly code?: unknown } | null)?.code;
  const shownCode = typeof code === 'string' && /^\w{1,60}$/.test(code) ? ` ${code}` : '';
  return [`${nameOf(error)}${shownCode}`, ...frames.slice(0, 12)].join('\n');
}

export function untrusted(): ResponseError<OrgFailure> {
  return new ResponseError<OrgFailure>(orgFailureCode, untrustedText(), { kind: 'untrusted' });
}

export function untrustedText(): string {
  return t(
    'This workspace is not trusted: no org is asked before it is. Tests against local data need no trust.',
  );
}

export function cancelled(): RequestProblem {
  return new RequestProblem('cancelled', 'Cancelled.');
}

export function noProject(): RequestProblem {
  return new RequestProblem(
    'no-org',
    t('Open a file of the Salesforce project first: it is not clear which project in this window is meant.'),
  );
}

export function otherOrgSelected(): RequestProblem {
  return new RequestProblem('cancelled', t('Cancelled, because another org was selected meanwhile.'));
}

function nameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return /^\w{1,60}$/.test(name) ? name : 'Error';
}
