import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggestCode } from '../../../server/src/core/preview/suggest.ts';
import { createProject } from '../../../server/src/core/project.ts';
import { grammar } from '../../support/grammars.ts';
import { expandRules } from '../../support/rulesShorthand.ts';
import { answer, lead, match, preview, record, result } from './answers.ts';

const clients = {
  jsforce: ['typescript', "import { Connection } from 'jsforce';"],
  'jsforce, plain': ['javascript', "const jsforce = require('jsforce');"],
  axios: ['typescript', "import axios from 'axios';"],
  'axios, plain': ['javascript', "const axios = require('axios');"],
  fetch: ['typescript', 'await fetch(url + path)'],
  simple_salesforce: ['python', 'from simple_salesforce import Salesforce'],
  requests: ['python', 'import requests'],
  httpx: ['python', 'import httpx'],
} as const;
type Client = keyof typeof clients;
const names = Object.keys(clients) as Client[];

function suggested(client: Client, parts: Parameters<typeof preview>[0], id: string): string {
  const [language, source] = clients[client];
  const found = suggestCode(preview(parts), language, source).find((one) => one.id === id)!;
  expect(found.language).toBe(language);
  return found.code;
}

const sample = lead({ LastName: "O'Neil", Email: null, Employees: 5, HasOptedOut: true });
const existing = {
  sample,
  answer: answer(result({ matchResults: [match('M', [record('00Q000000000002AAA')])] })),
};

test('with jsforce', () => {
  expect(suggested('jsforce', { sample }, 'handle-refusal').split('\n\n').slice(0, 2).join('\n\n')).toBe(
    `import type { Connection } from 'jsforce';

async function insertLead(conn: Connection): Promise<void> {
  const record = {
    LastName: 'O\\'Neil',
    Email: null,
    Employees: 5,
    HasOptedOut: true,
  };
  try {
    await conn.sobject('Lead').create(record);
  } catch (error) {
    const refusal = duplicateRefusal(error);
    if (!refusal) throw error;
    // TODO: handle the duplicate (skip the record, update the existing one, tell the user)
    const ids = refusal.records.map(({ id }) => id).join(', ');
    console.warn(\`Duplicate rule \${refusal.rule} matches \${ids}\`);
  }
}`,
  );
});

test('with simple_salesforce', () => {
  expect(
    suggested('simple_salesforce', existing, 'update-this-record').split('\n\n\n').slice(0, 2).join('\n\n\n'),
  ).toBe(`import logging

from simple_salesforce.exceptions import SalesforceMalformedRequest


def update_lead(sf):
    record = {
        'LastName': 'O\\'Neil',
        'Employees': 5,
        'HasOptedOut': True,
    }
    try:
        sf.Lead.update('00Q000000000002AAA', record)
    except SalesforceMalformedRequest as error:
        refusal = duplicate_refusal(error)
        if refusal is None:
            raise
        # TODO: handle the duplicate (the values make it a duplicate of another record)
        logging.warning('Duplicate rule %s matches %s', refusal['rule'], refusal['records'])`);
});

test.each<[languageId: string, source: string | null, language: string]>([
  ['typescriptreact', null, 'typescript'],
  ['javascript', "import { createRecord } from 'lightning/uiRecordApi';", 'apex'],
  ['java', 'import com.sforce.soap.partner.PartnerConnection;', 'apex'],
  ['python', null, 'python'],
])('%s with %j is answered in %s', (languageId, source, language) => {
  const [first] = suggestCode(preview({ sample }), languageId, source);
  expect(first).toMatchObject({ language });
  expect(first!.title.endsWith('(Apex)')).toBe(language === 'apex');
});

const payload = [
  {
    errorCode: 'DUPLICATES_DETECTED',
    message: 'Use one of these records?',
    duplicateResut: {
      duplicateRule: 'Lead_Email',
      matchResults: [
        { matchRecords: [{ record: { Id: '00Q000000000002AAA', attributes: { type: 'Lead' } } }] },
      ],
    },
  },
];
const otherError = [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Company' }];

/** Runs the function of the suggested code; gives what it sent, and how it ended. */
async function run(client: Client, code: string, body: readonly { errorCode: string }[]) {
  const sent: unknown[] = [];
  const refuse = (...args: unknown[]) => {
    sent.push(args);
    if (client.startsWith('axios')) throw Object.assign(new Error(), { response: { data: body } });
    throw Object.assign(new Error(), { errorCode: body[0]!.errorCode, data: body[0] });
  };
  const api = { create: refuse, update: refuse, post: refuse, patch: refuse };
  const fetch = async (...args: unknown[]) => {
    sent.push(args);
    return new Response(JSON.stringify(body), { status: 400 });
  };
  const plain = transformSync(code, { loader: 'ts' })
    .code.replace(/^import .*$/gm, '')
    .replace(/^const axios = .*$/m, '');
  const name = /async function (\w+)/.exec(plain)![1]!;
  const warned: string[] = [];
  const log = { warn: (text: string) => warned.push(text) };
  const made = new Function('axios', 'fetch', 'console', `${plain}; return ${name};`)(api, fetch, log);
  const given = client.startsWith('jsforce') ? [{ sobject: () => api }] : ['https://x.example', 'token'];
  const failed = await made(...given).then(
    () => false,
    () => true,
  );
  return { sent, warned, failed };
}

describe.each(names.filter((name) => clients[name][0] !== 'python'))('%s', (client) => {
  test.each(['handle-refusal', 'update-this-record'])('%s tells duplicates from other errors', async (id) => {
    const code = suggested(client, existing, id);
    const refused = await run(client, code, payload);
    expect(refused).toMatchObject({
      failed: false,
      warned: [expect.stringMatching(/Lead_Email matches 00Q0+2AAA/)],
    });
    expect(JSON.stringify(refused.sent)).toContain("O'Neil");
    expect(await run(client, code, otherError)).toMatchObject({ failed: true, warned: [] });
  });
});

const grammars = { typescript: 'typescript', javascript: 'javascript', python: 'python' } as const;
const extensions = { typescript: 'ts', javascript: 'js', python: 'py' } as const;

test.each(names)('no finding stands in the code with %s', async (client) => {
  const [language] = clients[client];
  for (const id of ['handle-refusal', 'update-this-record']) {
    const project = createProject();
    for (const [path, text] of expandRules('Lead: Block/Block')) project.setFile(`file:///p/${path}`, text);
    const uri = `file:///p/src/lead.${extensions[language]}`;
    project.setFile(uri, suggested(client, existing, id));
    project.setParser(await grammar(grammars[language]));
    expect(project.saves(uri).map(({ site }) => [site.operation, site.refusal.kind])).toEqual([
      [id === 'handle-refusal' ? 'insert' : 'update', 'handles-duplicates'],
    ]);
    expect(project.findings(uri)).toEqual([]);
  }
});

test.each(names)('whatever the values, the code parses: %s', async (client) => {
  const { parse } = await grammar(grammars[clients[client][0]]);
  const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('A__c', 'City'), scalar), { maxLength: 3 }), (fields) => {
      const values = lead(fields.map(([name, value]) => ({ name, value })));
      const [language, source] = clients[client];
      for (const { code } of suggestCode(preview({ sample: values }), language, source)) {
        const tree = parse(code, null);
        expect(tree.rootNode.hasError, code).toBe(false);
        tree.delete();
      }
    }),
    { numRuns: 20 },
  );
});
