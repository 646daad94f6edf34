import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

const head = `from simple_salesforce import Salesforce
sf = Salesforce(username='u', password='p', security_token='t')
`;
const header = `{'Sforce-Duplicate-Rule-Header': 'allowSave=true'}`;

/** Options of headers that come from outside. */
function handedIn(name: string): string {
  return ['allowSave', 'includeRecordDetails', 'runAsCurrentUser']
    .map((option) => `${option}=parameter ${name}.Sforce-Duplicate-Rule-Header`)
    .join(', ');
}

/** Saves behind the head, whose two lines count. */
async function saves(code: string, before = head): Promise<readonly string[]> {
  return (await savesIn('sync.py', before + code)).map((line) => line.replace(/ in sync(?=,|$)/, ''));
}

describe('records', () => {
  it.each<[string, string, readonly string[]]>([
    ['create', `sf.Lead.create({'LastName': 'Doe'})`, ['3 create: insert Lead (rest-record), v59']],
    [
      'update',
      `sf.Contact.update('003', {'LastName': 'Doe'})`,
      ['3 update: update Contact (rest-record), v59'],
    ],
    [
      'upsert',
      `sf.Lead.upsert('Ext__c/7', {'LastName': 'Doe'})`,
      ['3 upsert: upsert Lead (rest-external-id), by Ext__c, v59'],
    ],
    [
      'upsert by a key put together',
      `sf.Lead.upsert(f"Ext__c/{row['key']}", {})`,
      ['3 upsert: upsert Lead (rest-external-id), by Ext__c, v59'],
    ],
    [
      'upsert by a key put together otherwise',
      `sf.Lead.upsert('Ext__c/' + str(key), {})`,
      ['3 upsert: upsert Lead (rest-external-id), by Ext__c, v59'],
    ],
    [
      'format_external_id',
      `from simple_salesforce import format_external_id\nsf.Lead.upsert(format_external_id('Ext__c', key), {})`,
      ['4 upsert: upsert Lead (rest-external-id), by Ext__c, v59'],
    ],
    [
      'upsert by an id',
      `sf.Lead.upsert('00Q000000000001', {})`,
      ['3 upsert: update Lead (rest-record), v59'],
    ],
    ['upsert by anything', `sf.Lead.upsert(key, {})`, ['3 upsert: upsert Lead (rest-external-id), v59']],
    ['a custom object', `sf.Donor__c.create({})`, ['3 create: insert Donor__c (rest-record), v59']],
    ['getattr', `getattr(sf, 'Lead').create({})`, ['3 create: insert Lead (rest-record), v59']],
    [
      'getattr of a variable',
      `name = 'Lead'\ngetattr(sf, name).create({})`,
      ['4 create: insert Lead (rest-record), v59'],
    ],
    ['__getattr__', `sf.__getattr__('Lead').create({})`, ['3 create: insert Lead (rest-record), v59']],
    [
      'the method by its name',
      `getattr(sf.Lead, 'create')({})`,
      ['3 getattr: insert Lead (rest-record), v59'],
    ],
    [
      'SFType',
      `from simple_salesforce import SFType\nlead = SFType('Lead', sid, host, '45.0')\nlead.create({})`,
      ['5 create: insert Lead (rest-record), v45'],
    ],
    [
      'an object in a variable',
      `lead = sf.Lead\nlead.create({})`,
      ['4 create: insert Lead (rest-record), v59'],
    ],
    [
      'no saves',
      `sf.query('SELECT Id FROM Lead')\nsf.Lead.describe()\nsf.Lead.delete('00Q')\nsf.Lead.get('00Q')`,
      [],
    ],
    ['Apex REST', `sf.apexecute('leads', method='POST', data={})`, []],
    ['the tooling API', `sf.toolingexecute('sobjects/ApexClass', method='POST', data={})`, []],
  ])('%s', async (_, code, expected) => expect(await saves(code)).toEqual(expected));
});

