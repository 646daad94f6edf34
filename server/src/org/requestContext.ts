import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * On whose behalf a request is sent. jsforce and @salesforce/core pass neither signals nor the org on to their
 * requests, so it goes along with the asynchronous call; a request outside any context is refused.
 */
export interface RequestContext {
  /** Origins that may get requests: the org's instance, and where its token is renewed. */
  readonly origins: Set<string>;
  /** Alias or username, for messages. */
  readonly org: string;
  readonly signal: AbortSignal;
  readonly timeoutMilliseconds: number;
  /** True for what @salesforce/core asks while it renews the token. */
  readonly renewing?: boolean;
}

const storage = new AsyncLocalStorage<RequestContext>();

export function within<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  return storage.run(context, work);
}

export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}
