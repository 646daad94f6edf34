import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { request } from '../../support/sandbox.ts';
import { callTo, data, insertInto, nobody, startRecordsOrg } from './recordsOrg.ts';

let org: Sandbox;

beforeAll(async () => {
  org = await startRecordsOrg();
});
afterAll(() => org.close());

const insert = (object: string, fields: Record<string, string | number | boolean>) =>
  insertInto(org, object, fields);
const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callTo(org, method, path, body, headers);

describe('/ui-api/records', () => {
  const create = (fields: object, more: object = {}, base = data) =>
    request(org, 'POST', `${base}/ui-api/records`, { apiName: 'Contact', fields, ...more });

  it('creates, reads, updates and deletes', async () => {
    const { status, body } = await create({ LastName: 'Ui', FirstName: 'A' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      apiName: 'Contact',
      fields: { LastName: { displayValue: null, value: 'Ui' }, Name: { value: 'A Ui' } },
      id: expect.stringMatching(/^003/),
      recordTypeId: '012000000000000AAA',
    });
    const path = `/ui-api/records/${body.id}`;
    const patched = await call('PATCH', path, { fields: { Title: 'T' } });
    expect(patched).toMatchObject({ status: 200, body: { fields: { Title: { value: 'T' } } } });
    const read = await call(
      'GET',
      `${path}?fields=Contact.Title,Contact.Account.Name&optionalFields=Contact.Foo`,
    );
    expect(read.body.fields).toEqual({
      Title: { displayValue: null, value: 'T' },
      Account: { displayValue: null, value: null },
    });
    expect((await call('GET', `${path}?layoutTypes=Full`)).body.fields.LastName.value).toBe('Ui');
    expect((await call('DELETE', path)).status).toBe(204);
  });

  const taken = { LastName: 'x', Email: 'taken@x.example' };

  it('tells of duplicates as Lightning does', async () => {
    const { status, body } = await create(taken);
    expect(status).toBe(400);
    expect(body).toEqual({
      message: 'An error occurred while trying to update the record. Please try again.',
      statusCode: 400,
      enhancedErrorType: 'RecordError',
      output: {
        errors: [
          {
            constituentField: null,
            duplicateRecordError: {
              matchResults: [
                {
                  apiName: 'Contact',
                  isAllowSave: true,
                  matchRecordIds: [expect.stringMatching(/^003/)],
                  matchRule: 'R',
                  objectLabel: 'Contact',
                  objectLabelPlural: 'Contacts',
                  themeInfo: {
                    color: expect.any(String),
                    iconUrl: expect.stringMatching(/contact_120.png$/),
                  },
                },
              ],
            },
            errorCode: 'DUPLICATES_DETECTED',
            field: null,
            fieldLabel: null,
            message: 'R says no.',
          },
        ],
        fieldErrors: {},
      },
    });
  });

  it.each<[version: string, allow: boolean, status: number]>([
    ['66.0', true, 201],
    ['66.0', false, 400],
    ['43.0', true, 201],
    ['42.0', true, 400],
  ])('at v%s with allowSaveOnDuplicate %s gives %s', async (version, allowSaveOnDuplicate, status) => {
    const answer = await create(taken, { allowSaveOnDuplicate }, `/services/data/v${version}`);
    expect(answer.status).toBe(status);
    if (status === 201) org.org.store.delete(org.org.store.record(answer.body.id)!, '');
  });

  it('tells of fields by their names', async () => {
    const { body } = await create({ LastName: 'x', Email: 'nonsense' });
    expect(body.output).toMatchObject({
      errors: [],
      fieldErrors: { Email: [{ errorCode: 'INVALID_EMAIL_ADDRESS', field: 'Email', fieldLabel: 'Email' }] },
    });
  });

  it.each<[why: string, method: string, path: string, body: unknown, status: number, errorCode: string]>([
    [
      'an unknown field',
      'POST',
      '/ui-api/records',
      { apiName: 'Contact', fields: { Foo: 1 } },
      400,
      'POST_BODY_PARSE_ERROR',
    ],
    ['no fields', 'POST', '/ui-api/records', { apiName: 'Contact' }, 400, 'POST_BODY_PARSE_ERROR'],
    ['no object', 'POST', '/ui-api/records', { fields: {} }, 400, 'POST_BODY_PARSE_ERROR'],
    ['an unknown id', 'PATCH', `/ui-api/records/${nobody}`, { fields: {} }, 404, 'NOT_FOUND'],
    ['nothing asked', 'GET', '/ui-api/records/ID', undefined, 400, 'INVALID_INPUT_COMBINATION'],
    [
      'an unknown field asked',
      'GET',
      '/ui-api/records/ID?fields=Contact.Foo',
      undefined,
      400,
      'INVALID_FIELD',
    ],
  ])('refuses %s', async (_, method, path, body, status, errorCode) => {
    const answer = await call(method, path.replace('ID', insert('Contact', { LastName: 'x' })), body);
    expect({ status: answer.status, errorCode: answer.body[0].errorCode }).toEqual({ status, errorCode });
  });

  it('describes objects', async () => {
    const { body } = await call('GET', '/ui-api/object-info/Contact');
    expect(body).toMatchObject({
      apiName: 'Contact',
      nameFields: ['FirstName', 'LastName', 'Name'],
      fields: { AccountId: { dataType: 'Reference', referenceToInfos: [{ apiName: 'Account' }] } },
    });
  });
});
