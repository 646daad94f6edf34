import type { CancellationToken, Connection, Disposable } from 'vscode-languageserver';
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { z } from 'zod';
import type { RequestDefinition } from '../../protocol.ts';
import { cancelled, isUnexpected, privateErrorText, toResponseError } from './failures.ts';

/** Requests that may take long: their parameters are checked, and a cancelled one is answered at once. */
export class CancellableRequests implements Disposable {
  readonly #connection: Connection;
  readonly #running = new Set<AbortController>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  on<Params, Result>(
    { method }: RequestDefinition<Params, Result>,
    shape: z.ZodType<Params>,
    answer: (params: Params, signal: AbortSignal) => Promise<Result>,
  ): void {
    this.#connection.onRequest(method, async (...received: unknown[]): Promise<unknown> => {
      const { params, token } = checked(shape, received);
      const controller = new AbortController();
      const { signal } = controller;
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(cancelled()), { once: true });
      });
      if (token.isCancellationRequested) controller.abort();
      const listener = token.onCancellationRequested(() => controller.abort());
      this.#running.add(controller);
      try {
        // Not everything that is waited for looks at the signal.
        return await Promise.race([stopped, answer(params, signal)]);
      } catch (error) {
        if (isUnexpected(error)) {
          this.#connection.console.error(`${method} failed: ${privateErrorText(error)}`);
        }
        throw toResponseError(error);
      } finally {
        listener.dispose();
        this.#running.delete(controller);
      }
    });
  }

  dispose(): void {
    for (const controller of this.#running) controller.abort();
  }
}

/**
 * What a handler of a request receives: its parameters, as they should be, and its token.
 * @throws ResponseError
 */
export function checked<Params>(
  shape: z.ZodType<Params>,
  received: readonly unknown[],
): { readonly params: Params; readonly token: CancellationToken } {
  // Parameters are missing where the client sends none, and several where it sends an array.
  const given = received.slice(0, -1);
  const params = shape.safeParse(given.length === 1 ? given[0] : given);
  if (!params.success) throw invalid(params.error);
  return { params: params.data, token: received.at(-1) as CancellationToken };
}

/** Names what does not fit, and never quotes it. */
function invalid({ issues }: z.ZodError): ResponseError<void> {
  const places = [...new Set(issues.map(({ path }) => path.map(String).join('.') || 'all of them'))];
  return new ResponseError(
    ErrorCodes.InvalidParams,
    `The parameters are not as they should be: ${places.slice(0, 5).join(', ')}.`,
  );
}
