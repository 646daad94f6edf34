import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../../support/codeSaves.ts';

const url = `base + "/services/data/v58.0/sobjects/Lead"`;
const header = `"Sforce-Duplicate-Rule-Header", "allowSave=true"`;

/** Statements in a method; the place is what is left of the line. */
async function saves(body: string, head = '', members = ''): Promise<readonly string[]> {
  const code = `${head}\nclass Sync {\n${members}\n  void run(String base, String json) throws Exception {\n${body}\n  }\n}\n`;
  return (await savesIn('Sync.java', code)).map((line) =>
    line
      .replace(/^\d+ /, '')
      .replace(/ in Sync\.run(?=,|$)/, '')
      .replace(/, via .*$/, ''),
  );
}

describe('requests', () => {
  it.each<[string, string, string]>([
    [
      'java.net.http',
      `HttpRequest request = HttpRequest.newBuilder().uri(URI.create(${url})).header("Authorization", token).header(${header}).POST(HttpRequest.BodyPublishers.ofString(json)).build();
       HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());`,
      'send: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'java.net.http, PATCH',
      `HttpRequest request = HttpRequest.newBuilder(URI.create(${url} + "/" + id)).method("PATCH", BodyPublishers.ofString(json)).build();
       client.sendAsync(request, BodyHandlers.ofString());`,
      'sendAsync: update Lead (rest-record), v58',
    ],
    [
      'Apache HttpClient',
      `HttpPost post = new HttpPost(${url});
       post.setHeader("Authorization", token);
       post.addHeader(${header});
       post.setEntity(new StringEntity(json));
       CloseableHttpResponse response = client.execute(post);`,
      'execute: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'Apache HttpClient, PATCH by external id',
      `HttpPatch patch = new HttpPatch(${url} + "/Ext__c/" + key);
       client.execute(patch);`,
      'execute: upsert Lead (rest-external-id), by Ext__c, v58',
    ],
    [
      'Apache HttpClient 5',
      `ClassicHttpRequest request = ClassicRequestBuilder.post(${url}).addHeader(${header}).setEntity(json).build();
       client.execute(request, response -> response.getCode());`,
      'execute: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'commons-httpclient, POST for PATCH',
      `PostMethod method = new PostMethod(${url} + "/" + id + "?_HttpMethod=PATCH");
       method.setRequestHeader("Authorization", token);
       client.executeMethod(method);`,
      'executeMethod: update Lead (rest-record), v58',
    ],
    [
      'OkHttp',
      `RequestBody body = RequestBody.create(json, MediaType.get("application/json"));
       Request request = new Request.Builder().url(${url}).post(body).addHeader(${header}).build();
       try (Response response = client.newCall(request).execute()) { }`,
      'execute: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'RestTemplate',
      `HttpHeaders headers = new HttpHeaders();
       headers.set(${header});
       HttpEntity<String> entity = new HttpEntity<>(json, headers);
       restTemplate.postForEntity(${url}, entity, String.class);`,
      'postForEntity: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'RestTemplate.exchange',
      `HttpHeaders headers = new HttpHeaders();
       headers.add(${header});
       restTemplate.exchange(base + "/services/data/v58.0/sobjects/{object}/{id}", HttpMethod.PATCH, new HttpEntity<>(json, headers), Void.class, "Lead", id);`,
      'exchange: update Lead (rest-record), allowSave=true, v58',
    ],
    [
      'WebClient',
      `webClient.post().uri("/services/data/v58.0/sobjects/{o}", "Lead").header(${header}).bodyValue(json).retrieve().bodyToMono(String.class).block();`,
      'retrieve: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'WebClient with headers of its own',
      `WebClient client = WebClient.builder().baseUrl(base + "/services/data/v58.0").defaultHeader(${header}).build();
       client.patch().uri("/sobjects/Lead/" + id).bodyValue(json).retrieve();`,
      'retrieve: update Lead (rest-record), allowSave=true, v58',
    ],
    [
      'WebClient with a function for the headers',
      `webClient.post().uri(${url}).headers(h -> h.set(${header})).bodyValue(json).retrieve();`,
      'retrieve: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'RestClient',
      `ResponseEntity<Void> response = RestClient.create().method(HttpMethod.POST).uri(${url}).body(json).retrieve().toBodilessEntity();`,
      'retrieve: insert Lead (rest-record), v58',
    ],
    [
      'HttpURLConnection',
      `HttpURLConnection connection = (HttpURLConnection) new URL(${url}).openConnection();
       connection.setRequestMethod("POST");
       connection.setRequestProperty(${header});
       connection.setDoOutput(true);
       connection.getOutputStream().write(json.getBytes());
       int code = connection.getResponseCode();`,
      'getResponseCode: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'HttpURLConnection, POST for PATCH',
      `HttpURLConnection connection = (HttpURLConnection) new URL(${url} + "/" + id).openConnection();
       connection.setRequestMethod("POST");
       connection.setRequestProperty("X-HTTP-Method-Override", "PATCH");
       InputStream answer = connection.getInputStream();`,
      'getInputStream: update Lead (rest-record), v58',
    ],
    [
      'Unirest',
      `HttpResponse<JsonNode> response = Unirest.post(${url}).header(${header}).body(json).asJson();`,
      'asJson: insert Lead (rest-record), allowSave=true, v58',
    ],
    [
      'a map as a body',
      `Map<String, Object> body = new HashMap<>();
       body.put("object", "Lead");
       body.put("operation", "insert");
       HttpPost post = new HttpPost(base + "/services/data/v58.0/jobs/ingest");
       post.setEntity(new StringEntity(new ObjectMapper().writeValueAsString(body)));
       client.execute(post);`,
      'execute: insert Lead (bulk-2), v58',
    ],
    [
      'a path put together',
      `String path = String.format("%s/services/data/v%s/sobjects/%s", base, "58.0", "Lead");
       client.execute(new HttpPost(path));`,
      'execute: insert Lead (rest-record), v58',
    ],
  ])('%s', async (_, body, expected) => expect(await saves(body)).toEqual([expected]));

  it.each<[string, string]>([
    ['another API', `client.execute(new HttpPost("https://api.example.com/leads"));`],
    ['a query', `client.execute(new HttpGet(base + "/services/data/v58.0/query?q=x"));`],
    ['a request that is not sent', `HttpPost post = new HttpPost(${url});`],
  ])('%s', async (_, body) => expect(await saves(body)).toEqual([]));
});

