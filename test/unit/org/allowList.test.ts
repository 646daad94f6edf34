import { describe, expect, it } from 'vitest';
import { allowedRequests, checkRequest } from '../../../server/src/org/allowList.ts';
import { OrgError } from '../../../server/src/org/problems.ts';

const origin = 'https://acme.my.salesforce.com';
const partner = 'urn:partner.soap.sforce.com';
const metadata = 'http://soap.sforce.com/2006/04/metadata';

interface Try {
  readonly method?: string;
  readonly url: string;
  readonly body?: string | null;
  readonly headers?: Record<string, string>;
}

function verdict({ method = 'GET', url, body = null, headers = {} }: Try): 'passes' | 'is stopped' {
  try {
    checkRequest(
      { method, url: new URL(url, origin), headers, body },
      new Set([origin, 'http://127.0.0.1:5']),
    );
    return 'passes';
  } catch (error) {
    expect(error).toBeInstanceOf(OrgError);
    expect((error as OrgError).kind).toBe('not-allowed');
    return 'is stopped';
  }
}

function soap(namespace: string, content: string, header = ''): string {
  return `<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header xmlns="${namespace}">${header}</e:Header><e:Body xmlns="${namespace}">${content}</e:Body></e:Envelope>`;
}

const data = '/services/data/v66.0';
const soql = (text: string) => `${data}/query?q=${encodeURIComponent(text)}`;

describe('passes', () => {
  it.each<[string, Try]>([
    ['versions', { url: '/services/data' }],
    ['resources', { url: data }],
    ['describe', { url: `${data}/sobjects/Lead/describe` }],
    ['describe of a packaged object', { url: `${data}/sobjects/ns__Thing__c/describe` }],
    ['a query', { url: soql("SELECT Id FROM Lead WHERE Id IN ('00Q000000000001')") }],
    [
      'a query as core sends it',
      {
        url: '//services/data/v51.0/query?q=x'
          .replace('//', '/')
          .replace('q=x', 'q=SELECT%20Id%20FROM%20ScratchOrgInfo%20limit%201'),
      },
    ],
    ['duplicates of an object', { url: `${data}/ui-api/duplicates/Lead` }],
    ['predupe', { method: 'POST', url: `${data}/ui-api/predupe`, body: '{"apiName":"Lead","fields":{}}' }],
    [
      'findDuplicates',
      { method: 'POST', url: '/services/Soap/u/66.0', body: soap(partner, '<findDuplicates/>') },
    ],
    [
      'findDuplicatesByIds',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicatesByIds/>'),
        headers: { soapaction: '""', 'content-type': 'text/xml' },
      },
    ],
    [
      'listMetadata',
      { method: 'POST', url: '/services/Soap/m/66.0', body: soap(metadata, '<listMetadata/>') },
    ],
    [
      'readMetadata',
      { method: 'POST', url: '/services/Soap/m/66.0', body: soap(metadata, '<readMetadata/>') },
    ],
    [
      'a new token',
      { method: 'POST', url: '/services/oauth2/token', body: 'grant_type=refresh_token&refresh_token=x' },
    ],
  ])('%s', (_, request) => {
    expect(verdict(request)).toBe('passes');
  });
});

