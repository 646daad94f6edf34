import { PassThrough } from 'node:stream';
import { setDispatcher } from '@jsforce/jsforce-node/lib/request.js';
import { Transport } from '@jsforce/jsforce-node/lib/transport.js';
import type { HttpRequest } from '@jsforce/jsforce-node/lib/types/index.js';
import { StreamPromise } from '@jsforce/jsforce-node/lib/util/promise.js';
import { Agent } from 'undici';
import { OrgError } from './problems.ts';
import { send } from './send.ts';

/**
 * Puts `send` under jsforce: connections, their API modules, OAuth and @salesforce/core's own requests all go
 * through this method of `Transport`, and with it through the allow list.
 */
Transport.prototype.httpRequest = function httpRequest({ method, url, headers, body }: HttpRequest) {
  return StreamPromise.create(() => ({
    stream: new PassThrough(),
    promise: send({ method, url, headers: headers ?? {}, body }),
  }));
};

/** What jsforce would send by itself after all has nowhere to go. */
class NoWay extends Agent {
  override dispatch(): boolean {
    throw new OrgError('not-allowed', 'A request beside the allow list was stopped.');
  }
}

setDispatcher(new NoWay() as never);
