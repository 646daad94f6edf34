// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../../../server/src/core/project.ts';
import type { SyntaxParser } from '../../../../server/src/core/saves/code/syntaxParser.ts';
import { LineIndex } from '../../../../server/src/core/text.ts';
import { grammar } from '../../../support/grammars.ts';
import { expandRules } from '../../../support/rulesShorthand.ts';

const rules = 'Lead.A: Alert/Report matching Email\nContact.B: Block/Block matching Email';
let parser: SyntaxParser;
beforeAll(async () => {
  parser = await grammar('php');
});

function projectOf(code: string) {
  const project = createProject({ root: 'file:///p' });
  project.setParser(parser);
  for (const [name, content] of expandRules(rules)) project.setFile(`file:///p/${name}`, content);
  const uri = 'file:///p/src/sync.php';
  const text = `<?php\n${code}`;
  project.setFile(uri, text);
  for (const _ of project.analyseAll());
  return { project, uri, lines: new LineIndex(text) };
}

/** Without the kind of refusal: what is saved. */
function savesIn(code: string): string[] {
  const { project, uri } = projectOf(code);
  return project.saves(uri).map(({ site }) => {
    const objects = site.target.kind === 'objects' ? site.target.names.join('+') : site.target.kind;
    const key = site.externalId === null ? '' : ` by ${site.externalId}`;
    const version = site.apiVersion === null ? '' : ` v${site.apiVersion}`;
    const { allowSave } = site.options;
    const option = allowSave.kind === 'known' ? ` allowSave=${allowSave.value}` : '';
    const names = site.fields.writes.map(({ name }) => name).join(' ');
    const fields = site.fields.complete ? ` {${names}}` : '';
    return `${site.operation} ${objects} over ${site.channel}${key}${version}${option}${fields}, ${site.refusal.kind}`;
  });
}

/** `line: severity rule`, lines counted from 1 below `<?php`. */
function findingsIn(code: string): string[] {
  const { project, uri, lines } = projectOf(code);
  return project
    .findings(uri)
    .map((one) => `${lines.position(one.location.start).line}: ${one.severity} ${one.ruleId}`);
}

const url = '$instance . "/services/data/v60.0/sobjects/Lead"';

