import { afterEach, describe, expect, it } from 'vitest';
import type { OpenPoints } from '../../../server/src/sandbox/duplicates/openPoints.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import type { Permissions } from '../../../server/src/sandbox/session.ts';
import { request, soap, startSampleOrg } from '../../support/sandbox.ts';
import {
  condition,
  duplicateRuleFile,
  mapping,
  matchingRulesFile,
  matchRule,
} from '../../support/sandboxRules.ts';

let org: Sandbox;
afterEach(() => org.close());

const details =
  '<DuplicateRuleHeader><allowSave>false</allowSave><includeRecordDetails>true</includeRecordDetails><runAsCurrentUser>false</runAsCurrentUser></DuplicateRuleHeader>';

async function find(sObjects: string, header = '', token = org.token): Promise<string> {
  const { text } = await soap(
    { url: org.url, token },
    'u',
    `<findDuplicates>${sObjects}</findDuplicates>`,
    header,
  );
  return text;
}

const sObject = (type: string, fields: Record<string, string>): string =>
  `<sObjects><type>${type}</type>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</sObjects>`;

const all = (text: string, element: string): string[] =>
  [...text.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => value!);

const faultOf = (text: string): string | undefined => all(text, 'faultstring')[0];

describe('findDuplicates with the sample project', () => {
  it('finds records by values, whatever their case, and gives ids alone', async () => {
    org = await startSampleOrg();
    const text = await find(
      sObject('Lead', { LastName: 'B', Email: 'ADA.BYRON@analytical-engines.example' }),
    );
    expect(all(text, 'sf:Id')).toEqual(['00QLb0000000001MAA', '00QLb0000000002MAA']);
    expect(text).toContain('<allowSave>true</allowSave><duplicateRule>Lead_Email</duplicateRule>');
    expect(text).toContain('<matchEngine>ExactMatchEngine</matchEngine>');
    expect(text).toContain('<fieldDiffs><difference>SAME</difference><name>Email</name></fieldDiffs>');
    expect(all(text, 'size')).toEqual(['2']);
    expect(text).not.toContain('sf:Name');
    expect(org.journal.entries).toMatchObject([
      { soapOperation: 'findDuplicates', isWrite: false, status: 200 },
    ]);
  });

  it('gives the fields of the compact layout where details are asked for', async () => {
    org = await startSampleOrg();
    const text = await find(sObject('Lead', { Email: 'ada.byron@analytical-engines.example' }), details);
    expect(all(text, 'sf:Company')).toEqual(['Analytical Engines Ltd', 'Analytical Engines']);
    expect(text).toContain('<sf:Phone xsi:nil="true"/>');
    expect(text).not.toContain('sf:City');
  });

  it('gives one result per record, in their order', async () => {
    org = await startSampleOrg();
    const text = await find(
      sObject('Contact', { Email: 'nobody@x.example' }) +
        sObject('Contact', { Email: 'grace.harper@compilers.example' }),
    );
    expect(all(text, 'size')).toEqual(['0', '1']);
    expect(all(text, 'allowSave')).toEqual(['false', 'false']);
  });

  it('takes the values of a record given by its id, changes on top, and never finds the record itself', async () => {
    org = await startSampleOrg();
    const id = '00QLb0000000001MAA';
    expect(all(await find(sObject('Lead', { Id: id })), 'sf:Id')).toEqual(['00QLb0000000002MAA']);
    expect(all(await find(sObject('Lead', { Id: id, Email: 'ada@byron.example' })), 'sf:Id')).toEqual([
      '00QLb0000000003MAA',
    ]);
    const cleared = `<sObjects><type>Lead</type><fieldsToNull>Email</fieldsToNull><Id>${id}</Id></sObjects>`;
    expect(all(await find(cleared), 'sf:Id')).toEqual([]);
    const { text } = await soap(
      org,
      'u',
      `<findDuplicatesByIds><ids>${id.slice(0, 15)}</ids></findDuplicatesByIds>`,
    );
    expect(all(text, 'sf:Id')).toEqual(['00QLb0000000002MAA']);
  });

  it('says that it does not know how a standard rule compares', async () => {
    org = await startSampleOrg();
    const text = await find(sObject('Account', { Name: 'Acme' }));
    expect(text).toContain('<errors><message>The embedded org does not know how');
    expect(text).toContain('<size>0</size><success>false</success>');
  });

  it.each<[string, string, string, string]>([
    [
      'an object without active rules',
      'NO_ACTIVE_DUPLICATE_RULE',
      sObject('User', { LastName: 'x' }),
      'No active duplicate rules are defined for the User object type',
    ],
    [
      'more than 50 records',
      'LIMIT_EXCEEDED',
      sObject('Lead', { Email: 'x@y.example' }).repeat(51),
      'The number of records to check is greater than the permitted batch size.',
    ],
    ['two types', 'INVALID_OPERATION', sObject('Lead', {}) + sObject('Contact', {}), 'of the same type'],
    ['an unknown type', 'INVALID_TYPE', sObject('Nonsense', {}), "sObject type 'Nonsense' is not supported"],
    ['an unknown field', 'INVALID_FIELD', sObject('Lead', { Nonsense: 'x' }), "No such column 'Nonsense'"],
    ['a bad id', 'MALFORMED_ID', sObject('Lead', { Id: 'x' }), 'bad id'],
    [
      'a record that is not there',
      'INVALID_CROSS_REFERENCE_KEY',
      sObject('Lead', { Id: '00QLb0000009999MAA' }),
      'invalid cross reference id',
    ],
  ])('refuses %s with %s', async (_, code, sObjects, message) => {
    org = await startSampleOrg();
    const text = await find(sObjects);
    expect(text).toContain(`<faultcode>sf:${code}</faultcode>`);
    expect(faultOf(text)).toContain(message);
  });

  it('refuses an expired session, as predupe does', async () => {
    org = await startSampleOrg();
    org.expireSession();
    expect(await find(sObject('Lead', {}))).toContain('<faultcode>sf:INVALID_SESSION_ID</faultcode>');
    const predupe = await request(org, 'POST', '/services/data/v66.0/ui-api/predupe', {
      apiName: 'Lead',
      fields: {},
    });
    expect(predupe).toEqual({
      status: 401,
      body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    });
  });

  it('keeps values as they are, markup and control characters too', async () => {
    org = await startSampleOrg({ data: null });
    const company = '<img onerror="x"> & "co"\u0000';
    org.org.store.insert(
      org.org.schema.object('Lead')!,
      Object.entries({ LastName: 'X', Company: company, Email: 'x@y.example' }),
      '',
    );
    const text = await find(sObject('Lead', { Email: 'x@y.example' }), details);
    expect(text).toContain(
      '<sf:Company>&lt;img onerror=&quot;x&quot;&gt; &amp; &quot;co&quot;\ufffd</sf:Company>',
    );
  });
});

