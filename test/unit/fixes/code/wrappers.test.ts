import { describe, expect, it } from 'vitest';
import { alertOnLeads, codeFixProject, syntaxProblems, uriOf } from '../../../support/codeFixes.ts';
import { applied, fixesOf } from '../../../support/fixes.ts';

interface Mended {
  readonly id: string;
  readonly title: string;
  /** The files that the fix changes, without the helper. */
  readonly changed: Readonly<Record<string, string>>;
}

/** What the last fix of the first finding of a file does, that does not only silence: analysed again, parsed again. */
async function mended(files: Readonly<Record<string, string>>, name: string): Promise<Mended> {
  const project = await codeFixProject(alertOnLeads, files);
  const uri = uriOf(name);
  const all = fixesOf(project, uri);
  const fixes = all.filter(({ finding }) => finding === all[0]!.finding);
  const fix = fixes.filter(({ id }) => !id.startsWith('suppress-')).at(-1) ?? fixes[0]!;
  if (fix.id.startsWith('suppress-')) return { id: fix.id, title: fix.title, changed: {} };
  const after: Record<string, string> = { ...files };
  for (const [changed, text] of applied(fix, (one) => files[one.replace(uriOf(''), '')])) {
    after[changed.replace(uriOf(''), '')] = text;
  }
  for (const [one, text] of Object.entries(after)) expect(await syntaxProblems(one, text)).toEqual([]);
  const again = (await codeFixProject(alertOnLeads, after)).findings(uri);
  expect(again.length).toBe(project.findings(uri).length - 1);
  const changed = Object.entries(after).filter(([one, text]) => text !== files[one]);
  return { id: fix.id, title: fix.title, changed: Object.fromEntries(changed) };
}

const url = 'https://x.my.salesforce.com/services/data/v62.0';
const options = "{ method: 'POST', headers: { Authorization: token }, body: JSON.stringify(body) }";
const leads = (use: string) => `import { send } from './http.js';

export async function load(lead) {
${use}
}
`;
const checks =
  "  const response = await send('/sobjects/Lead', lead);\n  if (!response.ok) throw new Error('no');";

describe('a wrapper of fetch', () => {
  it.each([
    [
      'gives its promise',
      `export function send(path, body) {\n  return fetch(\`${url}\${path}\`, ${options});\n}\n`,
    ],
    [
      'looks at the status alone',
      `export async function send(path, body) {\n  const response = await fetch(\`${url}\${path}\`, ${options});\n  console.log(response.status);\n  return response;\n}\n`,
    ],
  ])('that %s: its response is read at the call', async (_, http) => {
    const text = `const token = process.env.TOKEN;\n${http}`;
    const { id, changed } = await mended({ 'http.js': text, 'leads.js': leads(checks) }, 'leads.js');
    expect(id).toBe('queue-duplicate');
    expect(Object.keys(changed)).toEqual(['leads.js']);
    expect(changed['leads.js']).toContain(
      "await send('/sobjects/Lead', lead);\n  const refusal = await duplicateRefusalOf(response);",
    );
  });

  it.each([
    ['reads the body', 'console.log(await response.text());', 'return response;', checks],
    [
      'throws an error of its own',
      'if (!response.ok) throw new Error(`${response.status}`);',
      'return response.json();',
      "  return send('/sobjects/Lead', lead);",
    ],
  ])('that %s: the response is read there, before that', async (_, first, last, use) => {
    const text = `const token = process.env.TOKEN;
export async function send(path, body) {
  const response = await fetch(\`${url}\${path}\`, ${options});
  ${first}
  ${last}
}
`;
    const { id, title, changed } = await mended({ 'http.js': text, 'leads.js': leads(use) }, 'leads.js');
    expect(id).toBe('queue-duplicate-in-wrapper');
    expect(title).toBe(
      'In send, for all its callers: queue the record on DUPLICATES_DETECTED (a place to fill in)',
    );
    expect(Object.keys(changed)).toEqual(['http.js']);
    const code = changed['http.js']!;
    expect(code.indexOf('duplicateRefusalOf(response)')).toBeLessThan(code.indexOf(first));
    expect(code).toContain(`${first}\n  ${last}`);
  });

  it('of a class', async () => {
    const text = `export class Client {
  constructor(private readonly token: string) {}

  private post(path: string, body: unknown) {
    return fetch(\`${url}\${path}\`, { method: 'POST', headers: { Authorization: this.token }, body: JSON.stringify(body) });
  }

  async create(lead: object) {
    await this.post('/sobjects/Lead', lead);
  }
}
`;
    const { changed } = await mended({ 'client.ts': text }, 'client.ts');
    expect(changed['client.ts']).toContain(
      "const response = await this.post('/sobjects/Lead', lead);\n    const refusal = await duplicateRefusalOf(response);",
    );
  });

  it('has no request written that it might not send', async () => {
    const text = `import requests\n\nclass Client:\n    def post(self, path, body):\n        return requests.post(f"${url}{path}", json=body)\n\n    def create(self, lead):\n        response = self.post("/sobjects/Lead", lead)\n        response.raise_for_status()\n`;
    const project = await codeFixProject(alertOnLeads, { 'client.py': text });
    const ids = fixesOf(project, uriOf('client.py')).map(({ id }) => id);
    expect(ids).toEqual(['queue-duplicate', 'suppress-line', 'suppress-file']);
  });
});

describe('a function that logs errors', () => {
  it('tells refusals apart in its handler', async () => {
    const text = `import logging
from simple_salesforce import Salesforce


def log_errors(call):
    try:
        return call()
    except Exception as error:
        logging.error(error)


def load(sf: Salesforce, lead):
    log_errors(lambda: sf.Lead.create(lead))
`;
    const { id, changed } = await mended({ 'load.py': text }, 'load.py');
    expect(id).toBe('branch-in-wrapper');
    expect(changed['load.py']).toContain(
      '    except Exception as error:\n        refusal = duplicate_refusal(error)\n        if refusal is not None:',
    );
    expect(changed['load.py']).toContain('        logging.error(error)\n\n\ndef load');
  });
});

describe('where no code is written', () => {
  it('says why, beside silence', async () => {
    const text = `import logging

class Client:
    def __init__(self, session):
        self.session = session

    def send(self, path, body):
        response = self.session.post(f"${url}{path}", json=body)
        if response.status_code >= 400:
            logging.error(response.text)
            return None
        return response.json()

    def create(self, lead):
        return self.send("/sobjects/Lead", lead)
`;
    const { id, title } = await mended({ 'client.py': text }, 'client.py');
    expect(id).toBe('suppress-line');
    expect(title).toBe('Silence unhandled-duplicates here, with a reason (no fix: its library is not known)');
  });
});
