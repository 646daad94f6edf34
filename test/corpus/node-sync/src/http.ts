// form: fetch, axios, url in parts, wrapper with a path, composite, ui-api
import axios from 'axios';
import got from 'got';

const base = `${process.env.SF_INSTANCE_URL}/services/data/v61.0`;
const auth = { Authorization: `Bearer ${process.env.SF_TOKEN}`, 'Content-Type': 'application/json' };

export async function fetchLead(email: string) {
  const response = await fetch(`${base}/sobjects/Lead`, { // save: Lead expect: missing-duplicate-rule-header/information
    method: 'POST',
    headers: auth,
    body: JSON.stringify({ LastName: 'Web', Company: 'Web', Email: email }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export async function fetchUnread(email: string) {
  await fetch(`${base}/sobjects/Lead/`, { // save: Lead expect: unhandled-duplicates/warning
    method: 'POST',
    headers: auth,
    body: JSON.stringify({ LastName: 'Web', Company: 'Web', Email: email }),
  });
}

export async function fetchLogged(email: string) {
  const response = await fetch(`${base}/sobjects/Lead`, { // save: Lead expect: unhandled-duplicates/warning
    method: 'POST',
    headers: auth,
    body: JSON.stringify({ LastName: 'Web', Company: 'Web', Email: email }),
  });
  if (!response.ok) {
    console.error('Salesforce said', response.status);
  }
}

export async function fetchHandled(email: string) {
  const response = await fetch(`${base}/sobjects/Lead`, { // save: Lead expect: none
    method: 'POST',
    headers: auth,
    body: JSON.stringify({ LastName: 'Web', Company: 'Web', Email: email }),
  });
  const body = await response.json();
  if (response.status === 400 && body[0].errorCode === 'DUPLICATES_DETECTED') {
    return (body[0].duplicateResut ?? body[0].duplicateResult).matchResults[0].matchRecords[0].record.Id;
  }
  return body.id;
}

export async function readLead(id: string) {
  const response = await fetch(`${base}/sobjects/Lead/${id}`, { headers: auth });
  return response.json();
}

export async function patchContact(id: string, email: string) {
  return fetch(`${base}/sobjects/Contact/${id}`, { // save: Contact expect: missing-duplicate-rule-header/information
    method: 'PATCH',
    headers: auth,
    body: JSON.stringify({ Email: email }),
  });
}

export async function patchByExternalId(key: string, email: string) {
  const response = await fetch(`${base}/sobjects/Lead/Ext__c/${key}`, { // save: Lead expect: external-id-upsert-duplicates/information
    method: 'PATCH',
    headers: auth,
    body: JSON.stringify({ LastName: 'x', Company: 'y', Email: email }),
  });
  if (response.status >= 400) throw new Error('not saved');
}

export async function axiosLead(email: string) {
  const { data } = await axios.post(`${base}/sobjects/Lead`, { LastName: 'Web', Company: 'Web', Email: email }, { headers: auth }); // save: Lead expect: missing-duplicate-rule-header/warning
  return data.id;
}

export async function axiosBypass(email: string) {
  return axios.post( // save: Lead expect: none
    `${base}/sobjects/Lead`,
    { LastName: 'Web', Company: 'Web', Email: email },
    { headers: { ...auth, 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } }, // option expect: allow-save-bypass/warning
  );
}

const client = axios.create({
  baseURL: `${process.env.SF_INSTANCE_URL}/services/data/v59.0`,
  headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }, // option expect: allow-save-bypass/warning
});

export async function byClient(email: string) {
  return client.post('/sobjects/Lead', { LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: none
}

export async function byClientContact(email: string) {
  return client.post('/sobjects/Contact', { LastName: 'Web', Email: email }); // save: Contact expect: none
}

export async function gotLead(email: string) {
  try {
    return await got.post(`${base}/sobjects/Lead`, { json: { LastName: 'a', Company: 'b', Email: email }, headers: auth }).json(); // save: Lead expect: unhandled-duplicates/warning
  } catch (error) {
    console.warn(error);
  }
}

async function send(method: string, path: string, body?: unknown) {
  const headers: Record<string, string> = { ...auth };
  if (method !== 'GET') headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'; // option expect: allow-save-bypass/warning
  const response = await fetch(base + path, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json();
}

export const readAccount = (id: string) => send('GET', `/sobjects/Account/${id}`);
export const addLead = (email: string) => send('POST', '/sobjects/Lead', { LastName: 'x', Company: 'y', Email: email }); // save: Lead expect: none

async function plainSend(method: string, path: string, body: unknown) {
  const response = await fetch(base + path, { method, headers: auth, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json();
}

export async function addContact(email: string) {
  return plainSend('POST', '/sobjects/Contact', { LastName: 'x', Email: email }); // save: Contact expect: missing-duplicate-rule-header/information
}

export async function addTask(subject: string) {
  return plainSend('POST', '/sobjects/Task', { Subject: subject }); // save: Task expect: none
}

export async function compositeOuterHeader(email: string) {
  const response = await axios.post( // save: Lead expect: none
    `${base}/composite`,
    {
      compositeRequest: [
        {
          method: 'POST',
          url: '/services/data/v61.0/sobjects/Lead',
          referenceId: 'lead',
          body: { LastName: 'x', Company: 'y', Email: email },
        },
      ],
    },
    { headers: { ...auth, 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } }, // option expect: ineffective-duplicate-header/warning
  );
  return response.data;
}

export async function compositeInnerHeader(email: string) {
  const response = await axios.post( // save: Lead expect: none
    `${base}/composite`,
    {
      compositeRequest: [
        {
          method: 'POST',
          url: '/services/data/v61.0/sobjects/Lead',
          referenceId: 'lead',
          httpHeaders: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }, // option expect: allow-save-bypass/warning
          body: { LastName: 'x', Company: 'y', Email: email },
        },
      ],
    },
    { headers: auth },
  );
  return response.data;
}

export async function collections(contacts: { name: string; email: string }[]) {
  const response = await axios.post( // save: Contact expect: missing-duplicate-rule-header/information
    `${base}/composite/sobjects`,
    {
      allOrNone: false,
      records: contacts.map((one) => ({ attributes: { type: 'Contact' }, LastName: one.name, Email: one.email })),
    },
    { headers: auth },
  );
  return response.data;
}

export async function uiApi(email: string) {
  return axios.post(`${base}/ui-api/records`, { // save: Lead expect: none
    apiName: 'Lead',
    allowSaveOnDuplicate: true, // option expect: allow-save-bypass/warning
    fields: { LastName: 'x', Company: 'y', Email: email },
  });
}

export async function notSalesforce(email: string) {
  return axios.post('https://api.example.com/leads', { email });
}

export async function query(soql: string) {
  return axios.get(`${base}/query?q=${encodeURIComponent(soql)}`, { headers: auth });
}

export async function ingest(csv: string) {
  const job = await axios.post(`${base}/jobs/ingest`, { object: 'Lead', operation: 'insert', contentType: 'CSV' }, { headers: auth }); // save: Lead expect: unhandled-duplicates/warning
  await axios.put(`${base}/jobs/ingest/${job.data.id}/batches`, csv, { headers: { ...auth, 'Content-Type': 'text/csv' } });
  await axios.patch(`${base}/jobs/ingest/${job.data.id}`, { state: 'UploadComplete' }, { headers: auth });
}
