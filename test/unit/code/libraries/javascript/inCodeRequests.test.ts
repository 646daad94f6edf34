import { describe, expect, it } from 'vitest';
import { savesOf } from '../../../../support/codeSaves.ts';
import { table } from './inCodeTable.ts';

table('requests', [
  [
    'fetch, its URL in parts and its headers in a constant',
    `
      const API = '/services/data/v60.0';
      const base = process.env.SF_URL + API;
      const headers = { Authorization: \`Bearer \${token}\`, 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
      export async function createLead(lead) {
        const res = await fetch(\`\${base}/sobjects/Lead\`, { method: 'POST', headers, body: JSON.stringify(lead) });
        return res.json();
      }
    `,
    '5 fetch: insert Lead (rest-record) in createLead, allowSave=true, v60',
  ],
  [
    'a wrapper around fetch, for every call but GET',
    `
      const base = 'https://x.my.salesforce.com/services/data/v59.0';
      async function api(path: string, method = 'GET', body?: unknown) {
        const headers: Record<string, string> = { 'Content-Type': 'application/json' };
        if (method !== 'GET') headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
        return fetch(base + path, { method, headers, body: body ? JSON.stringify(body) : undefined });
      }
      export const createLead = (lead: object) => api('/sobjects/Lead', 'POST', lead);
      export const readLead = (id: string) => api('/sobjects/Lead/' + id);
    `,
    "5 fetch: upsert <generic> (rest-record) in api, allowSave=true when method !== 'GET'",
    '7 api: insert Lead (rest-record) in createLead, allowSave=true, v59, via 5 fetch',
  ],
  [
    'axios with an instance, its default headers and an interceptor',
    `
      import axios from 'axios';
      const client = axios.create({ baseURL: 'https://x.my.salesforce.com/services/data/v58.0' });
      client.defaults.headers.common['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
      export const create = (lead) => client.post('/sobjects/Lead', lead);
      const other = axios.create({ baseURL: 'https://x.my.salesforce.com/services/data/v58.0' });
      other.interceptors.request.use((config) => {
        config.headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
        return config;
      });
      export const update = (id, lead) => other.patch(\`/sobjects/Lead/\${id}\`, lead);
    `,
    '4 post: insert Lead (rest-record) in create, allowSave=true, v58',
    '10 patch: update Lead (rest-record) in update, allowSave=true, v58',
  ],
  [
    'axios with a configuration that is made before',
    `
      const axios = require('axios');
      async function save(type, record) {
        const config = {
          method: 'post',
          url: \`\${instance}/services/data/v58.0/sobjects/\${type}\`,
          headers: { Authorization: 'x' },
          data: record,
        };
        const response = await axios(config);
        return response.data;
      }
      save('Contact', { LastName: 'x' });
    `,
    '9 axios: insert <generic> (rest-record) in save, v58',
    '12 save: insert Contact (rest-record) in code, v58, via 9 axios',
  ],
  [
    'got, ky, superagent, request and https',
    `
      import got from 'got';
      import ky from 'ky';
      import request from 'superagent';
      import legacy from 'request';
      import https from 'node:https';
      const url = 'https://x.my.salesforce.com/services/data/v58.0/sobjects/Lead';
      async function run(json) {
        const sf = got.extend({ prefixUrl: 'https://x.my.salesforce.com/services/data/v58.0', headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
        await sf.post('sobjects/Lead', { json }).json();
        await ky.post(url, { json });
        await request.post(url).set('Sforce-Duplicate-Rule-Header', 'allowSave=true').send(json);
        legacy.post({ url, json }, (error, response, body) => console.log(body));
        const req = https.request({ hostname: 'x.my.salesforce.com', path: '/services/data/v58.0/sobjects/Lead', method: 'POST' }, (res) => {});
        req.write(JSON.stringify(json));
        req.end();
      }
    `,
    '9 post: insert Lead (rest-record) in run, allowSave=true, v58',
    '10 post: insert Lead (rest-record) in run, v58',
    '11 send: insert Lead (rest-record) in run, allowSave=true, v58',
    '12 post: insert Lead (rest-record) in run, v58',
    '13 request: insert Lead (rest-record) in run, v58',
  ],
  [
    'Headers and XMLHttpRequest',
    `
      const url = instanceUrl + '/services/data/v58.0/sobjects/Lead';
      function run(body) {
        const headers = new Headers({ Accept: 'application/json' });
        headers.set('Sforce-Duplicate-Rule-Header', 'allowSave=true');
        fetch(new Request(url, { method: 'POST', headers, body }));
        const xhr = new XMLHttpRequest();
        xhr.open('POST', url);
        xhr.setRequestHeader('Sforce-Duplicate-Rule-Header', 'allowSave=true');
        xhr.send(body);
      }
    `,
    '5 fetch: insert Lead (rest-record) in run, allowSave=true, v58',
    '9 send: insert Lead (rest-record) in run, allowSave=true, v58',
  ],
  [
    'a service with an injected client',
    `
      import { HttpService } from '@nestjs/axios';
      @Injectable()
      export class SalesforceService {
        constructor(private readonly http: HttpService) {}
        create(lead: object) {
          return this.http.post('https://x.my.salesforce.com/services/data/v58.0/sobjects/Lead', lead, { headers: {} });
        }
      }
    `,
    '6 post: insert Lead (rest-record) in SalesforceService.create, v58',
  ],
  [
    'what is no save',
    `
      import axios from 'axios';
      // Salesforce only in a comment
      export async function run(url, init, lead) {
        await axios.post('https://api.example.org/leads', lead);
        await fetch(url, init);
        await fetch(url, { method: 'POST', headers: init.headers, body: lead });
        await axios.get('https://x.my.salesforce.com/services/data/v58.0/sobjects/Lead/00Q');
        await fetch('https://x.my.salesforce.com/services/oauth2/token', { method: 'POST' });
        await axios.post('https://x.my.salesforce.com/services/data/v58.0/tooling/sobjects/ApexClass', {});
      }
    `,
  ],
]);

