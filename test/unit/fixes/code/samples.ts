import { clientSamples } from './clientSamples.ts';

/** Code with findings, on which every fix that is offered is tried. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

const jsforce = "import { Connection } from 'jsforce';\n\n";
const rest = '/services/data/v62.0/sobjects/Lead';

export const samples: Readonly<Record<string, Sample>> = {
  'jsforce: result kept': {
    name: 'kept.ts',
    text: `${jsforce}export async function load(conn: Connection, lead: { Email: string }) {
  const result = await conn.sobject('Lead').create(lead);
  return result.id;
}
`,
  },
  'jsforce: nothing kept': {
    name: 'plain.ts',
    text: `${jsforce}export async function load(conn: Connection, email: string): Promise<void> {
  await conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }); // from the form
}
`,
  },
  'jsforce: logged in a loop': {
    name: 'logged.ts',
    text: `${jsforce}export async function load(conn: Connection, leads: { Email: string }[]) {
  const ids: (string | undefined)[] = [];
  for (const lead of leads) {
    try {
      const result = await conn.sobject('Lead').create({
        LastName: 'Web',
        Company: 'Web',
        Email: lead.Email,
      });
      ids.push(result.id);
    } catch (error) {
      console.error(error);
    }
  }
  return ids;
}
`,
  },
  'jsforce: swallowed': {
    name: 'swallowed.js',
    text: `const jsforce = require('jsforce')

async function load(conn, lead) {
  try {
    return await conn.create('Lead', lead)
  } catch {}
}

module.exports = { load }
`,
  },
  'jsforce: promise chain': {
    name: 'chain.js',
    text: `const jsforce = require('jsforce');

function load(conn, lead) {
  return conn
    .sobject("Lead")
    .create({ LastName: lead.name, Company: "x" })
    .then((result) => result.id);
}

function all(conn, leads) {
  return Promise.all(leads.map((lead) => conn.sobject("Lead").insert(lead)));
}

module.exports = { load, all };
`,
  },
  'jsforce: in a loop, result used': {
    name: 'loop.ts',
    text: `${jsforce}export async function load(conn: Connection, leads: { Email: string }[]) {
\tfor (const lead of leads) {
\t\tconst result = await conn.sobject('Lead').create(lead);
\t\tconsole.log(result.id);
\t}
}
`,
  },
  'jsforce: assigned': {
    name: 'assigned.ts',
    text: `${jsforce}export class Leads {
  last: string | undefined;
  constructor(private readonly conn: Connection) {}

  async save(error: { Email: string }) {
    let result;
    result = await this.conn.sobject('Lead').create(error);
    this.last = result.id;
  }
}
`,
  },
  'jsforce: callback': {
    name: 'callback.js',
    text: `const jsforce = require('jsforce');

exports.load = function (conn, lead) {
  conn.sobject('Lead').create(lead, function (err, result) {
    if (err) { return console.error(err); }
    console.log(result.id);
  });
};
`,
  },
  'jsforce: rows': {
    name: 'rows.ts',
    text: `${jsforce}export async function load(conn: Connection, leads: { Email: string }[]) {
  await conn.sobject('Lead').create(leads);
}

export async function count(conn: Connection, leads: { Email: string }[]) {
  const saved = await conn.sobject('Lead').create(leads);
  return saved.length;
}
`,
  },
  'jsforce: bulk': {
    name: 'bulk.ts',
    text: `${jsforce}export async function load(conn: Connection, leads: { Email: string }[]) {
  await conn.bulk2.loadAndWaitForResults({ object: 'Lead', operation: 'insert', input: leads });
}
`,
  },
  'jsforce: header at a known version': {
    name: 'version.ts',
    text: `${jsforce}export async function load(lead: { Email: string }) {
  const conn = new Connection({ version: '60.0' });
  return conn.sobject('Lead').create(lead);
}
`,
  },
  'jsforce: bypass': {
    name: 'bypass.ts',
    text: `${jsforce}export async function load(lead: { Email: string }) {
  const conn = new Connection({ version: '60.0' });
  await conn.sobject('Lead').create(lead, {
    headers: {
      // web forms may repeat
      'Sforce-Duplicate-Rule-Header': 'allowSave=true',
    },
  });
}
`,
  },
  'jsforce: below the first version': {
    name: 'below.ts',
    text: `${jsforce}export async function load(lead: { Email: string }) {
  const conn = new Connection({ version: '48.0' });
  await conn.sobject('Lead').create(lead, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
}
`,
  },
  'jsforce: names of its own': {
    name: 'names.ts',
    text: `${jsforce}export async function load(conn: Connection, record: { Email: string }, existing: number) {
  const refusal = existing > 0;
  const error = await conn.sobject('Lead').create({ ...record, LastName: String(refusal) });
  return error.id;
}
`,
  },
  'jsforce: external id': {
    name: 'external.ts',
    text: `${jsforce}export async function load(row: { id: string; email: string }) {
  const conn = new Connection({ version: '60.0' });
  const result = await conn.sobject('Lead').create({
    LastName: 'Web',
    Company: 'Web',
    Email: row.email,
    Ext__c: row.id,
  });
  return result.id;
}
`,
  },
  'fetch: nothing kept': {
    name: 'fetch.ts',
    text: `export async function register(instance: string, token: string, email: string) {
  await fetch(\`\${instance}${rest}\`, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ LastName: 'Web', Company: 'Web', Email: email }),
  });
}
`,
  },
  'fetch: status asked for': {
    name: 'status.ts',
    text: `export async function register(instance: string, lead: object): Promise<boolean> {
  const url = \`\${instance}${rest}\`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(lead) });
  if (!response.ok) console.error('not saved', response.status);
  return response.ok;
}
`,
  },
  'fetch: body read': {
    name: 'body.js',
    text: `export async function register(instance, leads) {
  const ids = [];
  for (const lead of leads) {
    const response = await fetch(instance + '${rest}', { method: 'POST', body: JSON.stringify(lead) });
    const answer = await response.json();
    ids.push(answer.id);
  }
  return ids;
}
`,
  },
  'fetch: misspelt header': {
    name: 'misspelt.ts',
    text: `export async function register(instance: string, lead: object) {
  const headers = { 'Sforce-Duplicate-Rules-Header': 'allowSave=true', Accept: 'application/json' };
  const response = await fetch(\`\${instance}${rest}\`, { method: 'POST', headers, body: JSON.stringify(lead) });
  if (!response.ok) throw new Error(response.statusText);
}
`,
  },
  'fetch: composite': {
    name: 'composite.ts',
    text: `export async function register(instance: string, lead: object) {
  const response = await fetch(\`\${instance}/services/data/v62.0/composite\`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Sforce-Duplicate-Rule-Header': 'allowSave=true' },
    body: JSON.stringify({
      compositeRequest: [
        { method: 'POST', url: '${rest}', referenceId: 'lead', body: lead },
      ],
    }),
  });
  return response.json();
}
`,
  },
  'axios: logged': {
    name: 'axios.js',
    text: `import axios from 'axios';

export async function register(instance, lead) {
  try {
    await axios.post(\`\${instance}${rest}\`, lead);
  } catch (error) {
    console.error(error.message);
  }
}

export async function second(instance, lead, headers) {
  const { data } = await axios.post(\`\${instance}${rest}\`, lead, { headers });
  return data.id;
}
`,
  },
  'simple_salesforce: in a loop': {
    name: 'loop.py',
    text: `from simple_salesforce import Salesforce

sf = Salesforce(username="a", password="b", security_token="c", version="60.0")


def load(rows):
    ids = []
    for row in rows:
        result = sf.Lead.create({"LastName": row["name"], "Company": "x"})
        ids.append(result["id"])
    return ids


def one(lead):
    return sf.Lead.create(lead)["id"]


@cached
def two(lead):
    sf.Lead.create(
        {
            "LastName": lead["name"],
            "Company": "x",
        }
    )
`,
  },
  'simple_salesforce: logged': {
    name: 'logged.py',
    text: `import logging

import simple_salesforce
from simple_salesforce import Salesforce

logger = logging.getLogger(__name__)


class Loader:
    def __init__(self, sf: Salesforce):
        self.sf = sf

    def load(self, lead):
        try:
            self.sf.Lead.create(lead)
        except Exception:
            logger.exception("not saved")
            return False
        return True
`,
  },
  'simple_salesforce: a handler for something else': {
    name: 'other.py',
    text: `from simple_salesforce import Salesforce


def load(sf: Salesforce, row):
    try:
        sf.Lead.create({"LastName": row["name"]})
    except KeyError:
        print("no name")
`,
  },
  'simple_salesforce: bulk': {
    name: 'bulk.py',
    text: `from simple_salesforce import Salesforce


def load(sf: Salesforce, rows):
    sf.bulk.Lead.insert(rows)


def load2(sf: Salesforce, rows):
    results = sf.bulk2.Lead.insert(records=rows)
    print(len(results))
`,
  },
  'simple_salesforce: external id': {
    name: 'external.py',
    text: `try:
    from simple_salesforce import Salesforce
except ImportError:
    Salesforce = None


def load(sf: Salesforce, record):
    lead = {"LastName": "x", "Company": "y", "Email": record["email"], "Ext__c": record["id"]}
    sf.Lead.create(lead)
`,
  },
  'simple_salesforce: bypass': {
    name: 'bypass.py',
    text: `from simple_salesforce import Salesforce

sf = Salesforce(username='a', password='b', security_token='c', version='60.0')


def load(lead):
    sf.Lead.create(lead, headers={'Sforce-Duplicate-Rule-Header': 'allowSave=true'})
`,
  },
  'requests: nothing read': {
    name: 'requests.py',
    text: `import requests


def register(instance, token, lead):
    url = f"{instance}${rest}"
    response = requests.post(url, json=lead, headers={"Authorization": token})
    if not response.ok:
        print("not saved", response.status_code)


def each(instance, leads):
    for lead in leads:
        response = requests.post(f"{instance}${rest}", json=lead)
        print(response.json())
`,
  },
  'requests: raised': {
    name: 'raised.py',
    text: `import requests


def register(instance, token, lead):
    response = requests.post(
        instance + "${rest}",
        json=lead,
        headers={
            "Authorization": token,
        },
    )
    response.raise_for_status()
    return response.json()["id"]
`,
  },
  ...clientSamples,
  java: {
    name: 'Save.java',
    text: `import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.SaveResult;
import com.sforce.soap.partner.sobject.SObject;

class Save {
  void save(PartnerConnection connection, String email) throws Exception {
    SObject lead = new SObject();
    lead.setType("Lead");
    lead.setField("Email", email);
    connection.create(new SObject[] { lead });
  }
}
`,
  },
  'java: a builder': {
    name: 'Post.java',
    text: `import java.net.http.*;
import java.net.URI;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.sobject.SObject;

class K {
  void save(PartnerConnection connection, String email) throws Exception {
    SObject lead = new SObject();
    lead.setType("Lead");
    lead.setField("Email", email);
    connection.create(new SObject[] { lead });
  }

  void post(HttpClient client, String base, String token, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder()
        .uri(URI.create(base + "/services/data/v60.0/sobjects/Lead"))
        .header("Authorization", token)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) throw new RuntimeException(response.body());
  }
}
`,
  },
  'C#: a message': {
    name: 'Save.cs',
    text: `using System.Net.Http;
using System.Threading.Tasks;

class K
{
    private readonly HttpClient client = new HttpClient();

    public async Task Save(string baseUrl, string token, string json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, baseUrl + "/services/data/v60.0/sobjects/Lead");
        request.Headers.Add("Authorization", token);
        request.Content = new StringContent(json);
        var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    public async Task Post(string baseUrl, HttpContent content)
    {
        var response = await client.PostAsync(baseUrl + "/services/data/v60.0/sobjects/Lead", content);
        response.EnsureSuccessStatusCode();
    }
}
`,
  },
  shell: {
    name: 'load.sh',
    text: `#!/bin/sh
sf data create record --sobject Lead --values "LastName=x Company=y Email=$1" || true
`,
  },
};