describe('clients', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'version',
      `import simple_salesforce\nsf = simple_salesforce.Salesforce(session_id=s, instance=i, version='45.0')\nsf.Lead.create({})`,
      ['3 create: insert Lead (rest-record), v45'],
    ],
    [
      'kept in a field',
      `from simple_salesforce import Salesforce
class Sync:
    def __init__(self, config):
        self.sf = Salesforce(username=config.user, version='52.0')
    def run(self, lead):
        return self.sf.Lead.create(lead)`,
      ['6 create: insert Lead (rest-record) in Sync.run, v52'],
    ],
    [
      'handed in, with a type',
      `from simple_salesforce import Salesforce\ndef run(client: Salesforce, lead):\n    client.Lead.create(lead)`,
      ['3 create: insert Lead (rest-record) in run'],
    ],
    [
      'handed in, by its name',
      `def run(sf, lead):\n    sf.Lead.create(lead)`,
      ['2 create: insert Lead (rest-record) in run'],
    ],
    [
      'a field that is set elsewhere',
      `class Task(BaseSalesforceTask):\n    def run(self):\n        self.sf.bulk.Lead.insert(self.rows)`,
      ['3 insert: insert Lead (bulk-1) in Task.run'],
    ],
    [
      'getattr of what is handed in',
      `def run(sf, name, row):\n    getattr(sf, name).create(row)`,
      ['2 create: insert <generic> (rest-record) in run'],
    ],
    ['models of Django', `def run(models):\n    models.Lead.create(name='x')  # salesforce`, []],
    [
      'from a function',
      `from simple_salesforce import Salesforce
def connect():
    return Salesforce(instance_url=url, session_id=token)
def run(lead):
    connect().Lead.create(lead)`,
      ['5 create: insert Lead (rest-record) in run, v59'],
    ],
    [
      'a generic wrapper',
      `from simple_salesforce import Salesforce
class Client:
    def __init__(self):
        self.sf = Salesforce(username='u')
    def create(self, name, data, **kwargs):
        return getattr(self.sf, name).create(data, **kwargs)
def run():
    Client().create('Lead', {'LastName': 'x'}, headers=${header})`,
      [
        `6 create: insert <generic> (rest-record) in Client.create, ${handedIn('kwargs.headers')}, v59`,
        '8 create: insert Lead (rest-record) in run, allowSave=true, v59, via 6 create',
      ],
    ],
  ])('%s', async (_, code, expected) => expect(await saves(code, '')).toEqual(expected));
});

describe('bulk', () => {
  it.each<[string, string, readonly string[]]>([
    ['insert', `sf.bulk.Lead.insert(rows)`, ['3 insert: insert Lead (bulk-1), v59']],
    [
      'upsert',
      `sf.bulk.Lead.upsert(rows, 'Ext__c', batch_size=100)`,
      ['3 upsert: upsert Lead (bulk-1), by Ext__c, v59'],
    ],
    ['update', `sf.bulk.Lead.update(rows)`, ['3 update: update Lead (bulk-1), v59']],
    ['getattr', `getattr(sf.bulk, 'Lead').insert(rows)`, ['3 insert: insert Lead (bulk-1), v59']],
    [
      'getattr, __getattr__',
      `sf.bulk.__getattr__('Lead').insert(rows)`,
      ['3 insert: insert Lead (bulk-1), v59'],
    ],
    ['submit_dml', `sf.bulk.submit_dml('Lead', 'insert', rows)`, ['3 submit_dml: insert Lead (bulk-1), v59']],
    ['bulk2', `sf.bulk2.Lead.insert('leads.csv')`, ['3 insert: insert Lead (bulk-2), v59']],
    [
      'bulk2 upsert',
      `sf.bulk2.Lead.upsert(records=rows, external_id_field='Ext__c')`,
      ['3 upsert: upsert Lead (bulk-2), by Ext__c, v59'],
    ],
    [
      'no saves',
      `sf.bulk.Lead.query('SELECT Id')\nsf.bulk.Lead.delete(rows)\nsf.bulk2.Lead.hard_delete('x.csv')`,
      [],
    ],
  ])('%s', async (_, code, expected) => expect(await saves(code)).toEqual(expected));
});

