import { describe, expect, it } from 'vitest';
import { runBulkQuery } from '../../../server/src/sandbox/bulk/queryRows.ts';
import { over } from '../../support/bulkJobs.ts';
import { org, seed, send, useLoadOrg } from '../../support/loadOrg.ts';
import { request } from '../../support/sandbox.ts';

useLoadOrg();

describe('Bulk API 2.0, query', () => {
  const queries = '/services/data/v66.0/jobs/query';

  it('gives pages with locators', async () => {
    const query = "select id, lastname, owner.username FROM Lead WHERE Company = 'Paged' ORDER BY LastName";
    for (const LastName of ['a', 'b,"', 'c']) seed({ LastName, Company: 'Paged' });
    const { body } = await request(org, 'POST', queries, { operation: 'query', query });
    expect(body).toMatchObject({
      object: 'Lead',
      operation: 'query',
      state: 'UploadComplete',
      apiVersion: 66,
    });
    expect(await over(`${queries}/${body.id}`)).toMatchObject({
      numberRecordsProcessed: 3,
      jobType: 'V2Query',
    });
    const page = (search: string) => send('GET', `${queries}/${body.id}/results${search}`, '', 'text/csv');
    const first = await page('?maxRecords=2');
    expect(first.headers.get('sforce-numberofrecords')).toBe('2');
    const locator = first.headers.get('sforce-locator');
    const last = await page(`?maxRecords=2&locator=${locator}`);
    expect(last.headers.get('sforce-locator')).toBe('null');
    expect(first.text).toMatch(
      /^"Id","LastName","Owner.Username"\n"00Q\w{15}","a",""\n"00Q\w{15}","b,""",""\n$/,
    );
    expect(last.text).toMatch(/^"Id","LastName","Owner.Username"\n"00Q\w{15}","c",""\n$/);
    expect((await page('?locator=nonsense')).status).toBe(400);
    expect((await request(org, 'DELETE', `${queries}/${body.id}`)).status).toBe(204);
  });

  it.each([
    ['SELECT Nonsense FROM Lead', 'INVALID_FIELD'],
    ['SELECT COUNT() FROM Lead', 'API_ERROR'],
    ['nonsense', 'MALFORMED_QUERY'],
  ])('refuses %s with %s', async (query, errorCode) => {
    const { status, body } = await request(org, 'POST', queries, { operation: 'query', query });
    expect({ status, errorCode: body[0].errorCode }).toEqual({ status: 400, errorCode });
  });

  it('has all records, whatever other queries are made before it is done', () => {
    for (let index = 0; index < 4500; index++) seed({ LastName: 'N', Company: 'Many' });
    const session = org.org.sessions.find(org.token)!;
    const query = "SELECT Id FROM Lead WHERE Company = 'Many'";
    const { pages } = runBulkQuery(org.org, session, { query, version: 66, withDeleted: false });
    for (let index = 0; index < 60; index++) org.org.cursors.open({ size: 0, page: () => [] });
    const ids = [...pages()].flat().map(({ Id }) => Id);
    expect(new Set(ids).size).toBe(4500);
  });
});
