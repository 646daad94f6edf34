/** A name, a file, its text, and its saves. */
export const classCases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'fields, methods and requests of a client of its own',
    'api.js',
    `const BASE = 'https://acme.my.salesforce.com';
class Api {
  constructor(token) { this.version = 'v59.0'; this.headers = { Authorization: token }; }
  url(path) { return \`\${BASE}/services/data/\${this.version}/\${path}\`; }
  async request(method, path, body, extra = {}) {
    const headers = { ...this.headers, ...extra };
    if (method !== 'GET') headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true';
    return fetch(this.url(path), { method, headers, body: body ? JSON.stringify(body) : undefined });
  }
  create(object, record) { return this.request('POST', \`sobjects/\${object}\`, record); }
  get(object, id) { return this.request('GET', \`sobjects/\${object}/\${id}\`); }
}
async function main() {
  const api = new Api('t');
  await api.create('Lead', { LastName: 'x' });
  await api.get('Lead', '1');
}`,
    [
      "8 fetch: upsert <generic> (rest-record) in Api.request, allowSave=true when method !== 'GET', v59",
      '15 create: insert Lead (rest-record) in main, allowSave=true, v59, via 10 request > 8 fetch',
    ],
  ],
  [
    'a connection that another method makes',
    'service.ts',
    `import jsforce from 'jsforce';
class Service {
  private conn: any = null;
  async connect() { this.conn = new jsforce.Connection({ version: '61.0' }); await this.conn.login('a', 'b'); }
  async save(record: any) { return this.conn.sobject('Lead').create(record); }
  get leads() { return this.conn.sobject('Lead'); }
  static make() { return new Service(); }
  async more() { await this.leads.update({ Id: '1' }); }
}
async function f() { await Service.make().leads.create({}); }`,
    [
      '5 create: insert Lead (rest-record) in Service.save, v61',
      '8 update: update Lead (rest-record) in Service.more, v61',
      '10 create: insert Lead (rest-record) in f, v61',
    ],
  ],
  [
    'static fields, and fields that hold functions',
    'statics.ts',
    `import { Connection } from 'jsforce';
class Config { static OBJECT = 'Lead'; static version: string; }
Config.version = '58.0';
class Saver {
  conn = new Connection({ version: Config.version });
  save = async (record: any) => this.conn.sobject(Config.OBJECT).create(record);
  go() { return this.save({ LastName: 'x' }); }
}
new Saver().save({});`,
    ['6 create: insert Lead (rest-record) in Saver.save, v58'],
  ],
  [
    'what a constructor is given',
    'given.ts',
    `import { Connection } from 'jsforce';
class Objects {
  constructor(private readonly conn: Connection, private readonly name: string) {}
  create(record: any) { return this.conn.sobject(this.name).create(record); }
}
const leads = new Objects(new Connection({ version: '60.0' }), 'Lead');
export async function f(record: any) {
  await leads.create(record);
  await new Objects(new Connection({}), 'Contact').create(record);
}`,
    [
      '4 create: insert <generic> (rest-record) in Objects.create',
      '8 create: insert Lead (rest-record) in f, v60, via 4 create',
      '9 create: insert Contact (rest-record) in f, v50, via 4 create',
    ],
  ],
  [
    'classes of Python, with a table of objects above and a client kept in a global',
    'loader.py',
    `from simple_salesforce import Salesforce

SF = None

def get_sf():
    global SF
    if SF is None:
        SF = Salesforce(username='a', password='b', security_token='c', version='58.0')
    return SF

class Base:
    object_name = None
    def save(self, data):
        return getattr(get_sf(), self.object_name).create(data)

class Leads(Base):
    object_name = 'Lead'

def go():
    Leads().save({'LastName': 'x'})
`,
    [
      '14 create: insert <unknown> (rest-record) in Base.save, v58',
      '20 save: insert Lead (rest-record) in go, v58, via 14 create',
    ],
  ],
  [
    'texts that Python puts together',
    'texts.py',
    `import requests
BASE = "https://acme.my.salesforce.com"
VERSION = "58.0"

def url(name, id=None):
    path = "/services/data/v%s/sobjects/%s" % (VERSION, name)
    if id:
        path += "/" + id
    return BASE + path

def headers(token, allow=False):
    h = {"Authorization": "Bearer {}".format(token)}
    if allow:
        h["Sforce-Duplicate-Rule-Header"] = "allowSave=true"
    return h

def go(data):
    requests.post(url("Lead"), json=data, headers=headers("x"))
    requests.post("/".join([BASE, "services", "data", "v" + VERSION, "sobjects", "Contact"]), json=data, headers=headers("x", allow=True))
    requests.patch(url("Account", "001"), json={"Name": "y"}, headers=headers(token="t"))
`,
    [
      '18 post: insert Lead (rest-record) in go, v58',
      '19 post: insert Contact (rest-record) in go, allowSave=true, v58',
      '20 patch: update Account (rest-record) in go, v58',
    ],
  ],
  [
    'builders and formats of Java',
    'Texts.java',
    `import java.net.http.*;
import java.net.URI;
class Texts {
  static final String BASE = "https://acme.my.salesforce.com";
  HttpClient client = HttpClient.newHttpClient();
  void go(String body, boolean allow) throws Exception {
    StringBuilder url = new StringBuilder(BASE);
    url.append("/services/data/").append("v57.0");
    url.append(String.format("/sobjects/%s", "Lead"));
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url.toString()));
    if (allow) builder.header("Sforce-Duplicate-Rule-Header", "allowSave=true");
    client.send(builder.POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
  }
}`,
    ['12 send: insert Lead (rest-record) in Texts.go, allowSave=true when allow, v57'],
  ],
  [
    'a client of C# with headers of its own',
    'Client.cs',
    `using System.Net.Http;
public class Client {
  private readonly HttpClient _http;
  public Client(HttpClient http) {
    _http = http;
    _http.BaseAddress = new Uri("https://acme.my.salesforce.com");
    _http.DefaultRequestHeaders.Add("Sforce-Duplicate-Rule-Header", "allowSave=true");
  }
  public async Task<string> CreateAsync(string name, object record) {
    var response = await _http.PostAsync($"/services/data/v58.0/sobjects/{name}", new StringContent(JsonConvert.SerializeObject(record)));
    return await response.Content.ReadAsStringAsync();
  }
  public Task<string> Lead(object record) => CreateAsync("Lead", record);
}`,
    [
      '10 PostAsync: insert <generic> (rest-record) in Client.CreateAsync, allowSave=true, v58',
      '13 CreateAsync: insert Lead (rest-record) in Client.Lead, allowSave=true, v58, via 10 PostAsync',
    ],
  ],
];
