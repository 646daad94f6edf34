import type { Reply } from './http.ts';
import { escapeXml } from './soap/xml.ts';

/** Addresses that a browser is sent to: records, Setup. They show nothing of the org, as nobody logs in here. */
const addresses = /^\/(?:lightning\/.*|secur\/frontdoor\.jsp|[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?)?$/;

export function pageOf(method: string, path: string): Reply | null {
  if (method !== 'GET' || !addresses.test(path)) return null;
  const body = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Embedded org</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em }</style></head>
<body><h1>Embedded org</h1>
<p>This is a stand-in for a Salesforce org to develop against. It has no user interface: a real org would show this page here.</p>
<p><code>${escapeXml(path)}</code></p></body></html>
`;
  return { status: 200, contentType: 'text/html;charset=UTF-8', body };
}