it.each<[string, readonly string[]]>([
  [`api.createSObject("Lead", lead);`, ['createSObject: insert Lead (rest-record)']],
  [`api.updateSObject("Lead", id, lead);`, ['updateSObject: update Lead (rest-record)']],
  [
    `api.createOrUpdateSObject("Lead", "Ext__c", key, lead);`,
    ['createOrUpdateSObject: upsert Lead (rest-external-id), by Ext__c'],
  ],
  [`api.getSObject("Lead", id);`, []],
])('ForceApi: %s', async (body, expected) =>
  expect(await saves(body, 'import com.force.api.ForceApi;')).toEqual(expected),
);

describe('WSC', () => {
  const imports = 'import com.sforce.soap.partner.*;\nimport com.sforce.soap.partner.sobject.SObject;';
  it.each<[string, string, readonly string[]]>([
    [
      'partner',
      `PartnerConnection connection = Connector.newConnection(config);
       SObject lead = new SObject();
       lead.setType("Lead");
       lead.setField("LastName", "Doe");
       SaveResult[] results = connection.create(new SObject[] { lead });`,
      ['create: insert Lead (soap)'],
    ],
    [
      'with a header',
      `PartnerConnection connection = new PartnerConnection(config);
       connection.setDuplicateRuleHeader(true, false, false);
       SObject lead = new SObject("Lead");
       connection.update(new SObject[] { lead });`,
      ['update: update Lead (soap), allowSave=true, includeRecordDetails=false, runAsCurrentUser=false'],
    ],
    [
      'with a header that is cleared',
      `PartnerConnection connection = new PartnerConnection(config);
       connection.setDuplicateRuleHeader(true, false, false);
       connection.clearDuplicateRuleHeader();
       connection.create(new SObject[] { new SObject("Lead") });`,
      ['create: insert Lead (soap)'],
    ],
    [
      'an array that is filled',
      `SObject[] leads = new SObject[2];
       leads[0] = new SObject("Lead");
       PartnerConnection connection = new PartnerConnection(config);
       connection.create(leads);`,
      ['create: insert Lead (soap)'],
    ],
    [
      'a list',
      `List<SObject> leads = new ArrayList<>();
       SObject lead = new SObject();
       lead.setType("Lead");
       leads.add(lead);
       PartnerConnection connection = new PartnerConnection(config);
       connection.upsert("Ext__c", leads.toArray(new SObject[leads.size()]));`,
      ['upsert: upsert Lead (soap), by Ext__c'],
    ],
    [
      'enterprise',
      `EnterpriseConnection connection = com.sforce.soap.enterprise.Connector.newConnection(config);
       Lead lead = new Lead();
       lead.setLastName("Doe");
       connection.create(new SObject[] { lead });`,
      ['create: insert Lead (soap)'],
    ],
    [
      'without a header, beside one that has it',
      `PartnerConnection connection = new PartnerConnection(config);
       PartnerConnection allowing = new PartnerConnection(config);
       allowing.setDuplicateRuleHeader(true, false, false);
       connection.create(new SObject[] { new SObject("Lead") });`,
      ['create: insert Lead (soap)'],
    ],
    [
      'convertLead',
      `PartnerConnection connection = new PartnerConnection(config);
       connection.convertLead(new LeadConvert[] { convert });`,
      ['convertLead: convertLead <unknown> (soap-convert-lead)'],
    ],
    [
      'convertLead of what is made here',
      `PartnerConnection connection = new PartnerConnection(config);
       LeadConvert convert = new LeadConvert();
       convert.setLeadId(id);
       connection.convertLead(new LeadConvert[] { convert });`,
      ['convertLead: convertLead Account+Contact (soap-convert-lead)'],
    ],
    [
      'convertLead into an account',
      `PartnerConnection connection = new PartnerConnection(config);
       LeadConvert convert = new LeadConvert();
       convert.setAccountId(account);
       connection.convertLead(new LeadConvert[] { convert });`,
      ['convertLead: convertLead Contact (soap-convert-lead)'],
    ],
    [
      'convertLead into an account and a contact',
      `PartnerConnection connection = new PartnerConnection(config);
       LeadConvert convert = new LeadConvert();
       convert.setAccountId(account);
       convert.setContactId(contact);
       connection.convertLead(new LeadConvert[] { convert });`,
      ['convertLead: convertLead  (soap-convert-lead)'],
    ],
    [
      'other operations',
      `PartnerConnection connection = new PartnerConnection(config);
       connection.query("SELECT Id FROM Lead");
       connection.delete(ids);
       connection.findDuplicates(records);`,
      [],
    ],
  ])('%s', async (_, body, expected) => expect(await saves(body, imports)).toEqual(expected));

  it('a connection whose header another method sets', async () => {
    const members = `
  private PartnerConnection connection;
  Sync(ConnectorConfig config) throws Exception { connection = Connector.newConnection(config); }
  void allow() { connection.setDuplicateRuleHeader(true, false, false); }`;
    expect(
      await saves(`connection.create(new SObject[] { new SObject("Lead") });`, imports, members),
    ).toEqual([
      'create: insert Lead (soap), allowSave=unknown (set elsewhere in this file), includeRecordDetails=unknown (set elsewhere in this file), runAsCurrentUser=unknown (set elsewhere in this file)',
    ]);
  });

  it('a header that is set far from the save', async () => {
    const members = `
  private PartnerConnection connection;
  Sync(ConnectorConfig config) throws Exception {
    connection = Connector.newConnection(config);
    connection.setDuplicateRuleHeader(true, false, false);
  }`;
    expect(
      await saves(`connection.create(new SObject[] { new SObject("Lead") });`, imports, members),
    ).toEqual([
      'create: insert Lead (soap), allowSave=true, includeRecordDetails=false, runAsCurrentUser=false',
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'a job',
      `JobInfo job = new JobInfo();
       job.setObject("Lead");
       job.setOperation(OperationEnum.upsert);
       job.setExternalIdFieldName("Ext__c");
       job = bulkConnection.createJob(job);`,
      ['createJob: upsert Lead (bulk-1), by Ext__c'],
    ],
    ['a job in one line', `bulkConnection.createJob("Lead", "insert");`, ['createJob: insert Lead (bulk-1)']],
    [
      'a query',
      `JobInfo job = new JobInfo();\njob.setObject("Lead");\njob.setOperation(OperationEnum.query);\nbulkConnection.createJob(job);`,
      [],
    ],
  ])('bulk: %s', async (_, body, expected) =>
    expect(await saves(body, 'import com.sforce.async.*;')).toEqual(expected),
  );
});
