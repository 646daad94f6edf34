import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerSoap } from '../../../server/src/sandbox/soap/answer.ts';
import { readSoapXml } from '../../../server/src/sandbox/soap/reader.ts';
import { org, useLoadOrg, valuesOf } from '../../support/loadOrg.ts';
import {
  allOrNone,
  call,
  duplicateHeader,
  f,
  faultOf,
  lead,
  operation,
  sObject,
  text,
  wsc,
} from '../../support/soapCalls.ts';

useLoadOrg();

describe('a call that cannot be carried out', () => {
  it.each<[what: string, body: string, fault: string]>([
    [
      'an unknown type',
      operation('create', sObject('Nope', '')),
      "sf:INVALID_TYPE INVALID_TYPE: sObject type 'Nope'",
    ],
    ['no type', operation('create', '<m:sObjects/>'), 'sf:INVALID_TYPE INVALID_TYPE: Must send a concrete'],
    [
      'an unknown field',
      operation('create', lead(f('Nope', ''))),
      "sf:INVALID_FIELD INVALID_FIELD: No such column 'Nope'",
    ],
    [
      'a number that is none',
      operation('create', lead(f('Score__c', 'x'))),
      "soapenv:Client 'x' is not a valid value for the type xsd:double",
    ],
    [
      'a date that is none',
      operation('create', lead(f('Met__c', '1/2/26'))),
      "soapenv:Client '1/2/26' is not a valid value for the type xsd:date",
    ],
    [
      'too many rows',
      operation('create', lead().repeat(201)),
      'sf:EXCEEDED_ID_LIMIT EXCEEDED_ID_LIMIT: record limit reached',
    ],
    [
      'a malformed query',
      operation('query', '<m:queryString>nonsense</m:queryString>'),
      'sf:MALFORMED_QUERY',
    ],
    [
      'a locator of nothing',
      operation('queryMore', '<m:queryLocator>x</m:queryLocator>'),
      'sf:INVALID_QUERY_LOCATOR',
    ],
    [
      'an operation of another WSDL',
      '<create xmlns="urn:enterprise.soap.sforce.com"/>',
      'soapenv:Client No operation available for request {urn:enterprise.soap.sforce.com}create',
    ],
    [
      'an operation without a namespace',
      '<create xmlns=""/>',
      'soapenv:Client No operation available for request {}create',
    ],
    ['what this org does not do', operation('sendEmail', ''), 'does not answer sendEmail'],
    [
      'an operation named like a method of objects',
      operation('constructor', ''),
      'does not answer constructor',
    ],
  ])('gets a fault: %s', async (_, body, fault) => {
    expect(await faultOf(wsc(body))).toContain(fault);
  });
});

describe('what is no SOAP request', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "${'x'.repeat(100)}">${Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`,
  ).join(
    '',
  )}]>${wsc('<create xmlns="urn:partner.soap.sforce.com"><x>&j;</x></create>').replace(/^<\?.*?\?>/, '')}`;

  it.each<[what: string, body: string]>([
    ['nothing', ''],
    ['no XML', 'nonsense'],
    ['JSON', '{"a":1}'],
    ['an open element', wsc('<create>')],
    ['elements that overlap', wsc('<a><b></a></b>')],
    ['an undeclared prefix', wsc('<q:create/>')],
    ['an undeclared entity', wsc('<create>&nope;</create>')],
    ["an entity of HTML's", wsc('<create>&nbsp;</create>')],
    ['entities within entities', bomb],
    [
      'a file as entity',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]>${wsc('<a>&x;</a>').slice(38)}`,
    ],
    ['another root', '<a/>'],
    ['an empty body', wsc('')],
    ['depth', wsc('<a>'.repeat(10_000) + '</a>'.repeat(10_000))],
    ['too many elements', wsc(`<a>${'<b/>'.repeat(300_001)}</a>`)],
    ['half of one', wsc(operation('create', lead())).slice(0, -200)],
  ])('gets a fault: %s', async (_, body) => {
    const started = process.cpuUsage();
    const fault = await faultOf(body);
    expect(fault).toMatch(/^soapenv:(Client|VersionMismatch) ./);
    expect(process.cpuUsage(started).user).toBeLessThan(20_000_000);
  });
});

it('bears whatever damages a request', () => {
  const requests = [
    operation('upsert', `<m:externalIDFieldName>Ext__c</m:externalIDFieldName>${lead(f('Ext__c', 'D'))}`),
    operation(
      'merge',
      `<m:request><m:masterRecord><sobj:type>Lead</sobj:type>${f('Id', '00QLb0000000001MAA')}</m:masterRecord><m:recordToMergeIds>00Q</m:recordToMergeIds></m:request>`,
    ),
    operation(
      'convertLead',
      '<m:leadConverts><m:convertedStatus>x</m:convertedStatus><m:leadId>00Q</m:leadId></m:leadConverts>',
    ),
    operation('query', '<m:queryString>SELECT Id FROM Lead LIMIT 1</m:queryString>'),
    operation('describeSObject', '<m:sObjectType>Lead</m:sObjectType>'),
    operation('findDuplicates', lead()),
    operation('login', '<m:username>x</m:username><m:password>y</m:password>'),
  ].map((body) => wsc(body, allOrNone + duplicateHeader(true)).replace('TOKEN', org.token));
  const damage = fc.tuple(
    fc.constantFrom(...requests),
    fc.array(
      fc.tuple(
        fc.nat(1500),
        fc.nat(30),
        fc.constantFrom('', '<', '>', '</', '&', '"', '<!--', '<![CDATA[', 'x', ' ', '\u0000'),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  );
  fc.assert(
    fc.property(damage, ([request, cuts]) => {
      const body = cuts.reduce(
        (text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
        request,
      );
      const path = '/services/Soap/u/66.0';
      const reply = answerSoap(org.org, {
        method: 'POST',
        path,
        query: new URLSearchParams(),
        headers: {},
        body,
      });
      expect([200, 500]).toContain(reply.status);
      readSoapXml(reply.body);
    }),
    { numRuns: 150 },
  );
});

it('takes a request of many megabytes', async () => {
  const long = 'x'.repeat(20_000);
  const rows = lead(f('Description', long)).repeat(150);
  const saved = await call('create', rows, 'SaveResult');
  expect(saved.every((one) => text(one, 'success') === 'true')).toBe(true);
  expect(valuesOf(text(saved[149]!, 'id')!)).toMatchObject({ Description: long });
});
