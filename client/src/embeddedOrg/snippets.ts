import type { Address } from './process.ts';

/** Code that connects a client to a running org, for the clipboard. */
export const snippets: readonly {
  readonly label: string;
  readonly text: (address: Address) => string;
}[] = [
  {
    label: 'jsforce',
    text: ({ url, token }) =>
      `const conn = new jsforce.Connection({ instanceUrl: '${url}', accessToken: '${token}', version: '66.0' });\n`,
  },
  {
    label: 'fetch',
    text: ({ url, token }) =>
      [
        `const answer = await fetch('${url}/services/data/v66.0/sobjects/Lead', {`,
        "  method: 'POST',",
        `  headers: { Authorization: 'Bearer ${token}', 'Content-Type': 'application/json' },`,
        "  body: JSON.stringify({ LastName: 'Byron', Company: 'Analytical Engines' }),",
        '});\n',
      ].join('\n'),
  },
  {
    label: 'simple_salesforce',
    // It speaks HTTPS only: the adapter sends plain HTTP.
    text: ({ url, token }) =>
      [
        'import requests',
        'from simple_salesforce import Salesforce',
        '',
        'class Plain(requests.adapters.HTTPAdapter):',
        '    def send(self, request, **more):',
        "        request.url = request.url.replace('https://', 'http://', 1)",
        '        return super().send(request, **more)',
        '',
        'session = requests.Session()',
        `session.mount('${url.replace('http:', 'https:')}', Plain())`,
        `sf = Salesforce(instance_url='${url}', session_id='${token}', session=session, version='66.0')\n`,
      ].join('\n'),
  },
  {
    label: 'sf CLI',
    text: ({ url, token }) =>
      `SF_ACCESS_TOKEN='${token}' sf org login access-token --instance-url ${url} --alias embedded --no-prompt\n`,
  },
];
