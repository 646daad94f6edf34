import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';

const head = `import jsforce from 'jsforce';
const conn = new jsforce.Connection({ version: '60.0' });
const ALLOW = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
`;

/** Saves that stand from line 4 on, without what all of them have. */
async function saves(code: string): Promise<string[]> {
  const found = await savesIn('code.ts', head + code);
  return found.map((one) => one.replace(' (rest-record)', '').replace(', v60', ''));
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'the top level',
    "await conn.sobject('Lead').create({ LastName: 'x' });",
    ['4 create: insert Lead in code'],
  ],
  [
    'a function',
    "function sync(lead) { return conn.sobject('Lead').create(lead); }",
    ['4 create: insert Lead in sync'],
  ],
  [
    'an arrow function in a constant',
    "export const sync = async (lead) => conn.sobject('Lead').create(lead);",
    ['4 create: insert Lead in sync'],
  ],
  [
    'a return before',
    `async function early(lead, allow) {
       if (allow) return conn.sobject('Lead').create(lead, { headers: ALLOW });
       return conn.sobject('Lead').create(lead);
     }`,
    ['5 create: insert Lead in early, allowSave=true', '6 create: insert Lead in early'],
  ],
  [
    'a key that is set under a condition',
    `async function f(lead, allow) {
       const headers = {};
       if (allow) headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
       await conn.sobject('Lead').create(lead, { headers });
     }`,
    ['7 create: insert Lead in f, allowSave=true when allow'],
  ],
  [
    'a key that is set where a condition does not hold',
    `async function f(lead, strict) {
       const headers = {};
       if (strict) { headers['X'] = '1'; } else { headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'; }
       await conn.sobject('Lead').create(lead, { headers });
     }`,
    ['7 create: insert Lead in f, allowSave=true when !(strict)'],
  ],
  [
    'a key that is set on all ways',
    `async function f(lead, strict) {
       const headers = {};
       if (strict) { headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'; }
       else { headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'; }
       await conn.sobject('Lead').create(lead, { headers });
     }`,
    ['8 create: insert Lead in f, allowSave=true'],
  ],
  [
    'an object that is made and filled under one condition',
    `async function f(lead, allow) {
       let headers = {};
       if (allow) {
         headers = {};
         headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
         await conn.sobject('Lead').create(lead, { headers });
       }
     }`,
    ['9 create: insert Lead in f, allowSave=true'],
  ],
  [
    'an object that is returned early, and filled later',
    `function build(allow) {
       const headers = {};
       if (!allow) return headers;
       headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
       return headers;
     }
     async function f(lead, allow) { await conn.sobject('Lead').create(lead, { headers: build(allow) }); }`,
    ['10 create: insert Lead in f, allowSave=true when !(!allow)'],
  ],
  [
    'a value by a condition',
    'async function f(lead, allow) { await conn.sobject("Lead").create(lead, { headers: allow ? ALLOW : {} }); }',
    ['4 create: insert Lead in f, allowSave=true when allow'],
  ],
  [
    'a spread under a condition',
    `async function f(lead, options) {
       await conn.sobject('Lead').create(lead, { headers: { ...(options.force && ALLOW), 'X-Other': '1' } });
     }`,
    ['5 create: insert Lead in f, allowSave=true when options.force'],
  ],
  [
    'Object.assign',
    `async function f(lead) {
       const headers = Object.assign({}, ALLOW, { a: 'b' });
       await conn.sobject('Lead').create(lead, { headers });
     }`,
    ['6 create: insert Lead in f, allowSave=true'],
  ],
  [
    'headers of an options object that is handed in',
    `async function f(lead, options) {
       options.headers = { ...options.headers, ...ALLOW };
       await conn.sobject('Lead').create(lead, options);
     }`,
    ['6 create: insert Lead in f, allowSave=true'],
  ],
  [
    'one object of several',
    `async function f(kind, record) {
       const object = kind === 'person' ? 'Contact' : 'Lead';
       await conn.sobject(object).create(record);
     }`,
    ['6 create: insert Contact+Lead in f'],
  ],
  [
    'a switch',
    `async function f(kind, record) {
       let object = 'Account';
       switch (kind) {
         case 'a': object = 'Contact'; break;
         case 'b': object = 'Lead'; break;
       }
       await conn.sobject(object).create(record);
     }`,
    ['10 create: insert Contact+Lead+Account in f'],
  ],
  [
    'a table of objects',
    `const OBJECTS = { person: 'Contact', company: 'Account' };
     async function f(kind, record) { await conn.sobject(OBJECTS[kind]).create(record); }`,
    ['5 create: insert Contact+Account in f'],
  ],
  [
    'a loop over objects',
    "async function f(record) { for (const object of ['Lead', 'Contact']) await conn.sobject(object).create(record); }",
    ['4 create: insert Lead+Contact in f'],
  ],
  [
    'a condition whose value is known',
    `const strict = false;
     async function f(lead) {
       const headers = {};
       if (!strict) headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
       if (strict) await conn.sobject('Contact').create(lead);
       await conn.sobject('Lead').create(lead, { headers });
     }`,
    ['9 create: insert Lead in f, allowSave=true'],
  ],
  [
    'a variable that gets its value elsewhere',
    `let shared;
     async function login() { shared = new jsforce.Connection({ version: '58.0' }); }
     async function f(lead) { await shared.sobject('Lead').create(lead); }`,
    ['6 create: insert Lead in f, v58'],
  ],
  [
    'try, catch and finally',
    `async function f(lead) {
       let object = 'Lead';
       try { await load(); } catch (error) { object = 'Contact'; } finally { log(); }
       await conn.sobject(object).create(lead);
     }`,
    ['7 create: insert Lead+Contact in f'],
  ],
  [
    'an object that is read from outside',
    'async function f(lead) { await conn.sobject(process.env.OBJECT).create(lead); }',
    ['4 create: insert <unknown> in f'],
  ],
  [
    'what is set to another value before',
    `async function f(lead) {
       const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
       headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=false';
       await conn.sobject('Lead').create(lead, { headers });
     }`,
    ['7 create: insert Lead in f, allowSave=false'],
  ],
  [
    'what is taken away before',
    `async function f(lead) {
       const headers = { ...ALLOW };
       delete headers['Sforce-Duplicate-Rule-Header'];
       await conn.sobject('Lead').create(lead, { headers });
     }`,
    ['7 create: insert Lead in f'],
  ],
];

describe('the flow of values to a save', () => {
  for (const [name, code, expected] of cases) {
    it(`is followed through ${name}`, async () => {
      expect(await saves(code)).toEqual(expected);
    });
  }
});
