import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { LineIndex } from '../../../server/src/core/text.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

const rules = 'Lead.A: Alert/Report matching Email\nContact.B: Block/Block matching Email';

function projectOf(file: string, text: string) {
  const project = createProject({ root: 'file:///p' });
  for (const [name, content] of expandRules(rules)) project.setFile(`file:///p/${name}`, content);
  const uri = `file:///p/${file}`;
  project.setFile(uri, text);
  for (const _ of project.analyseAll());
  return { project, uri };
}

/** `line: severity rule`, lines counted from 1. */
function findingsIn(file: string, text: string): string[] {
  const { project, uri } = projectOf(file, text);
  const lines = new LineIndex(text);
  return project
    .findings(uri)
    .map((one) => `${lines.position(one.location.start).line + 1}: ${one.severity} ${one.ruleId}`);
}

function savesIn(file: string, text: string): string[] {
  const { project, uri } = projectOf(file, text);
  const lines = new LineIndex(text);
  return project.saves(uri).map(({ site }) => {
    const objects = site.target.kind === 'objects' ? site.target.names.join('+') : site.target.kind;
    const key = site.externalId === null ? '' : ` by ${site.externalId}`;
    const version = site.apiVersion === null ? '' : ` v${site.apiVersion}`;
    const names = site.fields.writes.map(({ name }) => name).join(' ');
    const fields = site.fields.complete ? ` {${names}}` : '';
    const line = lines.position(site.place.start + site.place.anchor.offset).line + 1;
    return `${line}: ${site.operation} ${objects} over ${site.channel}${key}${version}${fields}`;
  });
}

const auth = 'Authorization: Bearer {{token}}\nContent-Type: application/json';

