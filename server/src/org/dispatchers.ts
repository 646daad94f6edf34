import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { isLoopback } from './allowList.ts';

let direct: Dispatcher | null = null;
let environment: Dispatcher | null = null;

/**
 * The connections for an address: through https_proxy and http_proxy unless NO_PROXY names it, and never through
 * a proxy to this machine.
 */
export function dispatcherFor(url: URL): Dispatcher {
  if (isLoopback(url)) {
    direct ??= new Agent();
    return direct;
  }
  environment ??= new EnvHttpProxyAgent();
  return environment;
}

/** Closes all connections; later requests open new ones. */
export function closeDispatchers(): void {
  for (const dispatcher of [direct, environment]) void dispatcher?.destroy();
  direct = null;
  environment = null;
}
