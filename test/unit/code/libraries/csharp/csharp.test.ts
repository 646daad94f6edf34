import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

const url = '$"{baseUrl}/services/data/v58.0/sobjects/Lead"';
const header = `"Sforce-Duplicate-Rule-Header", "allowSave=true"`;

/** Statements in a method; the place is what is left of the line. */
async function saves(body: string, head = '', members = ''): Promise<readonly string[]> {
  const code = `${head}\nclass Sync {\n${members}\n  async Task Run(string baseUrl, string json) {\n${body}\n  }\n}\n`;
  return (await savesIn('Sync.cs', code)).map((line) =>
    line
      .replace(/^\d+ /, '')
      .replace(/ in Sync\.Run(?=,|$)/, '')
      .replace(/, via .*$/, ''),
  );
}

describe('requests', () => {
  it.each<[string, string, string]>([
    [
      'PostAsync',
      `var client = new HttpClient();
       client.DefaultRequestHeaders.Add(${header});
       var response = await client.PostAsync(${url}, new StringContent(json, Encoding.UTF8, "application/json"));`,
      'PostAsync: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'PatchAsync of a client made elsewhere',
      `var response = await _httpClient.PatchAsync($"{baseUrl}/services/data/v58.0/sobjects/Lead/{id}", content);`,
      'PatchAsync: update Lead (rest-record), v58',
    ],
    [
      'BaseAddress',
      `using var client = new HttpClient { BaseAddress = new Uri(baseUrl + "/services/data/v58.0/") };
       client.DefaultRequestHeaders.TryAddWithoutValidation(${header});
       await client.PostAsJsonAsync("sobjects/Lead", new { LastName = "Doe" });`,
      'PostAsJsonAsync: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'HttpRequestMessage',
      `var request = new HttpRequestMessage(HttpMethod.Post, ${url});
       request.Headers.Add(${header});
       request.Content = new StringContent(json);
       var response = await client.SendAsync(request);`,
      'SendAsync: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'HttpRequestMessage with braces',
      `using var request = new HttpRequestMessage
       {
         Method = HttpMethod.Patch,
         RequestUri = new Uri($"{baseUrl}/services/data/v58.0/sobjects/Lead/Ext__c/{key}"),
         Content = new StringContent(json)
       };
       request.Headers.TryAddWithoutValidation(${header});
       await client.SendAsync(request);`,
      'SendAsync: upsert Lead (rest-external-id), allowSave=true, by Ext__c, v58',
    ],
    [
      'HttpRequestMessage, assigned',
      `var request = new HttpRequestMessage();
       request.Method = new HttpMethod("PATCH");
       request.RequestUri = new Uri(${url} + "/" + id);
       await client.SendAsync(request).ConfigureAwait(false);`,
      'SendAsync: update Lead (rest-record), v58',
    ],
    [
      'collections',
      `var body = new { allOrNone = true, records = new[] { new { attributes = new { type = "Lead" }, LastName = "Doe" } } };
       await client.PostAsync(baseUrl + "/services/data/v58.0/composite/sobjects", new StringContent(JsonConvert.SerializeObject(body)));`,
      'PostAsync: insert Lead (rest-collections), v58',
    ],
    [
      'RestSharp',
      `var client = new RestClient(baseUrl);
       var request = new RestRequest("/services/data/v58.0/sobjects/Lead", Method.Post);
       request.AddHeader(${header});
       request.AddJsonBody(new { LastName = "Doe" });
       var response = await client.ExecuteAsync(request);`,
      'ExecuteAsync: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'RestSharp, with the whole address in the client',
      `using var client = new RestClient($"{connection.InstanceUrl}/services/data/{connection.ApiVersion}/sobjects/Lead");
       var request = new RestRequest("/", Method.Post);
       var response = await client.ExecuteAsync(request, cancellationToken);`,
      'ExecuteAsync: insert Lead (rest-record)',
    ],
    [
      'RestSharp, older',
      `var client = new RestClient(${url});
       var request = new RestRequest(Method.POST);
       request.AddParameter("application/json", json, ParameterType.RequestBody);
       IRestResponse response = client.Execute(request);`,
      'Execute: insert Lead (rest-record), v58',
    ],
    [
      'WebRequest',
      `var request = (HttpWebRequest)WebRequest.Create(${url});
       request.Method = "POST";
       request.Headers.Add(${header});
       using (var response = (HttpWebResponse)request.GetResponse()) { }`,
      'GetResponse: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'WebClient',
      `var client = new WebClient();
       client.Headers[${header.replace(', ', '] = ')};
       client.UploadString(${url}, "POST", json);`,
      'UploadString: insert Lead (rest-record), allowSave=true, v58',
    ],
  ])('%s', async (_, body, expected) => expect(await saves(body)).toEqual([expected]));

  it('a client that a field keeps', async () => {
    const members = `
  private readonly HttpClient _client;
  public Sync(HttpClient client) {
    _client = client;
    _client.DefaultRequestHeaders.Add(${header});
  }`;
    expect(await saves(`await _client.PostAsync(${url}, content);`, '', members)).toEqual([
      'PostAsync: insert Lead (rest-record), allowSave=true, v58',
    ]);
  });

  it.each<[string, string]>([
    ['another API', `await client.PostAsync("https://api.example.com/leads", content);`],
    ['a login', `await client.PostAsync("https://login.salesforce.com/services/oauth2/token", content);`],
    ['a query', `await client.GetAsync(baseUrl + "/services/data/v58.0/query?q=x");`],
  ])('%s', async (_, body) => expect(await saves(body)).toEqual([]));
});

