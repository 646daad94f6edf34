import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { isOrgProblem } from '../../connected/problem.ts';
import { type OrgFailure, orgFailureCode } from '../../protocol.ts';

/** What the client gets for an error: what the user can act on keeps its kind. */
export function toResponseError(error: unknown): ResponseError<OrgFailure | undefined> {
  if (error instanceof ResponseError) return error;
  if (isOrgProblem(error)) {
    return new ResponseError<OrgFailure>(orgFailureCode, error.message, { kind: error.kind });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new ResponseError(ErrorCodes.InternalError, `Unexpected error, please report it: ${text}`);
}

export function untrusted(): ResponseError<OrgFailure> {
  const text = 'This workspace is not trusted: records are not tested, and no org is asked, before it is.';
  return new ResponseError<OrgFailure>(orgFailureCode, text, { kind: 'untrusted' });
}
