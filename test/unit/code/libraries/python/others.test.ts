import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

const url = `f"{base}/services/data/v58.0/sobjects/Lead"`;

async function saves(code: string): Promise<readonly string[]> {
  return (await savesIn('sync.py', code)).map((line) => line.replace(/ in sync(?=,|$)/, ''));
}

describe('requests that are prepared', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'by a session',
      `import requests
s = requests.Session()
s.headers.update({'Sforce-Duplicate-Rule-Header': 'allowSave=true'})
r = requests.Request('POST', ${url}, json={})
s.send(s.prepare_request(r))`,
      ['5 send: insert Lead (rest-record), allowSave=true, v58'],
    ],
    [
      'by themselves',
      `import requests\nr = requests.Request(method='PATCH', url=${url} + '/00Q', data='{}').prepare()\nrequests.Session().send(r)`,
      ['3 send: update Lead (rest-record), v58'],
    ],
    [
      'by httpx',
      `import httpx\nclient = httpx.Client()\nclient.send(client.build_request('POST', ${url}, json={}))`,
      ['3 send: insert Lead (rest-record), v58'],
    ],
    [
      'in a thread',
      `import requests, threading
def run(request):
    requests.Session().send(request.prepare())
def save():
    request = requests.Request('POST', ${url}, json={})
    threading.Thread(target=run, args=(request,)).start()`,
      ['3 send: insert Lead (rest-record) in run, v58'],
    ],
  ])('%s', async (_, code, expected) => expect(await saves(code)).toEqual(expected));
});

describe('other clients', () => {
  const aio = `from aiosalesforce import Salesforce\nsf = Salesforce(client, base_url, auth)\n`;
  it.each<[string, string, readonly string[]]>([
    [
      'aiosalesforce, create',
      `${aio}await sf.sobject.create('Lead', {'LastName': 'Doe'})`,
      ['3 create: insert Lead (rest-record), v60'],
    ],
    [
      'aiosalesforce, upsert',
      `${aio}await sf.sobject.upsert('Lead', '7', 'Ext__c', {'LastName': 'Doe'})`,
      ['3 upsert: upsert Lead (rest-external-id), by Ext__c, v60'],
    ],
    [
      'aiosalesforce, bulk',
      `${aio}await sf.bulk_v2.insert('Lead', rows)`,
      ['3 insert: insert Lead (bulk-2), v60'],
    ],
    [
      'salesforce_bulk',
      `from salesforce_bulk import SalesforceBulk\nbulk = SalesforceBulk(username='u')\njob = bulk.create_upsert_job('Lead', 'Ext__c', contentType='CSV')`,
      ['3 create_upsert_job: upsert Lead (bulk-1), by Ext__c'],
    ],
    [
      'async-simple-salesforce',
      `from simple_salesforce.aio import build_async_salesforce_client
async def run(row):
    sf = await build_async_salesforce_client(username='u', version='58.0')
    await sf.Lead.create(row)`,
      ['4 create: insert Lead (rest-record) in run, v58'],
    ],
    [
      'RPA.Salesforce',
      `from RPA.Salesforce import Salesforce
salesforce = Salesforce()
salesforce.create_salesforce_object(object_type='Lead', object_data={})`,
      ['3 create_salesforce_object: insert Lead (rest-record)'],
    ],
    [
      'salesforce_bulk, no save',
      `from salesforce_bulk import SalesforceBulk\nbulk = SalesforceBulk(username='u')\nbulk.create_query_job('Lead')`,
      [],
    ],
    [
      'a client that is made in one of two ways',
      `from simple_salesforce import Salesforce as Client
class Source:
    def __init__(self, env):
        if env == 'PROD':
            self.client = Client(username='u', version='58.0')
        else:
            self.client = Client(username='u', domain='test', version='58.0')
    def run(self, table, row):
        getattr(self.client, table).upsert(data=row, record_id=f"Ext__c/{row['key']}")`,
      ['9 upsert: upsert <generic> (rest-external-id) in Source.run, by Ext__c, v58'],
    ],
  ])('%s', async (_, code, expected) => expect(await saves(code)).toEqual(expected));
});
