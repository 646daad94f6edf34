import { afterEach, describe, expect, it } from 'vitest';
import { readDuplicateResult } from '../../../server/src/core/duplicateResults/read.ts';
import type { OpenPoints } from '../../../server/src/sandbox/duplicates/openPoints.ts';
import { type Sandbox, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request, startSampleOrg } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

const data = '/services/data/v66.0';
let org: Sandbox;
afterEach(() => org.close());

const header = (value: string): Record<string, string> => ({ 'Sforce-Duplicate-Rule-Header': value });
const lead = { LastName: 'X', Company: 'C', Email: 'x@y.example' };

/** An org with a lead and one rule that finds it by its e-mail address. */
async function start(
  actions: { insert?: string; update?: string },
  openPoints: Partial<OpenPoints> = {},
): Promise<string> {
  const files = [
    matchingRulesFile('Lead', { R: ['Email'] }),
    duplicateRuleFile({ object: 'Lead', name: 'R', ...actions }),
  ];
  org = await startSandbox({ files: new Map(files), data: null, openPoints });
  return org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(lead), '').id;
}

const create = (headers: Record<string, string> = {}, base = data) =>
  request(org, 'POST', `${base}/sobjects/Lead`, lead, headers);

const reports = (): number => [...org.org.store.records('DuplicateRecordSet')].length;

describe('a create that a rule refuses', () => {
  it('gets the payload of Salesforce, misspelt key included', async () => {
    const id = await start({ insert: 'Allow Alert' });
    const { status, body } = await create();
    expect(status).toBe(400);
    expect(body).toEqual([
      {
        duplicateResut: {
          allowSave: true,
          duplicateRule: 'R',
          duplicateRuleEntityType: 'Lead',
          errorMessage: 'R says no.',
          matchResults: [
            {
              entityType: 'Lead',
              errors: [],
              matchEngine: 'ExactMatchEngine',
              matchRecords: [
                {
                  additionalInformation: [],
                  fieldDiffs: [],
                  matchConfidence: 100,
                  record: { attributes: { type: 'Lead', url: `${data}/sobjects/Lead/${id}` }, Id: id },
                },
              ],
              rule: 'R',
              size: 1,
              success: true,
            },
          ],
        },
        errorCode: 'DUPLICATES_DETECTED',
        message: 'R says no.',
      },
    ]);
    expect(readDuplicateResult(body[0])).toMatchObject({ allowSave: true, duplicateRule: 'R' });
    expect(org.journal.writes).toMatchObject([
      { method: 'POST', path: `${data}/sobjects/Lead`, status: 400 },
    ]);
  });

  it('gets values with includeRecordDetails', async () => {
    await start({ insert: 'Block' });
    const { body } = await create(header('includeRecordDetails=true'));
    const [record] = body[0].duplicateResut.matchResults[0].matchRecords;
    expect(record.record).toMatchObject({ Name: 'X', Company: 'C', Email: 'x@y.example' });
    expect(record.fieldDiffs).toEqual([{ difference: 'SAME', name: 'Email' }]);
  });
});

describe('the rules decide as the outcome model says', () => {
  it.each<[rule: string, header: string | null, version: string, status: number, reports: number]>([
    ['Block', null, '66.0', 400, 0],
    ['Block', 'allowSave=true', '66.0', 400, 0],
    ['Allow Alert', null, '66.0', 400, 0],
    ['Allow Alert', 'allowSave=false', '66.0', 400, 0],
    ['Allow Alert', 'allowSave=true', '66.0', 201, 0],
    ['Allow Alert', 'AllowSave = TRUE, includeRecordDetails=true', '52.0', 201, 0],
    ['Allow Alert', 'includeRecordDetails=true; allowSave=true', '52.0', 201, 0],
    ['Allow Alert', 'allowSave=true', '51.0', 400, 0],
    ['Allow Alert Report', null, '66.0', 400, 0],
    ['Allow Alert Report', 'allowSave=true', '66.0', 201, 1],
    ['Allow Report', null, '66.0', 201, 1],
    ['Allow', null, '66.0', 201, 0],
  ])('%s with %s at v%s: HTTP %s, %s reports', async (insert, value, version, status, reported) => {
    await start({ insert });
    const answer = await create(value === null ? {} : header(value), `/services/data/v${version}`);
    expect(answer.status).toBe(status);
    expect(reports()).toBe(reported);
  });

  it('and otherwise where that is open and chosen so', async () => {
    await start({ insert: 'Allow Alert Report' }, { headerBelowVersion52: true, reportsAllowedSaves: false });
    expect((await create(header('allowSave=true'), '/services/data/v50.0')).status).toBe(201);
    expect(reports()).toBe(0);
  });
});

