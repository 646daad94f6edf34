import { OrgError } from './problems.ts';

/** What to tell when a request got no complete answer. Only codes are read: texts may quote headers. */
export function networkProblem(error: unknown, host: string): OrgError {
  const code = networkCode(error);
  const say = (message: string) => new OrgError('unreachable', message);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return say(
      `The name ${host} does not resolve. Check the network, VPN and proxy; if the org’s domain was changed, log in to it again.`,
    );
  }
  if (code === 'ECONNREFUSED') {
    return say(`${host} refuses the connection. Check that it is up, and the proxy settings.`);
  }
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return timedOut(host);
  if (/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/.test(code)) {
    return say(`No way to ${host}. Check the network and VPN.`);
  }
  if (/CERT|SIGNATURE|^ERR_TLS|^ERR_SSL|^EPROTO/.test(code)) {
    return say(
      `The certificate of ${host} is not trusted (${code}). If a company proxy signs it, name its certificate in NODE_EXTRA_CA_CERTS.`,
    );
  }
  if (isProxyRefusal(error)) {
    return say(
      `The proxy refuses the way to ${host}. Check https_proxy (user and password belong into it) and NO_PROXY.`,
    );
  }
  if (code === 'ERR_INVALID_URL' || code === 'UND_ERR_INVALID_ARG') {
    return say('The address in https_proxy or http_proxy is not valid.');
  }
  return say(
    `The connection with ${host} broke before the answer was complete${code === '' ? '' : ` (${code})`}. Try again.`,
  );
}

export function timedOut(host: string): OrgError {
  return new OrgError('unreachable', `${host} did not answer in time. Check the network and try again.`);
}

/** The system's code of a failed request; '' where there is none. */
export function networkCode(error: unknown): string {
  for (let inner = error, depth = 0; depth < 6 && typeof inner === 'object' && inner !== null; depth++) {
    const { code, cause, errors } = inner as { code?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) && cause === undefined) return code;
    // Several addresses of one host were tried.
    inner =
      cause ??
      (Array.isArray(errors) ? errors[0] : undefined) ??
      (typeof code === 'string' ? { code } : null);
  }
  return '';
}

function isProxyRefusal(error: unknown): boolean {
  for (let inner = error, depth = 0; depth < 6 && inner instanceof Error; inner = inner.cause, depth++) {
    if (/^Proxy response \(\d+\)/.test(inner.message)) return true;
  }
  return false;
}
