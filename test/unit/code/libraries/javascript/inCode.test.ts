import { table } from './inCodeTable.ts';

table('jsforce', [
  [
    'a part of a list that is not known',
    `
      import type { Connection } from 'jsforce';
      export async function load(conn: Connection, rows) {
        for (let i = 0; i < rows.length; i += 200) await conn.sobject('Contact').create(rows.slice(i, i + 200));
        await conn.update('Contact', rows.filter((row) => row.Id));
        await conn.sobject('Contact').upsert(rows, 'Ext__c');
      }
    `,
    '3 create: insert Contact (rest-collections) in load',
    '4 update: update Contact (rest-collections) in load',
    '5 upsert: upsert Contact (rest-external-id) in load, by Ext__c',
  ],
  [
    'callbacks, in CommonJS',
    `
      const jsforce = require('jsforce');
      const conn = new jsforce.Connection({ loginUrl });
      conn.login(user, password, function (err, userInfo) {
        conn.sobject('Lead').create({ LastName: 'x' }, function (err, ret) {
          conn.sobject('Task').create({ WhoId: ret.id });
        });
      });
    `,
    '4 create: insert Lead (rest-record) in code, v50',
    '5 create: insert Task (rest-record) in code, v50',
  ],
  [
    'the header as a constant, spread and under a condition',
    `
      import { Connection } from 'jsforce';
      const options = { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } };
      async function run(conn: Connection, force: boolean) {
        await conn.sobject('Lead').create({}, options);
        await conn.sobject('Lead').update({}, { ...options, allOrNone: true });
        const headers: Record<string, string> = {};
        if (force) headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
        await conn.sobject('Lead').upsert({}, 'Ext__c', { headers });
      }
    `,
    '4 create: insert Lead (rest-record) in run, allowSave=true',
    '5 update: update Lead (rest-record) in run, allowSave=true',
    '8 upsert: upsert Lead (rest-external-id) in run, allowSave=true when force, by Ext__c',
  ],
  [
    'the version, set later',
    `
      const jsforce = require('jsforce');
      const conn = new jsforce.Connection({});
      conn.version = '58.0';
      conn.create('Contact', [{ LastName: 'x' }]);
    `,
    '4 create: insert Contact (rest-collections) in code, v58',
  ],
  [
    'a class with a connection',
    `
      import * as jsforce from 'jsforce';
      export class Leads {
        private conn: jsforce.Connection;
        constructor() { this.conn = new jsforce.Connection({ version: '61.0' }); }
        async save(records: object[]) {
          return this.conn.sobject('Lead').create(records.map((one) => ({ ...one, LeadSource: 'Web' })));
        }
      }
    `,
    '6 create: insert Lead (rest-collections) in Leads.save, v61',
  ],
  [
    'a parameter typed as a connection',
    `
      import type { Connection } from '@jsforce/jsforce-node';
      export async function save(org: Connection, name: string) {
        await org.insert('Account', { Name: name });
        await org.bulk2.loadAndWaitForResults({ object: 'Account', operation: 'insert', input: [] });
      }
    `,
    '3 insert: insert Account (rest-record) in save',
    '4 loadAndWaitForResults: insert Account (bulk-2) in save',
  ],
  [
    'a connection of the CLI library',
    `
      import { Org, Connection, AuthInfo } from '@salesforce/core';
      export async function run(flags) {
        const org = await Org.create({ aliasOrUsername: 'x' });
        await org.getConnection('60.0').sobject('Lead').create({ LastName: 'x' });
        const conn = await Connection.create({ authInfo: await AuthInfo.create({}) });
        await conn.create('Lead', { LastName: 'x' });
        const target = flags['target-org'].getConnection(flags['api-version']);
        await target.sobject('Contact').update({ Id: '003' });
      }
    `,
    '4 create: insert Lead (rest-record) in run, v60',
    '6 create: insert Lead (rest-record) in run',
    '8 update: update Contact (rest-record) in run',
  ],
  [
    'a bulk job, its batch and a query that updates',
    `
      const jsforce = require('jsforce');
      async function load(conn, rows) {
        const job = conn.bulk.createJob('Lead', 'insert');
        const batch = job.createBatch();
        batch.execute(rows);
        await conn.sobject('Lead').find({ Status: 'Open' }).update({ Status: 'Closed' });
        await conn.sobject('Lead').record('00Q').update({ Status: 'Closed' });
        await conn.sobject('Lead').destroy('00Q');
      }
      load(new jsforce.Connection(), []);
    `,
    '5 execute: insert Lead (bulk-1) in load',
    '6 update: update Lead (rest-collections) in load',
    '7 update: update Lead (rest-record) in load',
  ],
  [
    'bulk loads of an unknown connection, by one operation or another',
    `
      // Loads rows into Salesforce.
      export async function load(org, rows, key) {
        const operation = key ? 'upsert' : 'insert';
        await org.conn.bulk2.loadAndWaitForResults({ object: 'Lead', operation, externalIdFieldName: key, input: rows });
        await org.conn.bulk.load('Lead', 'delete', rows);
        await org.conn.bulk.load('Lead', 'update', rows);
      }
    `,
    '4 loadAndWaitForResults: upsert Lead (bulk-2) in load',
    '4 loadAndWaitForResults: insert Lead (bulk-2) in load',
    '6 load: update Lead (bulk-1) in load',
  ],
  [
    'connections of classes that are not known',
    `
      const conn = new window.jsforce.Connection({ accessToken });
      conn.sobject('Lead').create({ LastName: 'x' });
      conn.create('Lead', {});
      const client = new ApiClient();
      client.post('https://x.my.salesforce.com/services/data/v59.0/sobjects/Lead', {});
    `,
    '2 create: insert Lead (rest-record) in code',
    '3 create: insert Lead (rest-record) in code',
    '5 post: insert Lead (rest-record) in code, v59',
  ],
  [
    'parameters that are declared as lists',
    `
      import { Connection } from 'jsforce';
      export async function many(conn: Connection, rows: Record<string, unknown>[], more: Array<object>, one: object) {
        await conn.sobject('Lead').create(rows);
        await conn.sobject('Lead').update(more);
        await conn.sobject('Lead').update(one);
        await Promise.all(rows.map((row) => conn.sobject('Lead').create(row)));
      }
    `,
    '3 create: insert Lead (rest-collections) in many',
    '4 update: update Lead (rest-collections) in many',
    '5 update: update Lead (rest-record) in many',
    '6 create: insert Lead (rest-record) in many',
  ],
  [
    'imports of all kinds',
    `
      import { Connection as Conn } from 'jsforce';
      const { Connection } = require('jsforce');
      async function run() {
        const jsforce = await import('jsforce');
        await new jsforce.Connection({ version: '60.0' }).sobject('Lead').create({});
        await new Connection({ version: '60.0' }).sobject('Lead').create({});
        const conn = new Conn({ version: '60.0' });
        const leads = conn.sobject('Lead');
        await leads.update({});
      }
    `,
    '5 create: insert Lead (rest-record) in run, v60',
    '6 create: insert Lead (rest-record) in run, v60',
    '9 update: update Lead (rest-record) in run, v60',
  ],
  [
    'requests on a connection',
    `
      import { Connection } from 'jsforce';
      const conn = new Connection({ version: '59.0' });
      async function run(body) {
        await conn.request({ method: 'POST', url: '/sobjects/Lead', body: JSON.stringify(body) });
        await conn.requestPost('/services/data/v60.0/sobjects/Contact', body);
        await conn.request({
          method: 'PATCH',
          url: \`\${conn._baseUrl()}/sobjects/Lead/Ext__c/\${body.id}\`,
          body: '{}',
          headers: { 'sforce-duplicate-rule-header': 'allowSave=true' },
        });
        await conn.request('/sobjects/Lead/describe');
      }
    `,
    '4 request: insert Lead (rest-record) in run, v59',
    '5 requestPost: insert Contact (rest-record) in run, v60',
    '6 request: upsert Lead (rest-external-id) in run, allowSave=true, by Ext__c, v59',
  ],
  [
    'what is no save',
    `
      import jsforce from 'jsforce';
      import { prisma, queue } from './db';
      const conn = new jsforce.Connection();
      export async function run() {
        await prisma.lead.create({ data: {} });
        await queue.insert('Lead', {});
        await conn.tooling.sobject('ApexClass').create({ Name: 'x' });
        const queried = await other.tooling.sobject('SourceMember').find({});
        queried.map((one) => other.tooling.sobject('SourceMember').update({ Id: one.Id }));
        await conn.apex.post('/leads', {});
        await conn.metadata.create('CustomObject', {});
        const doc = document.createElement('a');
      }
    `,
  ],
]);
