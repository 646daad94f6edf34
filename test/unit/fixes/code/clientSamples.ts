import type { Sample } from './samples.ts';

const rest = `\${instance}/services/data/v62.0/sobjects/Lead`;
const header = "'Sforce-Duplicate-Rule-Header'";

/** Saves by HTTP clients, in Lightning components, in callbacks and in parts of a request. */
export const clientSamples: Readonly<Record<string, Sample>> = {
  ky: {
    name: 'ky.ts',
    text: `import ky from 'ky';

export async function plain(instance: string, lead: object) {
  await ky.post(\`${rest}\`, { json: lead });
}

export async function kept(instance: string, token: string, email: string) {
  const answer = await ky
    .post(\`${rest}\`, {
      headers: { Authorization: \`Bearer \${token}\` },
      json: { LastName: 'x', Email: email },
    })
    .json<{ id: string }>();
  return answer.id;
}

export async function logged(instance: string, lead: object) {
  try {
    await ky(\`${rest}\`, { method: 'post', json: lead });
  } catch (error) {
    console.error(error);
  }
}
`,
  },
  ofetch: {
    name: 'ofetch.ts',
    text: `import { $fetch, ofetch } from 'ofetch';

export async function kept(instance: string, lead: { Email: string }) {
  const { id } = await $fetch(\`${rest}\`, { method: 'POST', body: lead });
  return id;
}

export function logged(instance: string, lead: { Email: string }) {
  return ofetch(\`${rest}\`, { method: 'POST', body: lead }).catch((error) => {
    console.error(error);
  });
}
`,
  },
  superagent: {
    name: 'superagent.ts',
    text: `import request from 'superagent';

export async function plain(instance: string, token: string, lead: object) {
  await request
    .post(\`${rest}\`)
    .set('Authorization', token)
    .send(lead);
}

export async function kept(instance: string, token: string, lead: object) {
  const response = await request.post(\`${rest}\`).send(lead).set('Authorization', token);
  return response.body.id;
}
`,
  },
  undici: {
    name: 'undici.ts',
    text: `import { request } from 'undici';

export async function plain(instance: string, token: string, lead: object) {
  await request(\`${rest}\`, { method: 'POST', headers: { authorization: token }, body: JSON.stringify(lead) });
}

export async function status(instance: string, token: string, lead: object) {
  const response = await request(\`${rest}\`, {
    method: 'POST',
    headers: { authorization: token },
    body: JSON.stringify(lead),
  });
  return response.statusCode < 300;
}
`,
  },
  needle: {
    name: 'needle.ts',
    text: `import needle from 'needle';

export async function plain(instance: string, lead: object) {
  await needle('post', \`${rest}\`, lead, { json: true });
}

export async function each(instance: string, leads: object[]) {
  for (const lead of leads) {
    const response = await needle('post', \`${rest}\`, lead, { json: true });
    if (response.statusCode !== 201) console.error(response.body);
  }
}
`,
  },
  'axios, its answer read': {
    name: 'answer.ts',
    text: `import axios from 'axios';

export async function taken(instance: string, lead: { Email: string }) {
  const { data } = await axios.post(\`${rest}\`, lead);
  return data.id;
}

export function given(instance: string, lead: { Email: string }) {
  return axios.post(\`${rest}\`, lead);
}
`,
  },
  got: {
    name: 'got.js',
    text: `import got from 'got';

export async function kept(instance, lead) {
  const { id } = await got.post(\`${rest}\`, { json: lead }).json();
  return id;
}
`,
  },
  'requests by an external id': {
    name: 'upserts.ts',
    text: `import axios from 'axios';
import ky from 'ky';

export async function literal(instance: string, row: { id: string; email: string }) {
  await axios.post(\`${rest}\`, {
    LastName: 'Web',
    Email: row.email,
    Ext__c: row.id,
  });
}

export async function named(instance: string, row: { id: string; email: string }) {
  const lead = { LastName: 'Web', Email: row.email, Ext__c: row.id };
  const answer = await ky.post(\`${rest}\`, { json: lead }).json();
  return answer;
}

export async function response(instance: string, row: { id: string; email: string }) {
  const lead = { LastName: 'Web', Email: row.email, Ext__c: row.id };
  const answer = await fetch(\`${rest}\`, { method: 'POST', body: JSON.stringify(lead) });
  return answer.ok;
}
`,
  },
  'requests by an external id in Python': {
    name: 'upserts.py',
    text: `import requests


def named(instance, token, row):
    lead = {"LastName": row["name"], "Company": "x", "Ext__c": row["id"]}
    response = requests.post(f"{instance}/services/data/v62.0/sobjects/Lead", json=lead, headers={"Authorization": token})
    response.raise_for_status()


def literal(instance, row):
    requests.post(
        f"{instance}/services/data/v62.0/sobjects/Lead",
        json={"LastName": row["name"], "Ext__c": row["id"]},
    )
`,
  },
  aiohttp: {
    name: 'sessions.py',
    text: `import aiohttp


async def plain(base, leads):
    async with aiohttp.ClientSession() as session:
        for lead in leads:
            async with session.post(f"{base}/services/data/v62.0/sobjects/Lead", json=lead) as response:
                print(response.status)


async def raised(session: aiohttp.ClientSession, base, lead):
    async with session.post(
        f"{base}/services/data/v62.0/sobjects/Lead",
        json=lead,
        headers={"Authorization": "x"},
    ) as response:
        response.raise_for_status()
        answer = await response.json()
    return answer["id"]


async def awaited(session: aiohttp.ClientSession, base, lead):
    response = await session.post(f"{base}/services/data/v62.0/sobjects/Lead", json=lead)
    return response.ok
`,
  },
  'lightning/uiRecordApi': {
    name: 'form.js',
    text: `import { LightningElement } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import LEAD_OBJECT from '@salesforce/schema/Lead';
import EMAIL_FIELD from '@salesforce/schema/Lead.Email';

export default class Form extends LightningElement {
  save() {
    const fields = {};
    fields[EMAIL_FIELD.fieldApiName] = this.email;
    const recordInput = { apiName: LEAD_OBJECT.objectApiName, fields };
    createRecord(recordInput)
      .then((lead) => {
        this.leadId = lead.id;
      })
      .catch((error) => {
        console.error(error);
      });
  }

  async third() {
    await createRecord({ apiName: 'Lead', fields: { Email: this.email } });
  }
}
`,
  },
  'callbacks of jsforce 1': {
    name: 'callbacks.js',
    text: `const jsforce = require('jsforce');

exports.function = function (conn, lead) {
  conn.sobject('Lead').create({ LastName: lead.name }, function (err, result) {
    if (err) { return console.error(err); }
    console.log(result.id);
  });
};

exports.named = function (conn, lead) {
  conn.sobject('Lead').create(lead, saved);
};

exports.bypass = function (lead) {
  const conn = new jsforce.Connection({ version: '60.0' });
  conn.sobject('Lead').create(lead, { headers: { ${header}: 'allowSave=true' } }, (err) => {
    if (err) console.error(err);
  });
};

function saved(err) {
  if (err) console.log(err);
}
`,
  },
  'answers to parts of a request': {
    name: 'parts.ts',
    text: `import axios from 'axios';
import got from 'got';

export async function batch(instance: string, lead: object) {
  await got
    .post(\`\${instance}/services/data/v62.0/composite/batch\`, {
      json: { batchRequests: [{ method: 'POST', url: 'v62.0/sobjects/Lead', richInput: lead }] },
    })
    .json();
}

export async function composite(instance: string, lead: object) {
  const response = await fetch(\`\${instance}/services/data/v62.0/composite\`, {
    method: 'POST',
    body: JSON.stringify({
      compositeRequest: [
        { method: 'POST', url: '/services/data/v62.0/sobjects/Lead', referenceId: 'lead', body: lead },
      ],
    }),
  });
  if (!response.ok) throw new Error(response.statusText);
}

export async function graph(instance: string, lead: object) {
  const { data } = await axios.post(\`\${instance}/services/data/v62.0/composite/graph\`, {
    graphs: [
      {
        graphId: 'one',
        compositeRequest: [
          { method: 'POST', url: '/services/data/v62.0/sobjects/Lead', referenceId: 'lead', body: lead },
        ],
      },
    ],
  });
  console.log(data);
}

export async function collections(instance: string, leads: object[]) {
  const response = await fetch(\`\${instance}/services/data/v62.0/composite/sobjects\`, {
    method: 'POST',
    body: JSON.stringify({ records: leads.map((lead) => ({ attributes: { type: 'Lead' }, ...lead })) }),
  });
  console.log(response.status);
}
`,
  },
  'answers to parts of a request in Python': {
    name: 'parts.py',
    text: `import httpx
import requests


def composite(base, lead):
    response = requests.post(
        f"{base}/services/data/v62.0/composite",
        json={
            "compositeRequest": [
                {"method": "POST", "url": "/services/data/v62.0/sobjects/Lead", "referenceId": "lead", "body": lead},
            ],
        },
    )
    response.raise_for_status()


def rows(base, leads):
    response = httpx.post(
        f"{base}/services/data/v62.0/composite/sobjects",
        json={"records": [{"attributes": {"type": "Lead"}, **lead} for lead in leads]},
    )
    response.raise_for_status()
`,
  },
  'jobs of Bulk API 2.0': {
    name: 'jobs.ts',
    text: `import axios from 'axios';

export async function byFetch(instance: string, token: string, rows: string) {
  const headers = { Authorization: token, 'Content-Type': 'application/json' };
  const created = await fetch(\`\${instance}/services/data/v60.0/jobs/ingest\`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ object: 'Lead', operation: 'insert', contentType: 'CSV' }),
  });
  const job = await created.json();
  const url = \`\${instance}/services/data/v60.0/jobs/ingest/\${job.id}\`;
  await fetch(\`\${url}/batches\`, { method: 'PUT', headers: { ...headers, 'Content-Type': 'text/csv' }, body: rows });
  await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ state: 'UploadComplete' }) });
}

export async function byAxios(instance: string, token: string, rows: string) {
  const client = axios.create({ baseURL: instance, headers: { Authorization: token } });
  const { data: job } = await client.post('/services/data/v60.0/jobs/ingest', { object: 'Lead', operation: 'insert' });
  await client.put(\`/services/data/v60.0/jobs/ingest/\${job.id}/batches\`, rows);
  await client.patch(\`/services/data/v60.0/jobs/ingest/\${job.id}\`, { state: 'UploadComplete' });
}
`,
  },
  'jobs of Bulk API 2.0 in Python': {
    name: 'jobs.py',
    text: `import requests


def load(base, token, rows):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    url = f"{base}/services/data/v60.0/jobs/ingest"
    response = requests.post(url, json={"object": "Lead", "operation": "insert"}, headers=headers)
    job = response.json()["id"]
    requests.put(f"{url}/{job}/batches", data=rows, headers={**headers, "Content-Type": "text/csv"})
    requests.patch(f"{url}/{job}", json={"state": "UploadComplete"}, headers=headers)
`,
  },
  'headers that are assigned': {
    name: 'assigned.js',
    text: `export async function always(instance, lead) {
  const headers = {};
  headers[${header}] = 'allowSave=true';
  const response = await fetch(\`${rest}\`, { method: 'POST', headers, body: JSON.stringify(lead) });
  return response.ok;
}

export async function sometimes(instance, lead, force) {
  const headers = {};
  if (force) {
    headers[${header}] = 'allowSave=true';
  }
  const response = await fetch(\`${rest}\`, { method: 'POST', headers, body: JSON.stringify(lead) });
  return response.ok;
}

export async function set(instance, lead) {
  const headers = new Headers();
  headers.set(${header}, 'allowSave=true');
  const response = await fetch(\`${rest}\`, { method: 'POST', headers, body: JSON.stringify(lead) });
  return response.ok;
}
`,
  },
  'headers that are assigned in Python': {
    name: 'assigned.py',
    text: `from simple_salesforce import Salesforce

sf = Salesforce(username='a', password='b', security_token='c', version='60.0')


def load(lead):
    sf.session.headers[${header}] = 'allowSave=true'
    sf.Lead.create(lead)


def trap(lead):
    sf.headers[${header}] = 'allowSave=true'
    sf.Lead.create(lead)


def rest(lead, force):
    if force:
        sf.headers[${header}] = 'allowSave=true'
    sf.restful('sobjects/Lead', method='POST', json=lead)
`,
  },
};
