import { describe, expect, it } from 'vitest';
import { sendRequest } from '../../../../server/src/core/saves/code/requests/send.ts';
import { call, choice, inWords, listening, parameter, t, unknown, value } from './values.ts';

const base = unknown('the org');

/** `insert Lead rest-record v52.0 Ext__c`, one line a save. */
function saves(method: unknown, url: unknown, body: unknown = unknown()): readonly string[] {
  const { evaluation, saves } = listening();
  sendRequest(
    {
      method: value(method),
      url: value(url),
      headers: null,
      body: value(body),
      reports: 'response',
      returns: unknown(),
      at: call,
    },
    evaluation,
  );
  return saves.map(({ operation, object, channel, version, externalId }) =>
    [operation, inWords(object), channel, inWords(version), inWords(externalId)]
      .filter((word) => word !== null)
      .join(' '),
  );
}

describe('addresses of records', () => {
  const object = parameter('object');
  it.each<[string, unknown, readonly string[]]>([
    ['POST', '/services/data/v58.0/sobjects/Lead', ['insert Lead rest-record v58.0']],
    ['POST', '/services/data/v58.0/sobjects/Lead/', ['insert Lead rest-record v58.0']],
    ['post', t`${base}/services/data/v58.0/sobjects/Lead`, ['insert Lead rest-record v58.0']],
    ['POST', t`${base}services/data/v58.0/sobjects/lead`, ['insert lead rest-record v58.0']],
    [
      'POST',
      t`https://${base}.my.salesforce.com/services/data/v58.0/sobjects/Lead`,
      ['insert Lead rest-record v58.0'],
    ],
    ['POST', t`${base}/services/data/v${parameter('v')}/sobjects/Lead`, ['insert Lead rest-record v<v>']],
    ['POST', t`${base}/services/data/${'v52.0'}/sobjects/${object}`, ['insert <object> rest-record v52.0']],
    [
      'POST',
      t`${base}/services/data${parameter('version')}/sobjects/Lead`,
      ['insert Lead rest-record <version>'],
    ],
    ['POST', t`${base}/sobjects/Lead`, ['insert Lead rest-record']],
    ['POST', t`${base}sobjects/Lead`, ['insert Lead rest-record']],
    ['POST', t`${base}/sobjects/lead`, ['insert lead rest-record']],
    ['POST', 'sobjects/Lead', ['insert Lead rest-record']],
    ['POST', '/v60.0/sobjects/Lead', ['insert Lead rest-record v60.0']],
    ['POST', t`${base}/sobjects/${object}`, ['insert <object> rest-record']],
    ['POST', t`${base}/sobjects/${object}__c`, ['insert <object>__c rest-record']],
    ['POST', '/services/data/v58.0/sobjects/Lead/Id', ['insert Lead rest-record v58.0']],
    ['PATCH', t`${base}/services/data/v58.0/sobjects/Lead/${unknown()}`, ['update Lead rest-record v58.0']],
    ['PATCH', '/services/data/v58.0/sobjects/Lead/00Q000000000001', ['update Lead rest-record v58.0']],
    ['PATCH', t`/services/data/v58.0/sobjects/Lead/Id/${unknown()}`, ['update Lead rest-record v58.0']],
    ['PATCH', t`${base}/sobjects/${object}/${unknown()}`, ['update <object> rest-record']],
    ['PATCH', t`${base}/sobjects/${object}`, ['update <object> rest-record']],
    [
      'POST',
      '/services/data/v58.0/sobjects/Lead/00Q000000000001?_HttpMethod=PATCH',
      ['update Lead rest-record v58.0'],
    ],
    [
      'PATCH',
      t`${base}/services/data/v58.0/sobjects/Lead/Ext__c/${unknown()}`,
      ['upsert Lead rest-external-id v58.0 Ext__c'],
    ],
    [
      'PATCH',
      t`${base}/services/data/v58.0/sobjects/${object}/${parameter('field')}/${unknown()}`,
      ['upsert <object> rest-external-id v58.0 <field>'],
    ],
    [
      'PATCH',
      '/services/data/v58.0/sobjects/Lead/Ext__c/7?updateOnly=true',
      ['update Lead rest-external-id v58.0 Ext__c'],
    ],
  ])('%s %o', (method, url, expected) => expect(saves(method, url)).toEqual(expected));
});

describe('no saves', () => {
  it.each<[string, unknown]>([
    ['GET', '/services/data/v58.0/sobjects/Lead/00Q000000000001'],
    ['DELETE', '/services/data/v58.0/sobjects/Lead/00Q000000000001'],
    ['GET', '/services/data/v58.0/sobjects/Lead/describe'],
    ['PATCH', '/services/data/v58.0/sobjects/Lead'],
    ['POST', '/services/data/v58.0/sobjects/Lead/00Q000000000001'],
    ['POST', '/services/data/v58.0/tooling/sobjects/ApexClass'],
    ['POST', t`${base}/tooling/sobjects/ApexClass`],
    ['POST', t`${base}tooling/sobjects/ApexClass`],
    ['POST', '/services/data/v58.0/query'],
    ['POST', '/services/data/v58.0/jobs/query'],
    ['POST', '/services/data/v58.0/actions/custom/flow/Make_Lead'],
    ['POST', '/services/apexrest/leads'],
    ['POST', t`${base}/services/apexrest/sobjects/Lead`],
    ['POST', 'https://login.salesforce.com/services/oauth2/token'],
    ['POST', '/services/Soap/m/58.0'],
    ['POST', 'https://api.example.com/leads'],
    ['POST', 'https://api.example.com/services/leads'],
    ['POST', 'https://api.example.com/sobjects/lead'],
    ['POST', t`${base}/composite`],
    ['POST', t`${base}${parameter('path')}`],
    ['POST', parameter('url')],
    [unknown() as unknown as string, '/services/data/v58.0/sobjects/Lead'],
    // With an object, POST reads.
    ['POST', '/services/data/v58.0/composite/sobjects/Lead'],
  ])('%s %o', (method, url) => expect(saves(method, url)).toEqual([]));
});

describe('choices', () => {
  it('hosts that are told apart make one save', () => {
    const host = choice(['sandbox', 'https://test.salesforce.com'], [null, 'https://login.salesforce.com']);
    expect(saves('POST', t`${host}/services/data/v58.0/sobjects/Lead`)).toEqual([
      'insert Lead rest-record v58.0',
    ]);
  });
  it('method and address by the same condition go together', () => {
    const method = choice(['id', 'PATCH'], [null, 'POST']);
    const path = choice(['id', t`Lead/${unknown()}`], [null, 'Lead']);
    expect(saves(method, t`/services/data/v58.0/sobjects/${path}`)).toEqual([
      'update Lead rest-record v58.0',
      'insert Lead rest-record v58.0',
    ]);
  });
  it('each object is a save', () => {
    const object = choice(['isPerson', 'Contact'], [null, 'Account']);
    expect(saves('POST', t`/services/data/v58.0/sobjects/${object}`)).toEqual([
      'insert Contact rest-record v58.0',
      'insert Account rest-record v58.0',
    ]);
  });
  it('characters of icon fonts are no holes', () => {
    expect(saves('POST', '/services/data/v58.0/sobjects/Lead?x=\uE001')).toEqual([
      'insert Lead rest-record v58.0',
    ]);
  });
});