describe('HTTP files', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a request with a body',
      `POST {{host}}/services/data/v60.0/sobjects/Lead HTTP/1.1\n${auth}\n\n{ "LastName": "x", "Email": {{mail}} }\n`,
      ['1: insert Lead over rest-record v60 {LastName Email}'],
    ],
    [
      'variables of the file',
      '@host = https://x.my.salesforce.com\n@api={{host}}/services/data/v61.0\n@object = Contact\n\nPATCH {{api}}/sobjects/{{object}}/003xx0000000001\n\n{"Email": "a@example.com"}',
      ['5: update Contact over rest-record v61 {Email}'],
    ],
    [
      'an object that an environment gives',
      'POST {{host}}/services/data/v60.0/sobjects/{{object}}\n\n{"LastName": "x"}',
      ['1: insert unknown over rest-record v60 {LastName}'],
    ],
    [
      'requests between separators, with names, comments and scripts',
      `### Look
GET {{host}}/services/data/v60.0/query?q=SELECT+Id+FROM+Lead

### Make
# @name make
// why
< {%
  POST = 1
%}
POST {{host}}/services/data/v60.0/sobjects/Lead
# a comment
${auth}

{"LastName": "x"}

> {% client.log('POST https://x/services/data/v60.0/sobjects/Contact') %}
<> answer.json

###
PATCH {{host}}/services/data/v60.0/sobjects/Lead/Ext__c/1

< ./lead.json
`,
      [
        '10: insert Lead over rest-record v60 {LastName}',
        '21: upsert Lead over rest-external-id by Ext__c v60',
      ],
    ],
    [
      'an address in several lines',
      'PATCH {{host}}/services/data/v60.0\n  /sobjects/Lead/Ext__c/1\n  ?updateOnly=false\nContent-Type: application/json\n\n{"LastName": "x"}',
      ['1: upsert Lead over rest-external-id by Ext__c v60 {LastName}'],
    ],
    [
      'a composite request',
      'POST {{host}}/services/data/v60.0/composite\r\nAccept: */*\r\n\r\n{"compositeRequest": [{"method": "POST", "url": "/services/data/v60.0/sobjects/Lead", "referenceId": "a", "body": {"LastName": "x"}}]}',
      ['1: insert Lead over rest-composite v60 {LastName}'],
    ],
    ['an address alone', '{{host}}/services/data/v60.0/sobjects/Lead\n', []],
    ['another service', 'POST https://crm.example.com/services/sobjects/lead\n\n{"LastName": "x"}', []],
    ['nothing but comments', '# POST {{host}}/services/data/v60.0/sobjects/Lead\n', []],
  ])('%s', (_name, text, expected) => expect(savesIn('api/leads.http', text)).toEqual(expected));

  it('are read as .rest too', () => {
    const text = 'POST {{host}}/services/data/v60.0/sobjects/Lead\n\n{"LastName": "x"}';
    expect(savesIn('leads.rest', text)).toHaveLength(1);
  });

  it('say nothing of a header that is missing: a person sees the answer', () => {
    const text = `POST {{host}}/services/data/v60.0/sobjects/Lead\n\n{"Email": "x"}\n###\nPATCH {{host}}/services/data/v60.0/sobjects/Lead/Ext__c/1\n\n{"Email": "x"}`;
    expect(findingsIn('a.http', text)).toEqual([]);
  });

  it.each<[string, string, readonly string[]]>([
    ['a bypass', 'Sforce-Duplicate-Rule-Header: allowSave=true', ['2: warning allow-save-bypass']],
    [
      'a reason',
      '# duplicate-rules: allow-save-bypass -- to load the sandbox\nSforce-Duplicate-Rule-Header: allowSave=true',
      [],
    ],
    [
      'a reason behind slashes',
      '// duplicate-rules: allow-save-bypass -- to load the sandbox\nSforce-Duplicate-Rule-Header: allowSave=true',
      [],
    ],
    ['a bypass that is commented out', '# Sforce-Duplicate-Rule-Header: allowSave=true', []],
    ['a decision', 'Sforce-Duplicate-Rule-Header: allowSave=false', []],
    ['a variable of the environment', 'Sforce-Duplicate-Rule-Header: allowSave={{allow}}', []],
    [
      'a wrong name',
      'Sforce-Duplicate-Rules-Header: allowSave=true',
      ['2: warning malformed-duplicate-header'],
    ],
    [
      'a wrong value',
      'Sforce-Duplicate-Rule-Header: allowSave=yes',
      ['2: warning malformed-duplicate-header'],
    ],
  ])('%s', (_name, header, expected) => {
    const text = `POST {{host}}/services/data/v60.0/sobjects/Lead\n${header}\n\n{"Email": "x"}`;
    expect(findingsIn('a.http', text)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['where only Block rules apply', 'v60.0/sobjects/Contact', '{"Email": "x"}'],
    ['below v52', 'v51.0/sobjects/Lead', '{"Email": "x"}'],
    [
      'on the outer request of a composite one',
      'v60.0/composite',
      '{"compositeRequest": [{"method": "POST", "url": "/services/data/v60.0/sobjects/Lead", "referenceId": "a", "body": {"Email": "x"}}]}',
    ],
  ])('the header has no effect %s', (_name, path, body) => {
    const text = `POST {{host}}/services/data/${path}\nSforce-Duplicate-Rule-Header: allowSave=true\n\n${body}`;
    expect(findingsIn('a.http', text)).toEqual(['2: warning ineffective-duplicate-header']);
  });

  it('offers a reason to fill in', () => {
    const text =
      'POST {{host}}/services/data/v60.0/sobjects/Lead\nSforce-Duplicate-Rule-Header: allowSave=true\n\n{"Email": "x"}';
    const { project, uri } = projectOf('a.http', text);
    const [finding] = project.findings(uri);
    const [fix] = project.fixes(uri, finding!.location);
    expect(fix?.edits[0]?.edits[0]?.newText).toMatch(/^# duplicate-rules: allow-save-bypass -- TODO/);
    expect(fix?.edits[0]?.edits[0]?.span.start).toBe(text.indexOf('Sforce'));
  });

  it.each([
    '',
    '###',
    '@',
    '@a = {{a}}\nPOST {{a}}/sobjects',
    '< {%\n/services/data',
    'POST\n\n/services/data/',
    '\u0000sobjects',
  ])('may be %j', (text) => expect(savesIn('a.http', text)).toEqual([]));

  it('may have variables that grow without bounds', () => {
    const grows = [...'abcdef'].map(
      (name, index, all) => `@${name} = ${`{{${all[index + 1]}}}`.repeat(500)}`,
    );
    const text = `${grows.join('\n')}\nPOST {{h}}/services/data/v60.0/sobjects/Lead\n\n{"LastName": "{{a}}"}`;
    expect(savesIn('a.http', text)).toHaveLength(1);
  });
});

function collection(items: unknown[], more: object = {}): string {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return JSON.stringify({ info: { name: 'Salesforce', schema }, item: items, ...more }, null, 2);
}

