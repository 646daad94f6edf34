import type { AuthInfo } from '@salesforce/core';
import { loginAgain, type OrgError, type ProblemContext, toProblem } from './problems.ts';
import { currentContext, within } from './requestContext.ts';

type Callback = (error: Error | null, accessToken?: string) => unknown;
interface Refreshing {
  refreshFn(connection: unknown, callback: Callback): Promise<unknown>;
}

/** A token that is refused again and again right after its renewal would be renewed for ever. */
const renewals = { most: 2, milliseconds: 30_000 };

/**
 * Keeps the renewal of the token apart from the request that found it expired: several requests wait for the same
 * renewal, and with rotating refresh tokens a renewal that is cut off costs the login. It is therefore never
 * cancelled, but has the time limit of any request. Its failure is kept as the problem of `problem()`, since
 * jsforce passes only a text on.
 */
export function tameRefresh(
  info: AuthInfo,
  about: ProblemContext,
  limits: { readonly origins: Set<string>; readonly timeoutMilliseconds: number },
): { problem(): OrgError | null } {
  const refreshing = info as unknown as Refreshing;
  const refresh = refreshing.refreshFn;
  let problem: OrgError | null = null;
  let times: number[] = [];
  refreshing.refreshFn = async (connection, callback) => {
    // A new token that is refused too: core would wait for the renewal that this is part of.
    if (currentContext()?.renewing) return callback(loginAgain(about));
    const now = Date.now();
    times = [...times.filter((time) => now - time < renewals.milliseconds), now];
    problem = null;
    if (times.length > renewals.most) {
      problem = loginAgain(about);
      return callback(problem);
    }
    const { signal } = new AbortController();
    return within({ ...limits, signal, org: about.org, renewing: true }, () =>
      refresh.call(info, connection, (error, accessToken) => {
        if (error === null || error === undefined) return callback(null, accessToken);
        const known = toProblem(error, about);
        problem = known.kind === 'unreachable' || known.kind === 'no-org' ? known : loginAgain(about);
        return callback(problem);
      }),
    );
  };
  return { problem: () => problem };
}
