import { describe, expect, it } from 'vitest';
import { type Files, savesOf } from '../../../support/codeSaves.ts';

const crm = `using Salesforce.Force;
namespace App;
public class Crm : ICrm {
  private readonly ForceClient client = new ForceClient("a", "b", "c");
  public async Task<string> SendAsync(string name, object record) {
    return (await client.CreateAsync(name, record)).Id;
  }
}`;
const contract =
  'namespace App; public interface ICrm { Task<string> SendAsync(string name, object record); }';
const signUp = `// Salesforce
namespace App;
public class SignUp {
  private readonly ICrm crm;
  public SignUp(ICrm crm) { this.crm = crm; }
  public Task<string> Post(string email) { return crm.SendAsync("Lead", new { Email = email }); }
}`;
const found = ['6 SendAsync: insert Lead (rest-record) in SignUp.Post, via 6 CreateAsync'];

const javaCrm = `package a.b.impl;
import a.b.api.Crm;
import org.springframework.web.client.RestTemplate;
public class CrmImpl implements Crm {
  private final RestTemplate rest = new RestTemplate();
  public String send(String name, Object record) {
    return rest.postForObject("https://x.my.salesforce.com/services/data/v58.0/sobjects/" + name, record, String.class);
  }
}`;
const javaContract = 'package a.b.api; public interface Crm { String send(String name, Object record); }';
const javaSignUp = `package a.b.web;
import a.b.api.Crm;
// Salesforce
public class SignUp {
  @Autowired private Crm crm;
  public void post(String email) { crm.send("Lead", Map.of("Email", email)); }
}`;
const javaFound = ['6 send: insert Lead (rest-record) in SignUp.post, v58, via 7 postForObject'];

