import { describe, expect, it } from 'vitest';
import { factsIn, savesIn } from '../../../../support/codeSaves.ts';

const url = `f"{base}/services/data/v58.0/sobjects/Lead"`;
const header = `'Sforce-Duplicate-Rule-Header': 'allowSave=true'`;

async function saves(code: string): Promise<readonly string[]> {
  return (await savesIn('sync.py', code)).map((line) => line.replace(/ in sync(?=,|$)/, ''));
}

describe('clients', () => {
  it.each<[string, string, string]>([
    ['requests.post', `import requests\nrequests.post(${url}, json={}, headers={${header}})`, '2 post'],
    [
      'from requests import post',
      `from requests import post\npost(${url}, json={}, headers={${header}})`,
      '2 post',
    ],
    [
      'requests.request',
      `import requests\nrequests.request('POST', ${url}, json={}, headers={${header}})`,
      '2 request',
    ],
    ['by keyword', `import requests\nrequests.post(url=${url}, data='{}', headers={${header}})`, '2 post'],
    [
      'requests.Session',
      `import requests\ns = requests.Session()\ns.headers.update({${header}})\ns.post(${url}, json={})`,
      '4 post',
    ],
    [
      'a session with with',
      `import requests\nwith requests.Session() as s:\n    s.headers = {${header}}\n    s.post(${url}, json={})`,
      '4 post',
    ],
    ['httpx', `import httpx\nhttpx.post(${url}, json={}, headers={${header}})`, '2 post'],
    [
      'httpx.Client',
      `import httpx\nc = httpx.Client(base_url=base + '/services/data/v58.0', headers={${header}})\nc.post('/sobjects/Lead', json={})`,
      '3 post',
    ],
    [
      'httpx.AsyncClient',
      `import httpx\nasync def run():\n    async with httpx.AsyncClient() as c:\n        return await c.post(${url}, json={}, headers={${header}})`,
      '4 post',
    ],
    [
      'aiohttp',
      `import aiohttp\nasync def run():\n    async with aiohttp.ClientSession(headers={${header}}) as s:\n        async with s.post(${url}, json={}) as r:\n            return await r.json()`,
      '4 post',
    ],
    [
      'urllib',
      `import json, urllib.request\nr = urllib.request.Request(${url}, data=json.dumps({}).encode('utf-8'), headers={${header}})\nurllib.request.urlopen(r)`,
      '3 urlopen',
    ],
    [
      'urllib, from import and add_header',
      `from urllib.request import Request, urlopen\nr = Request(${url}, data=b'{}')\nr.add_header('Sforce-Duplicate-Rule-Header', 'allowSave=true')\nurlopen(r)`,
      '4 urlopen',
    ],
    [
      'http.client',
      `import http.client\nc = http.client.HTTPSConnection(host)\nc.request('POST', '/services/data/v58.0/sobjects/Lead', '{}', {${header}})`,
      '3 request',
    ],
    [
      'urllib3',
      `import urllib3\nhttp = urllib3.PoolManager()\nhttp.request('POST', ${url}, body='{}', headers={${header}})`,
      '3 request',
    ],
    [
      'a session that is handed in',
      `class Api:\n    def run(self, row):\n        return self.session.post(${url}, json=row, headers={${header}})`,
      '3 post',
    ],
    [
      'headers of a helper',
      `import requests\nclass Api:\n    def _headers(self):\n        return {'Authorization': self.token, ${header}}\n    def run(self, row):\n        return requests.post(${url}, json=row, headers=self._headers())`,
      '6 post',
    ],
    [
      'a constant of another name',
      `import requests\nHEADERS = {${header}}\ndef run(row):\n    headers = {'Authorization': token(), **HEADERS}\n    return requests.post(${url}, json=row, headers=headers)`,
      '5 post',
    ],
  ])('%s', async (_, code, at) => {
    const [only, ...more] = (await saves(code)).map((line) => line.replace(/ in [\w.]+(?=,)/, ''));
    expect(more).toEqual([]);
    expect(only).toBe(`${at}: insert Lead (rest-record), allowSave=true, v58`);
  });
});

describe('wrappers', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a path is handed in',
      `import requests
class Api:
    def request(self, method, path, **kwargs):
        return requests.request(method, f"{self.base}/services/data/v58.0/{path}", **kwargs)
    def create_lead(self, row):
        return self.request('POST', 'sobjects/Lead', json=row)
    def find(self):
        return self.request('GET', 'query?q=SELECT Id FROM Lead')`,
      ['6 request: insert Lead (rest-record) in Api.create_lead, v58, via 4 request'],
    ],
    [
      'headers for all that is not read',
      `import requests
def send(method, path, body=None):
    headers = {'Authorization': token()}
    if method != 'GET':
        headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'
    return requests.request(method, f"{base}{path}", json=body, headers=headers)
def run(row):
    send('PATCH', '/services/data/v58.0/sobjects/Lead/Ext__c/7', row)`,
      [
        `6 request: upsert <generic> (rest-record) in send, allowSave=true when method != 'GET'`,
        '8 send: upsert Lead (rest-external-id) in run, allowSave=true, by Ext__c, v58, via 6 request',
      ],
    ],
    [
      'bulk jobs',
      `import requests
def load(rows, operation):
    requests.post(f"{base}/services/data/v58.0/jobs/ingest", json={'object': 'Lead', 'operation': operation})
def run(rows):
    load(rows, 'insert')`,
      ['5 load: insert Lead (bulk-2) in run, v58, via 3 post'],
    ],
  ])('%s', async (_, code, expected) => expect(await saves(code)).toEqual(expected));
});

describe('no saves', () => {
  it.each<[string, string]>([
    ['another API', `import requests\nrequests.post('https://api.example.com/leads', json={})  # salesforce`],
    ['a query', `import requests\nrequests.get(f"{base}/services/data/v58.0/query")`],
    [
      'a login',
      `import requests\nrequests.post('https://login.salesforce.com/services/oauth2/token', data={})`,
    ],
    [
      'a double',
      `def test(requests_mock):\n    requests_mock.post('/services/data/v58.0/sobjects/Lead', json={})`,
    ],
    ['Apex REST', `import requests\nrequests.post(f"{base}/services/apexrest/leads", json={})`],
  ])('%s', async (_, code) => expect(await saves(code)).toEqual([]));
});

it('headers that do not exist are told once', async () => {
  const code = `import requests\ndef run(row):\n    requests.post(${url}, json=row, headers={'Sforce-Duplicate-Rules-Header': 'allowSave=true'})`;
  const { observations } = await factsIn('sync.py', code);
  expect(observations.map((one) => (one.kind === 'malformed-header' ? one.problem : one.kind))).toEqual([
    { what: 'header-name', written: 'Sforce-Duplicate-Rules-Header', meant: 'Sforce-Duplicate-Rule-Header' },
  ]);
});