describe('ForceClient', () => {
  const make = `var client = new ForceClient(auth.InstanceUrl, auth.AccessToken, "v45.0");`;
  it.each<[string, string, readonly string[]]>([
    [
      'CreateAsync',
      `${make}\nawait client.CreateAsync("Lead", new { LastName = "Doe" });`,
      ['CreateAsync: insert Lead (rest-record), v45'],
    ],
    [
      'UpdateAsync',
      `${make}\nawait client.UpdateAsync("Lead", id, lead);`,
      ['UpdateAsync: update Lead (rest-record), v45'],
    ],
    [
      'UpsertExternalAsync',
      `${make}\nawait client.UpsertExternalAsync("Lead", "Ext__c", key, lead);`,
      ['UpsertExternalAsync: upsert Lead (rest-external-id), by Ext__c, v45'],
    ],
    [
      'bulk',
      `${make}\nvar results = await client.RunJobAndPollAsync("Lead", BulkConstants.OperationType.Insert, batches);`,
      ['RunJobAndPollAsync: insert Lead (bulk-1), v45'],
    ],
    [
      'NetCoreForce with headers',
      `${make}\nvar headers = new Dictionary<string, string> { { ${header} } };\nawait client.CreateRecord<SfLead>("Lead", lead, headers);`,
      ['CreateRecord: insert Lead (rest-record), allowSave=true, v45'],
    ],
    [
      'NetCoreForce, by name',
      `${make}\nawait client.InsertOrUpdateRecord("Lead", "Ext__c", key, lead, customHeaders: new Dictionary<string, string> { [${header.replace(', ', '] = ')} });`,
      ['InsertOrUpdateRecord: upsert Lead (rest-external-id), allowSave=true, by Ext__c, v45'],
    ],
    [
      'no saves',
      `${make}\nawait client.DeleteAsync("Lead", id);\nawait client.QueryAsync<Lead>("SELECT Id FROM Lead");`,
      [],
    ],
  ])('%s', async (_, body, expected) => expect(await saves(body)).toEqual(expected));

  it('SalesforceSharp', async () => {
    const body = `var client = new SalesforceClient();\nclient.Create("Lead", new { LastName = "Doe" });\nclient.Update("Lead", id, lead);`;
    expect(await saves(body, 'using SalesforceSharp;')).toEqual([
      'Create: insert Lead (rest-record)',
      'Update: update Lead (rest-record)',
    ]);
  });

  it('a client that is handed in', async () => {
    const members =
      '  private readonly IForceClient _client;\n  public Sync(IForceClient client) { _client = client; }';
    expect(
      await saves(`await _client.CreateAsync("Lead", lead);`, 'using Salesforce.Force;', members),
    ).toEqual(['CreateAsync: insert Lead (rest-record)']);
  });
});

describe('SOAP proxies', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a web reference',
      `var binding = new SforceService();
       binding.DuplicateRuleHeaderValue = new DuplicateRuleHeader { allowSave = true };
       var lead = new Lead { LastName = "Doe" };
       SaveResult[] results = binding.create(new sObject[] { lead });`,
      ['create: insert Lead (soap), allowSave=true'],
    ],
    [
      'a service reference',
      `var client = new SoapClient(endpoint);
       var header = new DuplicateRuleHeader { allowSave = true, includeRecordDetails = false, runAsCurrentUser = true };
       client.create(session, null, null, null, header, new sObject[] { new sObject { type = "Lead" } }, out LimitInfo[] limits, out SaveResult[] results);`,
      ['create: insert Lead (soap), allowSave=true, includeRecordDetails=false, runAsCurrentUser=true'],
    ],
    [
      'an upsert',
      `var binding = new SforceService();\nbinding.upsert("Ext__c", new sObject[] { new Lead() });`,
      ['upsert: upsert Lead (soap), by Ext__c'],
    ],
    ['a query', `var binding = new SforceService();\nbinding.query("SELECT Id FROM Lead");`, []],
  ])('%s', async (_, body, expected) => expect(await saves(body)).toEqual(expected));
});
