import { describe, expect, it } from 'vitest';
import { type Files, savesOf } from '../../../support/codeSaves.ts';

const client = `import { Connection } from 'jsforce';
export class Client {
  constructor(private conn: Connection, private allow = false) {}
  async insert(object: string, record: any) {
    const options: any = {};
    if (this.allow) options.headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    return this.conn.sobject(object).create(record, options);
  }
  async lead(record: any) { return this.insert('Lead', record); }
}
export const OBJECT = 'Contact';
export default function save(conn: Connection, object: string, record: any) {
  return conn.sobject(object).create(record);
}
`;

async function saves(file: string, files: Files): Promise<string[]> {
  const found = await savesOf({ 'lib/client.ts': client, ...files }, file);
  return found.map((one) => one.replace(' (rest-record)', ''));
}

describe('code in several files', () => {
  it('is followed through named imports of classes, to objects that are made of them', async () => {
    const user = `import { Client as Salesforce } from './lib/client';
const client = new Salesforce(null as any, true);
export async function f(record: any) { await client.insert('Contact', record); await client.lead(record); }`;
    expect(await saves('user.ts', { 'user.ts': user })).toEqual([
      '3 insert: insert Contact in f, allowSave=true, via 7 create',
    ]);
    expect(await saves('lib/client.ts', {})).toEqual([
      '7 create: insert <generic> in Client.insert, allowSave=true when this.allow',
      '9 insert: insert Lead in Client.lead, allowSave=true when this.allow, via 7 create',
      '13 create: insert <generic> in save',
    ]);
  });

  it('is followed through defaults, constants and whole modules', async () => {
    const user = `import save, { OBJECT } from './lib/client';
import * as all from './lib/client';
// salesforce
export async function f(conn: any, record: any) {
  await save(conn, OBJECT, record);
  await all.default(conn, 'Lead', record);
}`;
    expect(await saves('user.ts', { 'user.ts': user })).toEqual([
      '5 save: insert Contact in f, via 13 create',
      '6 default: insert Lead in f, via 13 create',
    ]);
  });

  it('is followed through what a file passes on from another', async () => {
    const index = `export { default as save } from './client';\nexport * from './client';\n// salesforce`;
    const user = `import { save, OBJECT } from './lib';\n// salesforce
export const f = (conn: any, record: any) => save(conn, OBJECT, record);`;
    expect(await saves('user.ts', { 'user.ts': user, 'lib/index.ts': index })).toEqual([
      '3 save: insert Contact in f, via 13 create',
    ]);
  });

  it('is followed through derived classes', async () => {
    const user = `import { Client } from './lib/client';
class Contacts extends Client {
  contact(record: any) { return super.insert('Contact', record); }
  account(record: any) { return this.insert('Account', record); }
} // salesforce`;
    expect(await saves('user.ts', { 'user.ts': user })).toEqual([
      '3 insert: insert Contact in Contacts.contact, allowSave=true when this.allow, via 7 create',
      '4 insert: insert Account in Contacts.account, allowSave=true when this.allow, via 7 create',
    ]);
  });

  it('is followed through declared types', async () => {
    const user = `import type { Client } from './lib/client';
export async function f(client: Client, record: any) { await client.insert('Lead', record); } // salesforce`;
    expect(await saves('user.ts', { 'user.ts': user })).toEqual([
      '2 insert: insert Lead in f, allowSave=true when this.allow, via 7 create',
    ]);
  });

  it('is followed through require and module.exports', async () => {
    const lib = `const jsforce = require('jsforce');
const conn = new jsforce.Connection({ version: '59.0' });
function save(object, record) { return conn.sobject(object).create(record); }
module.exports = { save, lead: (record) => save('Lead', record) };`;
    const user = `// salesforce
const { save } = require('./lib');
const lib = require('./lib');
exports.f = async (record) => { await save('Contact', record); await lib.save('Account', record); await lib.lead(record); };`;
    const files = { 'lib.js': lib, 'user.js': user };
    expect(await saves('user.js', files)).toEqual([
      '4 save: insert Contact in f, v59, via 3 create',
      '4 save: insert Account in f, v59, via 3 create',
    ]);
    expect(await saves('lib.js', files)).toEqual([
      '3 create: insert <generic> in save, v59',
      '4 save: insert Lead in lead, v59, via 3 create',
    ]);
  });

  it('ends where files import each other', async () => {
    const a = `import { b } from './b';\n// salesforce
export function a(conn: any, object: string) { b(conn, object); return conn.sobject(object).create({}); }`;
    const b = `import { a } from './a';\n// salesforce
export function b(conn: any, object: string) { return a(conn, object); }
export const f = (conn: any) => b(conn, 'Lead');`;
    expect(await saves('b.ts', { 'a.ts': a, 'b.ts': b })).toEqual([
      '4 b: insert Lead in f, via 3 a > 3 create',
    ]);
  });

  it('is followed through modules and packages of Python', async () => {
    const lib = `from simple_salesforce import Salesforce

HEADERS = {'Sforce-Duplicate-Rule-Header': 'allowSave=true'}

class Client:
    object_name = 'Account'

    def __init__(self, sf: Salesforce):
        self.sf = sf

    def save(self, name, record, allow=False):
        headers = HEADERS if allow else {}
        return getattr(self.sf, name).create(record, headers=headers)
`;
    const user = `from app.client import Client
from app import client
from .client import HEADERS

def f(sf):
    Client(sf).save('Lead', {'LastName': 'x'}, allow=True)
    client.Client(sf).save('Contact', {})
    sf.Account.create({}, headers=HEADERS) # simple_salesforce
`;
    const files = { 'app/__init__.py': '', 'app/client.py': lib, 'app/user.py': user };
    expect(await saves('app/user.py', files)).toEqual([
      '6 save: insert Lead in f, allowSave=true, via 13 create',
      '7 save: insert Contact in f, via 13 create',
      '8 create: insert Account in f, allowSave=true',
    ]);
  });

  it('is followed through classes of Java and C# without an import', async () => {
    const lib = `package a;
import java.net.http.*;
public class Rest {
  private static final String BASE = "https://acme.my.salesforce.com/services/data/v57.0";
  private final HttpClient client = HttpClient.newHttpClient();
  public HttpResponse<String> post(String object, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder().uri(URI.create(BASE + "/sobjects/" + object))
      .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}`;
    const user = `package a; // salesforce
class Leads {
  private final Rest rest;
  Leads(Rest rest) { this.rest = rest; }
  void save() throws Exception { rest.post("Lead", "{}"); }
}`;
    expect(await saves('a/Leads.java', { 'a/Rest.java': lib, 'a/Leads.java': user })).toEqual([
      '5 post: insert Lead in Leads.save, v57, via 9 send',
    ]);
  });
});