describe('headers', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a literal',
      `sf.Lead.create({}, headers=${header})`,
      ['3 create: insert Lead (rest-record), allowSave=true, v59'],
    ],
    [
      'by position',
      `sf.Lead.create({}, ${header})`,
      ['3 create: insert Lead (rest-record), allowSave=true, v59'],
    ],
    [
      'by position, update',
      `sf.Lead.update('00Q', {}, False, ${header})`,
      ['3 update: update Lead (rest-record), allowSave=true, v59'],
    ],
    [
      'a constant',
      `H = ${header}\nsf.Lead.upsert('Ext__c/7', {}, headers=H)`,
      ['4 upsert: upsert Lead (rest-external-id), allowSave=true, by Ext__c, v59'],
    ],
    [
      'spread',
      `H = ${header}\nsf.Lead.create({}, headers={**H, 'x': 'y'})`,
      ['4 create: insert Lead (rest-record), allowSave=true, v59'],
    ],
    [
      'under a condition',
      `def run(lead, force):\n    headers = {}\n    if force:\n        headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'\n    sf.Lead.create(lead, headers=headers)`,
      ['7 create: insert Lead (rest-record) in run, allowSave=true when force, v59'],
    ],
    [
      'a flag in the text',
      `def run(lead, force):\n    sf.Lead.create(lead, headers={'Sforce-Duplicate-Rule-Header': f'allowSave={force}'})`,
      ['4 create: insert Lead (rest-record) in run, allowSave=parameter force, v59'],
    ],
    [
      'of the client: not sent',
      `sf.headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'\nsf.Lead.create({})`,
      ['4 create: insert Lead (rest-record), allowSave=true, ineffective, v59'],
    ],
    [
      'of the client, by update: not sent',
      `sf.headers.update(${header})\nsf.Lead.create({})`,
      ['4 create: insert Lead (rest-record), allowSave=true, ineffective, v59'],
    ],
    [
      'of the client: sent by restful',
      `sf.headers.update(${header})\nsf.restful('sobjects/Lead', method='POST', json={})`,
      ['4 restful: insert Lead (rest-record), allowSave=true, v59'],
    ],
    [
      'of the session',
      `sf.session.headers.update(${header})\nsf.Lead.create({})`,
      ['4 create: insert Lead (rest-record), allowSave=true, v59'],
    ],
    [
      'of a session that is passed',
      `import requests\ns = requests.Session()\ns.headers.update(${header})\nclient = Salesforce(session=s, session_id='x', instance='y')\nclient.Lead.create({})`,
      ['7 create: insert Lead (rest-record), allowSave=true, v59'],
    ],
  ])('%s', async (_, code, expected) => expect(await saves(code)).toEqual(expected));
});

describe('plain calls of a client', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'composite',
      `sf.restful('composite', method='POST', json={'compositeRequest': [{'method': 'POST', 'url': '/services/data/v58.0/sobjects/Lead', 'body': {}}]})`,
      ['3 restful: insert Lead (rest-composite), v58'],
    ],
    [
      'subrequests with headers of their own',
      `sub = {'method': 'POST', 'url': '/services/data/v58.0/sobjects/Lead', 'body': {}}
sf.restful('composite', method='POST', json={'compositeRequest': [sub, {**sub, 'httpHeaders': ${header}}]})`,
      [
        '4 restful: insert Lead (rest-composite), v58',
        '4 restful: insert Lead (rest-composite), allowSave=true, v58',
      ],
    ],
    [
      'collections as text',
      `import json\nsf.restful('composite/sobjects', method='POST', data=json.dumps({'records': [{'attributes': {'type': 'Lead'}}]}))`,
      ['4 restful: insert Lead (rest-collections), v59'],
    ],
    ['a query', `sf.restful('query', params={'q': 'SELECT Id FROM Lead'})`, []],
    [
      '_call_salesforce',
      `sf._call_salesforce('PATCH', f'{sf.base_url}sobjects/Lead/{lead_id}', json={})`,
      ['3 _call_salesforce: update Lead (rest-record), v59'],
    ],
    [
      'its address with requests',
      `import requests\nrequests.post(sf.base_url + 'sobjects/Lead', json={}, headers=sf.headers)`,
      ['4 post: insert Lead (rest-record), v59'],
    ],
  ])('%s', async (_, code, expected) => expect(await saves(code)).toEqual(expected));
});

describe('headers that are handed in', () => {
  it.each<[string, string]>([
    ['as they are', 'headers=headers'],
    ['among others', "headers={'x': 'y', **headers}"],
    ['or none', 'headers={**(headers or {})}'],
  ])('%s', async (_, passed) => {
    const code = `def create(row, headers):
    return sf.Lead.create(row, ${passed})
def forced(row):
    create(row, ${header})
def plain(row):
    create(row, {})`;
    expect(await saves(code)).toEqual([
      `4 create: insert Lead (rest-record) in create, ${handedIn('headers')}, v59, called with true, called with `,
    ]);
  });
});