it('writes the record and its matches into a duplicate record set', async () => {
  const id = await start({ insert: 'Allow Report' });
  const created = (await create()).body.id;
  const soql = 'SELECT RecordId, DuplicateRecordSet.RecordCount FROM DuplicateRecordItem';
  const { body } = await request(org, 'GET', `${data}/query?q=${encodeURIComponent(soql)}`);
  expect(body.records.map(({ RecordId }: { RecordId: string }) => RecordId)).toEqual([created, id]);
  expect(body.records[0].DuplicateRecordSet.RecordCount).toBe(2);
});

describe('an update', () => {
  const second = { ...lead, LastName: 'Y', Email: 'y@y.example' };

  async function update(fields: object, headers: Record<string, string> = {}): Promise<number> {
    const { id } = org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(second), '');
    return (await request(org, 'PATCH', `${data}/sobjects/Lead/${id}`, fields, headers)).status;
  }

  it('is judged by the action on edit', async () => {
    await start({ insert: 'Block', update: 'Allow Alert' });
    expect(await update({ Email: lead.Email })).toBe(400);
    expect(await update({ Email: lead.Email }, header('allowSave=true'))).toBe(204);
  });

  it.each<[boolean, number]>([
    [false, 204],
    [true, 400],
  ])(
    'that changes no matching field, unrelatedUpdatesRunRules %s: %s',
    async (unrelatedUpdatesRunRules, status) => {
      const id = await start({ insert: 'Block' }, { unrelatedUpdatesRunRules });
      org.org.store.insert(org.org.schema.object('Lead')!, Object.entries(lead), '');
      const path = `${data}/sobjects/Lead/${id}`;
      expect((await request(org, 'PATCH', path, { Title: 'T', Email: lead.Email })).status).toBe(status);
    },
  );
});

describe('an upsert by external id', () => {
  const path = `${data}/sobjects/Candidate__c/Agency_Id__c`;
  const turner = { Last_Name__c: 'Turner', Email__c: 'alan.turner@bombe.example' };

  it('creates, updates, and is refused although the external id is new', async () => {
    org = await startSampleOrg();
    const created = await request(org, 'PATCH', `${path}/AG-77`, { Last_Name__c: 'New' });
    expect(created).toMatchObject({ status: 201, body: { created: true } });
    const updated = await request(org, 'PATCH', `${path}/ag-77`, { Stage__c: 'Hired' });
    expect(updated).toMatchObject({ status: 200, body: { created: false, id: created.body.id } });
    const refused = await request(org, 'PATCH', `${path}/AG-78`, turner);
    expect(refused.body[0]).toMatchObject({
      errorCode: 'DUPLICATES_DETECTED',
      duplicateResut: { duplicateRule: 'Candidate_Profile' },
    });
  });

  it('passes where the rule is skipped by its condition', async () => {
    org = await startSampleOrg();
    const skipped = await request(org, 'PATCH', `${path}/AG-78`, {
      ...turner,
      Skip_Duplicate_Check__c: true,
    });
    expect(skipped.status).toBe(201);
  });

  it('keeps a unique field unique with an error of its own', async () => {
    org = await startSampleOrg();
    const { body } = await request(org, 'POST', `${data}/sobjects/Candidate__c`, {
      Last_Name__c: 'Z',
      Agency_Id__c: 'ag-0001',
    });
    expect(body[0]).toMatchObject({
      errorCode: 'DUPLICATE_VALUE',
      message: expect.stringContaining('Agency_Id__c'),
    });
  });
});