const url = '{{_endpoint}}/services/data/v{{version}}/sobjects/:SOBJECT_API_NAME';
const raw = { mode: 'raw', raw: '{\n  "LastName": "x",\n  "Email": "{{$randomEmail}}"\n}' };

function request(more: object, name = 'Create') {
  return { name, request: { method: 'POST', url: { raw: url }, header: [], body: raw, ...more } };
}

describe('Postman collections', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'variables of the path and of the collection',
      collection([request({ url: { raw: url, variable: [{ key: 'SOBJECT_API_NAME', value: 'Lead' }] } })], {
        variable: [
          { key: 'version', value: '60.0' },
          { key: '_endpoint', value: '' },
        ],
      }),
      ['insert Lead over rest-record v60 {LastName Email}'],
    ],
    [
      'folders in folders',
      collection([
        {
          name: 'A',
          item: [
            { name: 'B', item: [request({})], variable: [{ key: 'SOBJECT_API_NAME', value: 'Contact' }] },
          ],
        },
      ]),
      ['insert Contact over rest-record {LastName Email}'],
    ],
    [
      'addresses as texts and in parts',
      collection([
        request({ url: 'https://x.my.salesforce.com/services/data/v60.0/sobjects/Lead' }),
        request({
          method: 'PATCH',
          url: { host: ['{{url}}'], path: ['services', 'data', 'v60.0', 'sobjects', 'Lead', 'Ext__c', '1'] },
        }),
      ]),
      [
        'insert Lead over rest-record v60 {LastName Email}',
        'upsert Lead over rest-external-id by Ext__c v60 {LastName Email}',
      ],
    ],
    [
      'a request of SOAP',
      collection([
        request({
          url: '{{url}}/services/Soap/u/60.0',
          body: {
            mode: 'raw',
            raw: '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com"><soapenv:Body><urn:create><urn:sObjects xsi:type="urn1:Lead"><LastName>x</LastName></urn:sObjects></urn:create></soapenv:Body></soapenv:Envelope>',
          },
        }),
      ]),
      ['insert Lead over soap v60'],
    ],
    ['no requests', collection([{ name: 'x' }, { name: 'y', request: 'https://x.my.salesforce.com' }]), []],
    ['no collection', '[{"services/data": null}]', []],
    ['broken JSON', collection([request({})]).slice(0, -40), []],
    ['deep JSON', `{"item":${'['.repeat(5_000)}"services/data salesforce"${']'.repeat(5_000)}}`, []],
  ])('%s', (_name, text, expected) =>
    expect(savesIn('x.postman_collection.json', text).map((save) => save.replace(/^\d+: /, ''))).toEqual(
      expected,
    ),
  );

  it('say nothing of a header that is missing', () => {
    const lead = 'https://x.my.salesforce.com/services/data/v60.0/sobjects/Lead';
    expect(findingsIn('x.postman_collection.json', collection([request({ url: lead })]))).toEqual([]);
  });

  it.each<[string, unknown, RegExp | null]>([
    [
      'in a list',
      [{ key: 'Sforce-Duplicate-Rule-Header', value: 'allowSave=true' }],
      /warning allow-save-bypass$/,
    ],
    ['in a text', 'Accept: */*\nSforce-Duplicate-Rule-Header: allowSave=true', /warning allow-save-bypass$/],
    ['disabled', [{ key: 'Sforce-Duplicate-Rule-Header', value: 'allowSave=true', disabled: true }], null],
    [
      'with a wrong parameter',
      [{ key: 'Sforce-Duplicate-Rule-Header', value: 'allowSaves=true' }],
      /warning malformed-duplicate-header$/,
    ],
  ])('a header %s', (_name, header, expected) => {
    const text = collection([
      request({ url: 'https://x.my.salesforce.com/services/data/v60.0/sobjects/Lead', header }),
    ]);
    const findings = findingsIn('x.postman_collection.json', text);
    expect(findings).toHaveLength(expected === null ? 0 : 1);
    if (expected) {
      expect(findings[0]).toMatch(expected);
      const line = Number.parseInt(findings[0]!, 10);
      expect(text.split('\n')[line - 1]).toMatch(/allowSave|Sforce-Duplicate/);
    }
  });

  it('takes no other JSON for one', () =>
    expect(savesIn('data.json', collection([request({})]))).toEqual([]));
});