table('headers that do not arrive', [
  [
    'beside the headers, and where none are sent',
    `
      import axios from 'axios';
      import { Connection } from 'jsforce';
      const allow = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
      const url = 'https://x.my.salesforce.com/services/data/v59.0/sobjects/Lead';
      export async function run(conn: Connection, lead: object) {
        await conn.sobject('Lead').create(lead, allow);
        await conn.requestPost('/sobjects/Lead', lead, { headers: allow });
        await axios.post(url, lead, allow);
        await fetch(url, { method: 'POST', body: lead, ...allow });
        await axios.post(url, lead, { headers: allow });
      }
    `,
    '6 create: insert Lead (rest-record) in run, allowSave=true, ineffective',
    '7 requestPost: insert Lead (rest-record) in run, allowSave=true, ineffective',
    '8 post: insert Lead (rest-record) in run, allowSave=true, ineffective, v59',
    '9 fetch: insert Lead (rest-record) in run, allowSave=true, ineffective, v59',
    '10 post: insert Lead (rest-record) in run, allowSave=true, v59',
  ],
]);

table('clients that are not known', [
  [
    'behind other arguments',
    `
      export async function create(this: Context, body: object) {
        const options = { method: 'POST', body, uri: \`\${this.url}/services/data/v59.0/sobjects/Lead\`, json: true };
        return this.helpers.requestOAuth2.call(this, 'salesforceOAuth2Api', options);
      }
    `,
    '3 call: insert Lead (rest-record) in create, v59',
  ],
  [
    'kept in a field',
    `
      export class Salesforce {
        instanceUrl: string;
        request: RequestClient;
        constructor(instanceUrl: string, request: RequestClient) {
          this.instanceUrl = instanceUrl.concat(instanceUrl.slice(-1) === '/' ? '' : '/');
          this.request = request;
        }
        createRecord = async (json: object, sobject: string) => {
          return this.request(\`\${this.instanceUrl}services/data/v53.0/sobjects/\${sobject}\`, { method: 'post', json });
        };
      }
    `,
    '9 request: insert <generic> (rest-record) in Salesforce.createRecord, v53',
  ],
  [
    'in functions that are called with an object of their own',
    `
      async function api(this: Context, method: string, path: string, body: object) {
        return fetch(\`https://x.my.salesforce.com/services/data/v59.0\${path}\`, { method, body });
      }
      export function lead(this: Context) {
        return api.call(this, 'POST', '/sobjects/Lead', {});
      }
      export const contact = () => api.apply(null, ['POST', '/sobjects/Contact', {}]);
    `,
    '5 call: insert Lead (rest-record) in lead, v59, via 2 fetch',
    '7 apply: insert Contact (rest-record) in contact, v59, via 2 fetch',
  ],
  [
    'UrlFetchApp',
    `
      function save(lead) {
        const options = { method: 'post', payload: JSON.stringify(lead), muteHttpExceptions: true };
        return UrlFetchApp.fetch('https://x.my.salesforce.com/services/data/v59.0/sobjects/Lead', options);
      }
    `,
    '3 fetch: insert Lead (rest-record) in save, v59',
  ],
]);