describe('saves in PHP', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'WordPress, with a status that is looked at',
      `function push($instance, $data) {
  $response = wp_remote_post("$instance/services/data/v60.0/sobjects/Lead", array(
    'headers' => array('Sforce-Duplicate-Rule-Header' => 'allowSave=true'),
    'body' => wp_json_encode(array('Email' => $data['email'])),
  ));
  if (is_wp_error($response)) { throw new Exception('no answer'); }
  if (wp_remote_retrieve_response_code($response) >= 400) { error_log('refused'); }
}`,
      ['insert Lead over rest-record v60 allowSave=true {Email}, logs'],
    ],
    [
      'WordPress, with a method, where only a missing answer is looked at',
      `function push($instance, $data) {
  $args = ['method' => 'PATCH', 'body' => json_encode($data)];
  $response = wp_remote_request("$instance/services/data/v60.0/sobjects/Lead/Ext__c/1", $args);
  if (is_wp_error($response)) { throw new Exception('no answer'); }
}`,
      ['upsert Lead over rest-external-id by Ext__c v60, drops'],
    ],
    ['WordPress, a query', `wp_remote_get("$instance/services/data/v60.0/query?q=SELECT+Id+FROM+Lead");`, []],
    [
      'curl, option by option',
      `function push($instance, $token, $email) {
  $url = "$instance/services/data/v60.0/sobjects/Lead/";
  $content = json_encode(array("LastName" => "x", "Email" => $email));
  $curl = curl_init($url);
  curl_setopt($curl, CURLOPT_HTTPHEADER, array("Authorization: OAuth $token", "Sforce-Duplicate-Rule-Header: allowSave=true"));
  curl_setopt($curl, CURLOPT_POST, true);
  curl_setopt($curl, CURLOPT_POSTFIELDS, $content);
  $response = curl_exec($curl);
  return $response;
}`,
      ['insert Lead over rest-record v60 allowSave=true {LastName Email}, handles-errors'],
    ],
    [
      'curl, all options at once',
      `$headers = [];
$headers[] = 'Sforce-Duplicate-Rule-Header: allowSave=true';
$ch = curl_init();
curl_setopt_array($ch, [CURLOPT_URL => ${url}, CURLOPT_CUSTOMREQUEST => 'POST', CURLOPT_HTTPHEADER => $headers, CURLOPT_POSTFIELDS => json_encode(['Email' => $e])]);
$r = curl_exec($ch);
$status = curl_getinfo($ch, CURLINFO_HTTP_CODE);
if ($status != 201) { die("failed: $status"); }`,
      ['insert Lead over rest-record v60 allowSave=true {Email}, handles-errors'],
    ],
    [
      'Guzzle with a base and headers of the client',
      `use GuzzleHttp\\Client;
class Leads {
  private Client $client;
  public function __construct(string $instance) {
    $this->client = new Client(['base_uri' => $instance . '/services/data/v61.0/', 'headers' => ['Sforce-Duplicate-Rule-Header' => 'allowSave=true']]);
  }
  public function push(array $lead) {
    return $this->client->post('sobjects/Lead', ['json' => ['LastName' => $lead['name']]]);
  }
}`,
      ['insert Lead over rest-record v61 allowSave=true {LastName}, propagates'],
    ],
    [
      'Guzzle by request(), with its constants',
      `use GuzzleHttp\\Client;
use GuzzleHttp\\RequestOptions;
function push(Client $c, $url, $row) {
  try {
    $c->request('PATCH', sprintf('%s/services/data/v60.0/sobjects/Contact/Ext__c/%s', $url, $row['id']), [RequestOptions::JSON => ['Email' => $row['email']]]);
  } catch (\\GuzzleHttp\\Exception\\ClientException $e) {
    error_log($e->getMessage());
  }
}`,
      ['upsert Contact over rest-external-id by Ext__c v60 {Email}, logs'],
    ],
    [
      'Guzzle with a request of PSR-7, which is changed by copies',
      `use GuzzleHttp\\Client; use GuzzleHttp\\Psr7\\Request;
function push(Client $c, $url, $body) {
  $plain = new Request('POST', $url . '/services/data/v60.0/sobjects/Lead');
  $request = $plain->withHeader('Sforce-Duplicate-Rule-Header', 'allowSave=true')->withBody($body);
  $c->send($request);
  $c->send($plain->withMethod('GET'));
  $c->send($plain);
}`,
      [
        'insert Lead over rest-record v60 allowSave=true, propagates',
        'insert Lead over rest-record v60, propagates',
      ],
    ],
    [
      'Guzzle that does not throw',
      `use GuzzleHttp\\Client;
$c = new Client(['http_errors' => false]);
$c->post(${url}, ['json' => ['LastName' => 'x']]);`,
      ['insert Lead over rest-record v60 {LastName}, drops'],
    ],
    [
      'a request that is made first',
      `use GuzzleHttp\\Client;
use GuzzleHttp\\Psr7\\Request;
$request = new Request('POST', ${url}, ['Sforce-Duplicate-Rule-Header' => 'allowSave=false'], '{"LastName": "x"}');
(new Client())->send($request);`,
      ['insert Lead over rest-record v60 allowSave=false, propagates'],
    ],
    [
      'a client that is handed in',
      `class A { function __construct(private HttpClientInterface $http) {}
  function push($instance) { $r = $this->http->request('POST', ${url}, ['json' => ['LastName' => 'x']]); return $r->toArray(); } }`,
      ['insert Lead over rest-record v60 {LastName}, propagates'],
    ],
    [
      'Laravel',
      `use Illuminate\\Support\\Facades\\Http;
use Illuminate\\Support\\Facades\\Log;
function push($instance, $token) {
  $response = Http::withToken($token)->withHeaders(['Sforce-Duplicate-Rule-Header' => 'allowSave=true'])->post(${url}, ['LastName' => 'x']);
  if ($response->failed()) { Log::error($response->body()); }
}`,
      ['insert Lead over rest-record v60 allowSave=true {LastName}, logs'],
    ],
    [
      'Laravel that throws',
      `use Illuminate\\Support\\Facades\\Http;
function push($instance) { Http::baseUrl($instance)->post('/services/data/v60.0/sobjects/Lead', ['LastName' => 'x'])->throw(); }`,
      ['insert Lead over rest-record v60 {LastName}, propagates'],
    ],
    [
      'Laravel that tries again, and throws in the end',
      `use Illuminate\\Support\\Facades\\Http;
function push($instance) { Http::retry(3, 100)->post($instance . '/services/data/v60.0/sobjects/Lead', ['LastName' => 'x']); }
function pushed($instance) { Http::retry(3, 100, throw: false)->post($instance . '/services/data/v60.0/sobjects/Lead', ['LastName' => 'x']); }`,
      [
        'insert Lead over rest-record v60 {LastName}, propagates',
        'insert Lead over rest-record v60 {LastName}, drops',
      ],
    ],
    [
      'Symfony, whose responses throw unless somebody asks for their status',
      `use Symfony\\Contracts\\HttpClient\\HttpClientInterface;
function push(HttpClientInterface $http, $instance) { $http->request('POST', ${url}, ['json' => ['LastName' => 'x']]); }`,
      ['insert Lead over rest-record v60 {LastName}, propagates'],
    ],
    [
      'a variable that a method called in between has, too',
      `use GuzzleHttp\\Client;
class A { function push($instance) { $url = ${url}; $this->log(); (new Client())->post($url, ['json' => ['LastName' => 'x']]); }
  private function log() { $url = 'https://example.com/services/data/v60.0/sobjects/Contact'; error_log($url); } }`,
      ['insert Lead over rest-record v60 {LastName}, propagates'],
    ],
    [
      'a status that a helper mails to somebody',
      `function push($instance, $token) {
  $curl = curl_init(${url});
  curl_setopt($curl, CURLOPT_POST, true);
  curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode(array("LastName" => "x")));
  $answer = curl_exec($curl);
  if (curl_getinfo($curl, CURLINFO_HTTP_CODE) != 201) { tell("failed: $answer"); exit(); }
}
function tell($what) { wp_mail('a@example.com', 'Salesforce', $what); }`,
      ['insert Lead over rest-record v60 {LastName}, handles-errors'],
    ],
    [
      'Forrest',
      `use Omniphx\\Forrest\\Providers\\Laravel\\Facades\\Forrest;
Forrest::sobjects('Lead', ['method' => 'post', 'body' => ['LastName' => 'x'], 'headers' => ['Sforce-Duplicate-Rule-Header' => 'allowSave=true']]);
Forrest::sobjects('Lead/' . $id, ['method' => 'patch', 'body' => ['Email' => 'x']]);
Forrest::sobjects('Lead');`,
      [
        'insert Lead over rest-record allowSave=true {LastName}, propagates',
        'update Lead over rest-record {Email}, propagates',
      ],
    ],
    [
      'the SOAP toolkit',
      `$conn = new SforceEnterpriseClient();
$conn->createConnection('enterprise.wsdl.xml');
$lead = new stdClass();
$lead->LastName = 'x';
$results = $conn->create(array($lead), 'Lead');
foreach ($results as $result) { if (!$result->success) { throw new Exception($result->errors[0]->message); } }`,
      ['insert Lead over soap {LastName}, handles-errors'],
    ],
    [
      'another service',
      'use GuzzleHttp\\Client; (new Client())->post("https://api.example.com/salesforce/leads", ["json" => []]);',
      [],
    ],
    [
      'a model of the project',
      'class LeadRepository { /* Salesforce */ function push($x) { $this->model->create($x); Lead::create(["a" => 1]); } }',
      [],
    ],
  ])('%s', (_name, code, expected) => expect(savesIn(code)).toEqual(expected));

  it.each<[string, string, readonly string[]]>([
    [
      'a bypass, and a reason',
      `use GuzzleHttp\\Client;
$c = new Client();
$c->post(${url}, ['headers' => ['Sforce-Duplicate-Rule-Header' => 'allowSave=true'], 'json' => ['Email' => 'x']]);
$c->post(${url}, [
  // duplicate-rules: allow-save-bypass -- web sign-ups may repeat
  'headers' => ['Sforce-Duplicate-Rule-Header' => 'allowSave=true'], 'json' => ['Email' => 'x']]);`,
      ['3: warning allow-save-bypass'],
    ],
    [
      'a decision that nobody made',
      `use GuzzleHttp\\Client;
(new Client())->post(${url}, ['json' => ['Email' => 'x']]);`,
      ['2: warning missing-duplicate-rule-header'],
    ],
    [
      'a refusal that is told apart',
      `use GuzzleHttp\\Client;
use GuzzleHttp\\Exception\\ClientException;
try { (new Client())->post(${url}, ['json' => ['Email' => 'x']]); }
catch (ClientException $e) {
  if (str_contains((string) $e->getResponse()->getBody(), 'DUPLICATES_DETECTED')) { merge($e); } else { throw $e; }
}`,
      [],
    ],
    [
      'a refusal that is swallowed',
      `$ch = curl_init(${url});
curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode(['Email' => 'x']));
curl_exec($ch);
curl_close($ch);`,
      ['3: warning unhandled-duplicates'],
    ],
    [
      'a status that is checked',
      `function push($instance) {
  $ch = curl_init(${url});
  curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode(['Email' => 'x']));
  curl_exec($ch);
  $info = curl_getinfo($ch);
  curl_close($ch);
  if ($info['http_code'] >= 400) { throw new RuntimeException('refused'); }
}`,
      ['4: information missing-duplicate-rule-header'],
    ],
    [
      'a header that has no effect',
      `$ch = curl_init($i . '/services/data/v60.0/sobjects/Contact');
curl_setopt($ch, CURLOPT_HTTPHEADER, ['Sforce-Duplicate-Rule-Header: allowSave=true']);
curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode(['Email' => 'x']));
die(curl_exec($ch));`,
      ['2: warning ineffective-duplicate-header'],
    ],
  ])('%s', (_name, code, expected) => expect(findingsIn(code)).toEqual(expected));
});