const cases: readonly (readonly [string, Files, string, readonly string[]])[] = [
  ['C#, interface', { 'ICrm.cs': contract, 'Crm.cs': crm, 'A.cs': signUp }, 'A.cs', found],
  ['C#, interface that is not read', { 'Crm.cs': crm, 'A.cs': signUp }, 'A.cs', found],
  [
    'C#, two that implement it',
    { 'ICrm.cs': contract, 'Crm.cs': crm, 'B.cs': crm.replace('class Crm', 'class Other'), 'A.cs': signUp },
    'A.cs',
    [],
  ],
  [
    'C#, the other one in a test',
    { 'Crm.cs': crm, 'tests/Fake.cs': crm.replace('class Crm', 'class Fake'), 'A.cs': signUp },
    'A.cs',
    found,
  ],
  [
    'C#, interface of the platform',
    { 'Crm.cs': crm.replace('ICrm', 'IDisposable'), 'A.cs': signUp.replaceAll('ICrm', 'IDisposable') },
    'A.cs',
    [],
  ],
  [
    'C#, abstract class',
    {
      'Base.cs':
        '// Salesforce\npublic abstract class ICrm { public abstract Task<string> SendAsync(string n, object r); }',
      'Crm.cs': crm,
      'A.cs': signUp,
    },
    'A.cs',
    found,
  ],
  [
    'C#, class with one below it',
    {
      'Base.cs':
        '// Salesforce\npublic class ICrm { public Task<string> SendAsync(string n, object r) { return null; } }',
      'Crm.cs': crm,
      'A.cs': signUp,
    },
    'A.cs',
    [],
  ],
  [
    'C#, partial class',
    {
      'A.cs': `using Salesforce.Force;
public partial class Crm { private readonly ForceClient client; public Crm() { client = new ForceClient("a", "b", "c"); } }`,
      'B.cs': `// Salesforce
public partial class Crm {
  public Task Lead(string email) { return client.CreateAsync("Lead", new { Email = email }); }
}`,
    },
    'B.cs',
    ['3 CreateAsync: insert Lead (rest-record) in Crm.Lead'],
  ],
  [
    'Java, interface',
    { 'Crm.java': javaContract, 'CrmImpl.java': javaCrm, 'SignUp.java': javaSignUp },
    'SignUp.java',
    javaFound,
  ],
  [
    'Java, class that is imported',
    {
      'CrmImpl.java': javaCrm,
      'SignUp.java': javaSignUp.replace('a.b.api.Crm', 'a.b.impl.CrmImpl').replace('Crm crm', 'CrmImpl crm'),
    },
    'SignUp.java',
    javaFound,
  ],
  [
    'Java, interface of a library',
    {
      'CrmImpl.java': javaCrm.replace('a.b.api.Crm', 'org.other.Crm'),
      'SignUp.java': javaSignUp.replace('a.b.api.Crm', 'org.other.Crm'),
    },
    'SignUp.java',
    [],
  ],
  [
    'Java, constants of a class that is imported',
    {
      'Urls.java':
        'package a.b; public class Urls { public static final String LEAD = "https://x.my.salesforce.com/services/data/v58.0/sobjects/Lead"; }',
      'SignUp.java': `package a.c;
import a.b.Urls;
import static a.b.Urls.LEAD;
import org.springframework.web.client.RestTemplate;
public class SignUp {
  // Salesforce
  void one(RestTemplate rest, Object body) { rest.postForObject(Urls.LEAD, body, String.class); }
  void two(RestTemplate rest, Object body) { rest.postForObject(LEAD, body, String.class); }
}`,
    },
    'SignUp.java',
    [
      '7 postForObject: insert Lead (rest-record) in SignUp.one, v58',
      '8 postForObject: insert Lead (rest-record) in SignUp.two, v58',
    ],
  ],
  [
    'Java, all static members of a class that is imported, and a request that another class makes',
    {
      'Urls.java':
        'package a.b; public class Urls { public static final String LEAD = "/services/data/v58.0/sobjects/Lead"; }',
      'Requests.java': `package a.c;
import static a.b.Urls.*;
import org.apache.http.client.methods.HttpPost;
public class Requests { // Salesforce
  public HttpRequestBase lead(String base, String json) { var post = new HttpPost(base + LEAD); post.setEntity(new StringEntity(json)); return post; }
}`,
      'Leads.java': `package a.d;
import org.apache.http.impl.client.HttpClients;
public class Leads { // Salesforce
  private final Requests requests;
  void add(String base, String json) throws IOException {
    var post = requests.lead(base, json);
    try (var client = HttpClients.createDefault(); var response = client.execute(post)) { }
  }
}`,
    },
    'Leads.java',
    ['7 execute: insert Lead (rest-record) in Leads.add, v58'],
  ],
  [
    'C#, constants with their namespace',
    {
      'Names.cs':
        'namespace Acme.Crm { public class Names { public const string Lead = "Lead"; } } // Salesforce',
      'Api.cs': `using Salesforce.Force;
namespace Acme.Api { public class Api {
  private readonly IForceClient _client;
  async Task One(object lead) { await _client.CreateAsync(Acme.Crm.Names.Lead, lead); }
  async Task Two(object lead) { await _client.CreateAsync(Crm.Names.Lead, lead); }
  async Task Three(object lead) { await _client.CreateAsync(Crm.Names.Other, lead); }
  async Task Four(object lead, X Crm) { await _client.CreateAsync(Crm.Names.Lead, lead); }
} }`,
    },
    'Api.cs',
    [
      '4 CreateAsync: insert Lead (rest-record) in Api.One',
      '5 CreateAsync: insert Lead (rest-record) in Api.Two',
      '6 CreateAsync: insert <unknown> (rest-record) in Api.Three',
      '7 CreateAsync: insert <generic> (rest-record) in Api.Four',
    ],
  ],
];

describe('classes that are held by what they implement, and parts of classes', () => {
  it.each(cases)('%s', async (_title, files, name, expected) => {
    expect(await savesOf(files, name)).toEqual(expected);
  });
});