describe('is stopped', () => {
  it.each<[string, Try]>([
    ['create', { method: 'POST', url: `${data}/sobjects/Lead`, body: '{}' }],
    ['update', { method: 'PATCH', url: `${data}/sobjects/Lead/00Q000000000001`, body: '{}' }],
    ['delete', { method: 'DELETE', url: `${data}/sobjects/Lead/00Q000000000001` }],
    ['DELETE where GET may go', { method: 'DELETE', url: soql('SELECT Id FROM Lead') }],
    ['POST where GET may go', { method: 'POST', url: soql('SELECT Id FROM Lead'), body: '' }],
    ['a record', { url: `${data}/sobjects/Lead/00Q000000000001` }],
    ['executeAnonymous', { url: `${data}/tooling/executeAnonymous/?anonymousBody=x` }],
    ['tooling query', { url: `${data}/tooling/query?q=SELECT+Id+FROM+ApexClass` }],
    ['collections', { method: 'POST', url: `${data}/composite/sobjects`, body: '{}' }],
    ['composite', { method: 'POST', url: `${data}/composite`, body: '{}' }],
    ['batch', { method: 'POST', url: `${data}/composite/batch`, body: '{}' }],
    ['bulk 2 job', { method: 'POST', url: `${data}/jobs/ingest`, body: '{}' }],
    ['bulk 1 job', { method: 'POST', url: '/services/async/66.0/job', body: '' }],
    ['UI API create', { method: 'POST', url: `${data}/ui-api/records`, body: '{}' }],
    ['Apex REST', { url: '/services/apexrest/x' }],
    ['method override in the address', { url: `${soql('SELECT Id FROM Lead')}&_HttpMethod=DELETE` }],
    [
      'method override on predupe',
      {
        method: 'POST',
        url: `${data}/ui-api/predupe?_HttpMethod=PATCH`,
        body: '{"apiName":"Lead","fields":{}}',
      },
    ],
    ['two queries', { url: `${soql('SELECT Id FROM Lead')}&q=x` }],
    ['FOR VIEW, which writes LastViewedDate', { url: soql('SELECT Id FROM Lead FOR VIEW') }],
    ['FOR REFERENCE', { url: soql('select Id from Lead\nfor\treference') }],
    ['FOR UPDATE', { url: soql('SELECT Id FROM Lead FOR UPDATE') }],
    ['no select', { url: soql('FIND {x}') }],
    ['a body on GET', { url: data, body: '{}' }],
    [
      'allowSave on predupe',
      {
        method: 'POST',
        url: `${data}/ui-api/predupe`,
        body: '{"apiName":"Lead","fields":{},"allowSaveOnDuplicate":true}',
      },
    ],
    ['a list on predupe', { method: 'POST', url: `${data}/ui-api/predupe`, body: '[]' }],
    ['SOAP create', { method: 'POST', url: '/services/Soap/u/66.0', body: soap(partner, '<create/>') }],
    [
      'SOAP create after findDuplicates',
      { method: 'POST', url: '/services/Soap/u/66.0', body: soap(partner, '<findDuplicates/><create/>') },
    ],
    [
      'two bodies',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>').replace(
          '</e:Envelope>',
          '<e:Body xmlns="urn:partner.soap.sforce.com"><create/></e:Body></e:Envelope>',
        ),
      },
    ],
    [
      'create in another namespace prefix',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<p:create xmlns:p="urn:partner.soap.sforce.com"/>'),
      },
    ],
    [
      'findDuplicates of another namespace',
      { method: 'POST', url: '/services/Soap/u/66.0', body: soap('urn:other', '<findDuplicates/>') },
    ],
    [
      'another action in the header',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>'),
        headers: { soapaction: 'create' },
      },
    ],
    [
      'a document type',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>').replace('<e:Env', '<!DOCTYPE x><e:Env'),
      },
    ],
    [
      'half an envelope',
      { method: 'POST', url: '/services/Soap/u/66.0', body: soap(partner, '<findDuplicates/>').slice(0, -5) },
    ],
    [
      'another encoding, in which there may be other elements',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>+ADw-create/+AD4-').replace('?>', ' encoding="UTF-7"?>'),
      },
    ],
    [
      'another character set in the header',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>'),
        headers: { 'content-type': 'text/xml; charset=UTF-7' },
      },
    ],
    [
      'parts, of which one is SOAP',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>'),
        headers: { 'content-type': 'multipart/related; boundary=x' },
      },
    ],
    [
      'a stylesheet',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>').replace('?>', '?><?xml-stylesheet href="x"?>'),
      },
    ],
    [
      'two envelopes',
      {
        method: 'POST',
        url: '/services/Soap/u/66.0',
        body: soap(partner, '<findDuplicates/>') + soap(partner, '<create/>').replace(/^<\?.*?\?>/, ''),
      },
    ],
    [
      'an operation in a comment',
      { method: 'POST', url: '/services/Soap/u/66.0', body: soap(partner, '<!--<findDuplicates/>-->') },
    ],
    [
      'an operation as text',
      { method: 'POST', url: '/services/Soap/u/66.0', body: soap(partner, '<![CDATA[<findDuplicates/>]]>') },
    ],
    ['a parameter after a semicolon', { url: `${data};_HttpMethod=DELETE` }],
    ['a slash that is encoded', { url: `${data}/sobjects/Lead%2F00Q000000000001/describe` }],
    ['two slashes', { url: `${data}//query?q=SELECT+Id+FROM+Lead` }],
    ['another case', { url: data.toUpperCase() }],
    ['a name with a line break', { url: `${data}/sobjects/Lead%0A/describe` }],
    ['nothing as SOAP', { method: 'POST', url: '/services/Soap/u/66.0', body: null }],
    [
      'enterprise SOAP',
      { method: 'POST', url: '/services/Soap/c/66.0', body: soap(partner, '<findDuplicates/>') },
    ],
    [
      'Apex SOAP',
      { method: 'POST', url: '/services/Soap/s/66.0', body: soap(partner, '<executeAnonymous/>') },
    ],
    ['deploy', { method: 'POST', url: '/services/Soap/m/66.0', body: soap(metadata, '<deploy/>') }],
    [
      'updateMetadata',
      { method: 'POST', url: '/services/Soap/m/66.0', body: soap(metadata, '<updateMetadata/>') },
    ],
    [
      'metadata on the partner endpoint',
      { method: 'POST', url: '/services/Soap/u/66.0', body: soap(metadata, '<readMetadata/>') },
    ],
    ['password login', { method: 'POST', url: '/services/oauth2/token', body: 'grant_type=password' }],
    [
      'two grants',
      { method: 'POST', url: '/services/oauth2/token', body: 'grant_type=refresh_token&grant_type=password' },
    ],
    ['revocation', { method: 'POST', url: '/services/oauth2/revoke', body: 'token=x' }],
    ['an encoded path', { url: `${data}/sobjects/Lead/%64escribe` }],
    ['a path that climbs', { url: `${data}/query/../sobjects/Lead/00Q000000000001` }],
    ['another host', { url: 'https://evil.example/services/data' }],
    ['a host that looks alike', { url: 'https://acme.my.salesforce.com.evil.example/services/data' }],
    ['a user in the address', { url: 'https://a:b@acme.my.salesforce.com/services/data' }],
    ['no encryption', { url: 'http://acme.my.salesforce.com/services/data' }],
  ])('%s', (_, request) => {
    expect(verdict(request)).toBe('is stopped');
  });

  it('an unencrypted origin even where it is the org’s', () => {
    const url = new URL('http://acme.example/services/data');
    const check = () => checkRequest({ method: 'GET', url, headers: {}, body: null }, new Set([url.origin]));
    expect(check).toThrow('without encryption');
  });

  it.each(['javascript://127.0.0.1/services/data', 'ftp://127.0.0.1/services/data'])(
    'an address that is none of the web: %s',
    (address) => {
      const url = new URL(address);
      const check = () =>
        checkRequest({ method: 'GET', url, headers: {}, body: null }, new Set([url.origin]));
      expect(check).toThrow('without encryption');
    },
  );

  it('without quoting ids or values', () => {
    const url = new URL(`${origin}${data}/sobjects/Lead/00Q000000000001?x=Byron`);
    const check = () => checkRequest({ method: 'GET', url, headers: {}, body: null }, new Set([origin]));
    expect(check).toThrow(/^GET request to \/services\/data\/v66.0\/sobjects\/Lead\/… was stopped/);
  });
});

it('gives a reason for each entry', () => {
  for (const { why } of allowedRequests) expect(why).toMatch(/\.$/);
});
