import { describe, expect, it } from 'vitest';
import { type Files, savesOf } from '../../../support/codeSaves.ts';

const client = (head: string) => `${head} {
  constructor(base) { this.base = base; }
  url(path) { return \`\${this.base}/services/data/v59.0/sobjects/\${path}\`; }
  async send(path, body) {
    const res = await fetch(this.url(path), { method: 'POST', body: JSON.stringify(body) });
    if (!res.ok) throw new Error(await res.text());
  }
}`;
const leads = (head: string) => `${head}
// Salesforce
class Leads extends Client {
  create(email) { return this.send('Lead', { Email: email }); }
}`;
const inLeads = ['4 send: insert Lead (rest-record) in Leads.create, v59, via 5 fetch'];

const python = (above: string, below: string) => `import requests
class Resource:
    ${above}
    def create(self, body):
        r = requests.post(f'{self.base}/services/data/v59.0/sobjects/{self.sobject}', json=body)
        r.raise_for_status()
class Leads(Resource):
    ${below}
    def add(self, email):
        self.create({'Email': email})
`;
const inPython = '10 create: insert Lead (rest-record) in Leads.add, v59, via 5 post';

const repository = `namespace App;
public abstract class Repository<T> {
  private readonly HttpClient _client;
  protected abstract string SObject { get; }
  public async Task Create(T record) {
    var response = await _client.PostAsJsonAsync($"/services/data/v59.0/sobjects/{SObject}", record);
    response.EnsureSuccessStatusCode();
  }
}`;
const below = (name: string) =>
  `namespace App; public class ${name}s : Repository<${name}> { protected override string SObject => "${name}"; }`;
const service = `package a;
// Salesforce
public abstract class Service {
  protected RestTemplate rest;
  protected abstract String object();
  public void create(Object record) {
    rest.postForObject(base + "/services/data/v59.0/sobjects/" + object(), record, String.class);
  }
}`;
const leadService = `package a;
// Salesforce
public class LeadService extends Service { protected String object() { return "Lead"; } }`;

const plugin = (field: string) => `<?php
use GuzzleHttp\\Client;
class Crm {
  ${field}
  public function push(Client $client, array $lead) {
    if (!$this->mapLeads) return;
    $client->post($this->root . '/services/data/v58.0/sobjects/Lead', ['json' => $lead]);
  }
}`;

const cases: readonly (readonly [string, Files, string, readonly string[]])[] = [
  [
    'a class that is the module, under a name of its own',
    {
      'base.js': `module.exports = ${client('class Client')};`,
      'a.js': leads("const Client = require('./base');"),
    },
    'a.js',
    inLeads,
  ],
  [
    'one without a name',
    { 'base.js': `module.exports = ${client('class')};`, 'a.js': leads("const Client = require('./base');") },
    'a.js',
    inLeads,
  ],
  [
    'a field that the class below fills',
    { 'a.py': python('sobject = None', "sobject = 'Lead'") },
    'a.py',
    ['5 post: insert <unknown> (rest-record) in Resource.create, v59', inPython],
  ],
  [
    'a field that the class below fills anew',
    { 'a.py': python("sobject = 'Contact'", "sobject = 'Lead'") },
    'a.py',
    ['5 post: insert Contact (rest-record) in Resource.create, v59', inPython],
  ],
  [
    'the same in both: told once, above',
    { 'a.py': python("sobject = 'Lead'", "label = 'Leads'") },
    'a.py',
    ['5 post: insert Lead (rest-record) in Resource.create, v59'],
  ],
  [
    'an abstract class, by the only one below it',
    {
      'Repository.cs': repository,
      'Leads.cs': below('Lead').replace('namespace', '// Salesforce\nnamespace'),
    },
    'Repository.cs',
    ['6 PostAsJsonAsync: insert Lead (rest-record) in Repository.Create, v59'],
  ],
  [
    'an abstract class with two below it, of which nobody says which',
    {
      'Repository.cs': repository,
      'Leads.cs': `// Salesforce\n${below('Lead')}`,
      'Contacts.cs': `// Salesforce\n${below('Contact')}`,
    },
    'Repository.cs',
    ['6 PostAsJsonAsync: insert <unknown> (rest-record) in Repository.Create, v59'],
  ],
  [
    'an abstract class of Java',
    { 'Service.java': service, 'LeadService.java': leadService },
    'Service.java',
    ['7 postForObject: insert Lead (rest-record) in Service.create, v59'],
  ],
  [
    'PHP: an option of a plugin, which its framework switches on',
    { 'Crm.php': plugin('protected bool $mapLeads = false;') },
    'Crm.php',
    ['7 post: insert Lead (rest-record) in Crm.push, v58'],
  ],
];

describe('classes above and below', () => {
  for (const [name, files, file, expected] of cases) {
    it(name, async () => {
      expect(await savesOf(files, file)).toEqual(expected);
      expect(await savesOf(files, file, true)).toEqual(expected);
    });
  }
});
