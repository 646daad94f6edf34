import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';

const head = `import jsforce from 'jsforce';
const conn = new jsforce.Connection({ version: '60.0' });
`;

async function saves(code: string): Promise<string[]> {
  const found = await savesIn('code.ts', head + code);
  return found.map((one) => one.replace(' (rest-record)', '').replace(', v60', ''));
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a wrapper is silent, and its callers stand for it',
    `function save(object, record) { return conn.sobject(object).create(record); }
async function lead() { await save('Lead', { LastName: 'x' }); }
async function contact() { await save('Contact', { LastName: 'x' }); }`,
    [
      '3 create: insert <generic> in save',
      '4 save: insert Lead in lead, via 3 create',
      '5 save: insert Contact in contact, via 3 create',
    ],
  ],
  [
    'wrappers of wrappers',
    `const inner = (object, record) => conn.sobject(object).create(record);
const outer = (object, record) => inner(object, record);
const lead = (record) => outer('Lead', record);
const again = (record) => lead(record);`,
    ['3 create: insert <generic> in inner', '5 outer: insert Lead in lead, via 4 inner > 3 create'],
  ],
  [
    'a save whose object the wrapper knows is reported there alone',
    `function lead(record) { return conn.sobject('Lead').create(record); }
async function f(record) { await lead(record); }
async function g(record) { await lead(record); }`,
    ['3 create: insert Lead in lead'],
  ],
  [
    'an option that is handed in is told with the calls',
    `function lead(record, allow) {
  const headers = { 'Sforce-Duplicate-Rule-Header': \`allowSave=\${allow}\` };
  return conn.sobject('Lead').create(record, { headers });
}
const f = (record) => lead(record, true);
const g = (record) => lead(record, false);`,
    ['5 create: insert Lead in lead, allowSave=parameter allow, called with true, called with false'],
  ],
  [
    'a condition is decided by what a caller passes',
    `function save(object, record, allow) {
  const headers = {};
  if (allow) headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
  return conn.sobject(object).create(record, { headers });
}
const f = (record) => save('Lead', record, true);
const g = (record) => save('Contact', record);`,
    [
      '6 create: insert <generic> in save, allowSave=true when allow',
      '8 save: insert Lead in f, allowSave=true, via 6 create',
      '9 save: insert Contact in g, via 6 create',
    ],
  ],
  [
    'a default stands in for what is not passed',
    `function save(record, object = 'Lead') { return conn.sobject(object).create(record); }
const f = (record) => save(record);
const g = (record) => save(record, 'Contact');`,
    [
      '3 create: insert <generic> in save',
      '4 save: insert Lead in f, via 3 create',
      '5 save: insert Contact in g, via 3 create',
    ],
  ],
  [
    'parts of an argument',
    `async function save({ object, record }) { return conn.sobject(object).create(record); }
const f = () => save({ object: 'Lead', record: { LastName: 'x' } });`,
    ['3 create: insert <generic> in save', '4 save: insert Lead in f, via 3 create'],
  ],
  [
    'arguments in a list',
    `function save(...args) { return insert(...args); }
function insert(object, record) { return conn.sobject(object).create(record); }
const f = () => save('Lead', {});`,
    ['4 create: insert <generic> in insert', '5 save: insert Lead in f, via 3 insert > 4 create'],
  ],
  [
    'a callback stands where it is written',
    `async function withRetry(action) { try { return await action(); } catch (error) { return action(); } }
async function f(record) { await withRetry(() => conn.sobject('Lead').create(record)); }`,
    ['4 create: insert Lead in f'],
  ],
  [
    'a callback of code that is not here',
    `app.post('/leads', async (request, response) => { response.json(await conn.sobject('Lead').create(request.body)); });`,
    ['3 create: insert Lead in code'],
  ],
  [
    'a function that is handed on by its name',
    `async function create(request, response) {
  try { await conn.sobject('Lead').create(request.body); } catch (error) { response.status(500).json({ error }); }
}
const update = async (request) => conn.sobject('Lead').update(request.body);
app.post('/leads', create).patch('/leads', update);`,
    ['4 create: insert Lead in create', '6 update: update Lead in update'],
  ],
  [
    'items of a list',
    "async function f(rows) { await Promise.all(['Lead', 'Contact'].map((object) => conn.sobject(object).create(rows))); }",
    ['3 create: insert Lead in f', '3 create: insert Contact in f'],
  ],
  [
    'local functions that are given something',
    `async function f(rows) {
  const create = (object, record) => conn.sobject(object).create(record);
  await create('Lead', rows[0]);
}`,
    ['4 create: insert <generic> in f', '5 create: insert Lead in f, via 4 create'],
  ],
  [
    'local functions that are given nothing that matters',
    `async function f(rows) {
  const create = (record) => conn.sobject('Lead').create(record);
  await create(rows[0]);
  await create(rows[1]);
}`,
    ['4 create: insert Lead in f'],
  ],
  [
    'what a function gives back',
    `function connect() { return new jsforce.Connection({ version: '55.0' }); }
function nameOf(kind) { if (kind) return 'Lead'; return 'Contact'; }
async function f(record) { const conn = await connect(); await conn.sobject(nameOf(true)).create(record); }`,
    ['5 create: insert Lead in f, v55'],
  ],
  [
    'promises',
    `function f(record) {
  return conn.login('a', 'b').then(() => 'Lead').then((object) => conn.sobject(object).create(record));
}`,
    ['4 create: insert Lead in f'],
  ],
  [
    'functions that make functions',
    `function saver(object) { return (record) => conn.sobject(object).create(record); }
const saveLead = saver('Lead');
async function f(record) { await saveLead(record); }`,
    ['3 create: insert <generic> in saver', '5 saveLead: insert Lead in f, via 3 create'],
  ],
  [
    'objects of functions',
    `const api = { create(object, record) { return conn.sobject(object).create(record); } };
async function f(record) { await api.create('Lead', record); }`,
    ['3 create: insert <generic> in create', '4 create: insert Lead in f, via 3 create'],
  ],
  [
    'functions that call themselves',
    `async function f(n) { if (n > 0) await f(n - 1); await conn.sobject('Lead').create({}); }
function a(object) { b(object); conn.sobject(object).create({}); }
function b(object) { a(object); }
const g = () => a('Lead');`,
    ['3 create: insert Lead in f', '4 create: insert <generic> in a', '6 a: insert Lead in g, via 4 create'],
  ],
  [
    'an immediately called function',
    "(async () => { await conn.sobject('Lead').create({}); })();",
    ['3 create: insert Lead in code'],
  ],
  [
    'a function that is called before it is written',
    `main();
async function main() { await save('Lead'); }
function save(object) { return conn.sobject(object).create({}); }`,
    ['4 save: insert Lead in main, via 5 create', '5 create: insert <generic> in save'],
  ],
  [
    'a wrapper that sends again once the session is renewed',
    `async function send(object, record) {
  try { return await conn.sobject(object).create(record); }
  catch (e) { if (e.name !== 'INVALID_SESSION_ID') throw e; await renew(); return conn.sobject(object).create(record); }
}
async function lead(record) { return send('Lead', record); }`,
    [
      '4 create: insert <generic> in send',
      '5 create: insert <generic> in send',
      '7 send: insert Lead in lead, via 4 create',
    ],
  ],
  [
    'callbacks of tests',
    `describe('leads', () => { it('saves', async () => { await conn.sobject('Lead').create({}); }); });`,
    ['3 create: insert Lead in code, in a test'],
  ],
];

describe('functions of the project', () => {
  for (const [name, code, expected] of cases) {
    it(name, async () => {
      expect(await saves(code)).toEqual(expected);
    });
  }
});