describe('composite/sobjects', () => {
  const row = (fields: object) => ({ attributes: { type: 'Lead' }, ...lead, ...fields });

  const send = (records: object[], allOrNone = false) =>
    request(org, 'POST', `${data}/composite/sobjects`, { allOrNone, records });

  it('answers row by row with HTTP 200', async () => {
    await start({ insert: 'Block' });
    const { status, body } = await send([
      row({}),
      row({ Email: 'new@y.example' }),
      row({ LastName: null, Email: 'z@y.example' }),
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject([
      {
        success: false,
        errors: [
          {
            statusCode: 'DUPLICATES_DETECTED',
            message: 'R says no.',
            fields: [],
          },
        ],
      },
      { success: true, errors: [] },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }] },
    ]);
  });

  it.each([true, false])('has results in refused rows where that is chosen: %s', async (chosen) => {
    await start({ insert: 'Block' }, { collectionRowsCarryResult: chosen });
    const { body } = await send([row({})]);
    expect('duplicateResult' in body[0].errors[0]).toBe(chosen);
  });

  it('saves nothing with allOrNone where a row fails', async () => {
    await start({ insert: 'Block' });
    const { body } = await send([row({ Email: 'new@y.example' }), row({})], true);
    expect(body.map(({ errors }: { errors: { statusCode: string }[] }) => errors[0]!.statusCode)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'DUPLICATES_DETECTED',
    ]);
    expect([...org.org.store.records('Lead')]).toHaveLength(1);
  });

  it('does not compare the rows with each other', async () => {
    await start({ insert: 'Block' });
    const { body } = await send([row({ Email: 'new@y.example' }), row({ Email: 'new@y.example' })]);
    expect(body).toMatchObject([{ success: true }, { success: true }]);
  });

  it('updates', async () => {
    const id = await start({ insert: 'Block' });
    const records = [
      { attributes: { type: 'Lead' }, id, Title: 'T' },
      { attributes: { type: 'Lead' }, id: 'x', Title: 'T' },
    ];
    const { body } = await request(org, 'PATCH', `${data}/composite/sobjects`, { records });
    expect(body).toMatchObject([
      { success: true, id },
      { success: false, errors: [{ statusCode: 'MALFORMED_ID' }] },
    ]);
  });
});

it.each<[string, object, string]>([
  ['User', { LastName: 'x' }, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
  ['Lead', { Company: 'c' }, 'REQUIRED_FIELD_MISSING'],
  ['Lead', { LastName: 'x', Company: 'c', Nonsense: 1 }, 'INVALID_FIELD'],
  ['Lead', { LastName: 'x'.repeat(81), Company: 'c' }, 'STRING_TOO_LONG'],
  ['Lead', { LastName: 'x', Company: 'c', Email: 'nonsense' }, 'INVALID_EMAIL_ADDRESS'],
  [
    'Lead',
    { LastName: 'x', Company: 'c', CreatedDate: '2020-01-01T00:00:00Z' },
    'INVALID_FIELD_FOR_INSERT_UPDATE',
  ],
  ['Lead', { LastName: 'x', Company: 'c', OwnerId: 'nonsense' }, 'MALFORMED_ID'],
  ['Lead', { LastName: { a: 1 }, Company: 'c' }, 'JSON_PARSER_ERROR'],
])('refuses a %s %o with %s', async (object, fields, errorCode) => {
  org = await startSampleOrg({ data: null });
  const { status, body } = await request(org, 'POST', `${data}/sobjects/${object}`, fields);
  expect({ status, errorCode: body[0].errorCode }).toEqual({ status: 400, errorCode });
});

it('counts every attempt to change something as a write, answered or not', async () => {
  org = await startSampleOrg({ data: null });
  await request(org, 'DELETE', `${data}/sobjects/Lead/00QLb0000000001MAA`);
  await request(org, 'POST', `${data}/composite`, {});
  await request(org, 'GET', `${data}/tooling/executeAnonymous?anonymousBody=x`);
  await request(org, 'POST', `${data}/ui-api/predupe`, { apiName: 'Lead', fields: {} });
  expect(org.journal.writes.map(({ method, path }) => `${method} ${path.slice(data.length)}`)).toEqual([
    'DELETE /sobjects/Lead/00QLb0000000001MAA',
    'POST /composite',
    'GET /tooling/executeAnonymous',
  ]);
});
