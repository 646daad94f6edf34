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
    text: ({ url, token }) =>
      `sf = Salesforce(instance_url='${url}', session_id='${token}', version='66.0')\n`,
  },
  {
    label: 'sf CLI',
    text: ({ url, token }) =>
      `SF_ACCESS_TOKEN='${token}' sf org login access-token --instance-url ${url} --alias embedded --no-prompt\n`,
  },
];