const exact = matchingRulesFile('Lead', { R: ['Email'] });
const lead = { LastName: 'X', Company: 'C', Email: 'x@y.example', Status: 'Open - Not Contacted' };

async function start(
  files: readonly (readonly [string, string])[],
  openPoints: Partial<OpenPoints> = {},
): Promise<void> {
  org = await startSandbox({ files: new Map(files), data: null, openPoints });
  org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(lead), '');
}

const found = async (fields: Record<string, string>, type = 'Lead', token?: string): Promise<string[]> => {
  const text = await find(sObject(type, fields), '', token);
  return text.includes('Fault')
    ? [faultOf(text) ?? text]
    : all(text, 'duplicateRule').map((rule, index) => `${rule} ${all(text, 'size')[index] ?? '-'}`);
};

describe('rules', () => {
  it('are evaluated in their sort order', async () => {
    const [first, second] = [
      { object: 'Lead', name: 'A', sortOrder: 2, matchRules: matchRule('Lead', 'R') },
      { object: 'Lead', name: 'B', sortOrder: 1, matchRules: matchRule('Lead', 'R') },
    ];
    await start([exact, duplicateRuleFile(first), duplicateRuleFile(second)]);
    expect(await found({ Email: 'X@Y.example' })).toEqual(['B 1', 'A 1']);
  });

  it('are not evaluated while they are inactive; one with an inactive matching rule finds nothing', async () => {
    await start([exact, duplicateRuleFile({ object: 'Lead', name: 'R', active: false })]);
    expect(await found({ Email: 'x@y.example' })).toEqual([
      'NO_ACTIVE_DUPLICATE_RULE: No active duplicate rules are defined for the Lead object type',
    ]);
    await org.close();
    await start([
      matchingRulesFile('Lead', { R: ['Email'] }, 'Inactive'),
      duplicateRuleFile({ object: 'Lead', name: 'R' }),
    ]);
    expect(await found({ Email: 'x@y.example' })).toEqual(['R 0']);
  });

  it('compare across objects by their mapping', async () => {
    const toLead = matchRule('Lead', 'R', mapping('Contact', 'Lead', { Email: 'Email' }));
    await start([exact, duplicateRuleFile({ object: 'Contact', name: 'C', matchRules: toLead })]);
    const text = await find(sObject('Contact', { LastName: 'X', Email: 'x@y.example' }));
    expect(text).toContain('<duplicateRuleEntityType>Contact</duplicateRuleEntityType>');
    expect(text).toContain('<entityType>Lead</entityType>');
    expect(all(text, 'sf:type')).toEqual(['Lead']);
  });

  it('compare fuzzily what their match keys bring together', async () => {
    const names = ['FirstName:FirstName', 'LastName:LastName', 'Company:CompanyName'];
    await start([matchingRulesFile('Lead', { R: names }), duplicateRuleFile({ object: 'Lead', name: 'R' })]);
    for (const FirstName of ['Jonathan', 'Robert']) {
      const smith = { FirstName, LastName: 'Smith', Company: 'Acme, Inc.' };
      org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(smith), '');
    }
    const jon = await find(sObject('Lead', { FirstName: 'Jon', LastName: 'smith', Company: 'ACME' }));
    expect(all(jon, 'size')).toEqual(['1']);
    expect(all(jon, 'difference')).toEqual(['SIMILAR', 'SAME', 'SIMILAR']);
    const bob = await find(sObject('Lead', { FirstName: 'Bob', LastName: 'Smith', Company: 'ACME' }));
    expect(all(bob, 'size')).toEqual(['0']);
  });

  it('of leads compare as documented where the project has none', async () => {
    await start([]);
    const rules = await found({ FirstName: '', LastName: 'x', Company: 'C', Email: 'X@y.example' });
    expect(rules).toEqual(['Standard_Lead_Duplicate_Rule 1']);
  });

  it.each<[string, Partial<OpenPoints>, Record<string, string>, string[]]>([
    ['Status equals Closed', {}, { Status: 'Closed' }, ['R 1']],
    ['Status equals Closed', {}, { Status: 'Open' }, []],
    ['Status equals Closed', {}, {}, []],
    ['Status equals Closed', { findHonoursConditions: false }, { Status: 'Open' }, ['R 1']],
    ['Username equals a@b.example User', {}, {}, []],
    ['Username startsWith admin User', {}, {}, ['R 1']],
    ['Name equals System_Administrator Profile', {}, {}, []],
    ['Name startsWith System Profile', {}, {}, ['R 1']],
    ['Profile startsWith System User', {}, {}, ['R 1']],
    ['Profile notContain Admin User', {}, {}, []],
    ['DeveloperName contains Manager UserRole', {}, {}, []],
    ['CreatedBy notContain Integration Lead', {}, {}, ['R 1']],
    ['RecordType equals Partner Lead', {}, {}, ['R 1']],
    ['RecordType equals Partner Lead', { runUndecidedConditions: false }, {}, []],
  ])('with the condition %s, %o, on %o: %o', async (text, points, fields, rules) => {
    const [field, operation, value, table] = text.split(' ') as [string, string, string, string?];
    await start(
      [
        exact,
        duplicateRuleFile({ object: 'Lead', name: 'R', filter: condition(field, operation, value, table) }),
      ],
      points,
    );
    expect(await found({ Email: 'x@y.example', ...fields })).toEqual(rules);
  });

  it.each<[Partial<OpenPoints>, string[]]>([
    [{}, ['R 1']],
    [{ findNamesQuietRules: false }, []],
  ])('that only report, with %o: %o', async (points, rules) => {
    await start([exact, duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Report' })], points);
    expect(await found({ Email: 'x@y.example' })).toEqual(rules);
  });

  it.each<[OpenPoints['noMatch'], string[]]>([
    ['empty', ['0']],
    ['absent', []],
  ])('that find nothing, said as %s', async (noMatch, sizes) => {
    await start([exact, duplicateRuleFile({ object: 'Lead', name: 'R' })], { noMatch });
    expect(all(await find(sObject('Lead', { Email: 'nobody@y.example' })), 'size')).toEqual(sizes);
  });

  it.each<['insert' | 'update', string]>([
    ['update', 'true'],
    ['insert', 'false'],
  ])('for a record given by its id, by the action on %s', async (actionForId, allowSave) => {
    await start(
      [exact, duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Block', update: 'Allow Alert' })],
      { actionForId },
    );
    const id = org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(lead), '').id;
    expect(all(await find(sObject('Lead', { Id: id })), 'allowSave')).toEqual([allowSave]);
  });
});

describe('a user who may do less', () => {
  const logIn = (permissions: Permissions): string => org.logIn('Rita Restricted', permissions).token;

  it.each([
    ['EnforceSharingRules', 'R 0'],
    ['BypassSharingRules', 'R 1'],
  ] as const)('does not see records that are not shared, with %s: %s', async (security, expected) => {
    await start([exact, duplicateRuleFile({ object: 'Lead', name: 'R', security })]);
    const token = logIn({ hiddenRecords: ({ object }) => object.name === 'Lead' });
    expect(await found({ Email: 'x@y.example' }, 'Lead', token)).toEqual([expected]);
    expect(await found({ Email: 'x@y.example' })).toEqual(['R 1']);
  });

  it('gets no match by a field that is hidden, and cannot send it', async () => {
    await start([exact, duplicateRuleFile({ object: 'Lead', name: 'R' })]);
    const token = logIn({ hiddenFields: { Lead: ['Email'] } });
    const id = org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(lead), '').id;
    expect(await found({ Id: id }, 'Lead', token)).toEqual(['R 0']);
    expect((await found({ Email: 'x' }, 'Lead', token))[0]).toMatch(/^INVALID_FIELD/);
    const query = await request(
      { url: org.url, token },
      'GET',
      '/services/data/v66.0/query?q=SELECT+Email+FROM+Lead',
    );
    expect(query.body[0].errorCode).toBe('INVALID_FIELD');
  });

  it('has a token that SOAP refuses, and predupe instead', async () => {
    await start([exact, duplicateRuleFile({ object: 'Lead', name: 'R' })]);
    const token = logIn({ soap: false });
    expect(token.split('.')).toHaveLength(3);
    expect((await found({ Email: 'x@y.example' }, 'Lead', token))[0]).toMatch(/^INVALID_SESSION_ID/);
    const fields = { LastName: 'X', Email: 'x@y.example' };
    const { body } = await request({ url: org.url, token }, 'POST', '/services/data/v66.0/ui-api/predupe', {
      apiName: 'Lead',
      fields,
    });
    expect(body).toEqual({
      allowSave: false,
      duplicateError: true,
      duplicateRules: ['R'],
      matches: [
        {
          objectApiName: 'Lead',
          recordIds: ['00QLb0000000001MAA'],
          duplicateResultInfos: {
            R: {
              allowSave: false,
              rule: 'R',
              matchResultInfo: { rule: 'R', recordIds: ['00QLb0000000001MAA'] },
            },
          },
        },
      ],
    });
  });

  it('reads no rules without View Setup, but their actions through the UI API', async () => {
    await start([exact, duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Alert' })]);
    const token = logIn({ viewSetup: false });
    const read = await soap(
      { url: org.url, token },
      'm',
      '<listMetadata><queries><type>DuplicateRule</type></queries></listMetadata>',
    );
    expect(read.text).toContain('<faultcode>sf:INSUFFICIENT_ACCESS</faultcode>');
    const query = await request(
      { url: org.url, token },
      'GET',
      '/services/data/v66.0/query?q=SELECT+Id+FROM+DuplicateRule',
    );
    expect(query.body[0].errorCode).toBe('INVALID_TYPE');
    const { body } = await request(
      { url: org.url, token },
      'GET',
      '/services/data/v66.0/ui-api/duplicates/Lead',
    );
    expect(body).toMatchObject({
      dedupeEnabled: true,
      dedupeFields: ['Email'],
      duplicateRules: [{ name: 'R', operationsOnInsert: ['Alert'] }],
    });
  });
});