table(
  'Lightning web components',
  [
    [
      'createRecord and updateRecord',
      `
      import { LightningElement } from 'lwc';
      import { createRecord, updateRecord } from 'lightning/uiRecordApi';
      import LEAD_OBJECT from '@salesforce/schema/Lead';
      import ID_FIELD from '@salesforce/schema/Lead.Id';
      import EMAIL_FIELD from '@salesforce/schema/Lead.Email';
      export default class Leads extends LightningElement {
        async create() {
          const fields = {};
          fields[EMAIL_FIELD.fieldApiName] = this.email;
          const recordInput = { apiName: LEAD_OBJECT.objectApiName, fields };
          if (this.force) recordInput.allowSaveOnDuplicate = true;
          await createRecord(recordInput);
        }
        update() {
          return updateRecord({ fields: { [ID_FIELD.fieldApiName]: this.recordId, [EMAIL_FIELD.fieldApiName]: 'x' } });
        }
      }
    `,
      '12 createRecord: insert Lead (lwc) in Leads.create, allowSave=true when this.force',
      '15 updateRecord: update Lead (lwc) in Leads.update',
    ],
  ],
  'leads.js',
);

describe('what is set in one file and saved in another', () => {
  it('of Lightning web components', async () => {
    const files = {
      'lwc/records/records.js': `import { createRecord } from 'lightning/uiRecordApi';
export function save(recordInput) {
  return createRecord(recordInput);
}
`,
      'lwc/form/form.js': `import { LightningElement } from 'lwc';
import { save } from 'c/records';
export default class Form extends LightningElement {
  submit() {
    return save({ apiName: 'Lead', fields: {}, allowSaveOnDuplicate: true });
  }
}
`,
    };
    expect(await savesOf(files, 'lwc/form/form.js')).toEqual([
      '5 save: insert Lead (lwc) in Form.submit, allowSave=true, via 3 createRecord',
    ]);
  });

  it('of a shared client', async () => {
    const files = {
      'client.ts': `import axios from 'axios';
export const client = axios.create({
  baseURL: \`\${process.env.URL}/services/data/v58.0\`,
  headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' },
});
`,
      'leads.ts': `import { client } from './client';
export const create = (lead: object) => client.post('/sobjects/Lead', lead);
`,
    };
    expect(await savesOf(files, 'leads.ts')).toEqual([
      '2 post: insert Lead (rest-record) in create, allowSave=true, v58',
    ]);
  });

  it.each([
    ['src/app/api/route.ts', 'src/lib/client.ts', '@/lib/client'],
    ['src/app/api/route.ts', 'src/lib/client.ts', 'src/lib/client'],
    ['src/app/api/route.ts', 'lib/client.ts', '~/lib/client'],
    ['app/api/route.ts', 'lib/client.ts', '@/lib/client'],
  ])('%s takes a connection of %s, imported as %s', async (user, client, specifier) => {
    const files = {
      [client]: `import jsforce from 'jsforce';
export const conn = new jsforce.Connection({ version: '60.0' });
`,
      [user]: `import { conn as salesforce } from '${specifier}';
export const POST = (lead: object) => salesforce.create('Lead', lead);
`,
    };
    expect(await savesOf(files, user)).toEqual(['2 create: insert Lead (rest-record) in POST, v60']);
  });
});
