import { request as send } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Trouble } from '../../../server/src/sandbox/aids/trouble.ts';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { request, soap, startSampleOrg } from '../../support/sandbox.ts';

let org: Sandbox;
beforeEach(async () => {
  org = await startSampleOrg({ data: null });
});
afterEach(() => org.close());

const limits = '/services/data/v66.0/limits';
const ask = () => request(org, 'GET', limits);
const list = '<listMetadata><queries><type>DuplicateRule</type></queries></listMetadata>';

describe('a planned trouble', () => {
  it.each<[Trouble['kind'], number, string]>([
    ['server-error', 500, 'UNKNOWN_EXCEPTION'],
    ['limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['no-access', 403, 'INSUFFICIENT_ACCESS'],
    ['session-expired', 401, 'INVALID_SESSION_ID'],
  ])('%s comes in the form of the API asked, once', async (kind, status, code) => {
    const trouble = { kind } as Trouble;
    org.troubles.plan(trouble);
    expect(await ask()).toMatchObject({ status, body: [{ errorCode: code }] });
    expect((await ask()).status).toBe(200);
    org.troubles.plan(trouble);
    expect((await soap(org, 'm', list)).text).toContain(`<faultcode>sf:${code}</faultcode>`);
  });

  it('meets only the requests that are meant, as often as is said', async () => {
    org.troubles.plan({ kind: 'limit' }, ({ soapOperation }) => soapOperation === 'listMetadata', 2);
    expect((await ask()).status).toBe(200);
    const answers = [await soap(org, 'm', list), await soap(org, 'm', list), await soap(org, 'm', list)];
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 200]);
  });

  it('is an HTML page, garbage, or an answer without an end in sight', async () => {
    org.troubles.plan({ kind: 'html' });
    expect(await ask()).toMatchObject({ status: 503, body: expect.stringContaining('<html>') });
    org.troubles.plan({ kind: 'garbage' });
    await expect(ask()).rejects.toThrow(SyntaxError);
    org.troubles.plan({ kind: 'huge', bytes: 3_000_000 });
    const response = await fetch(org.url + limits, { headers: { Authorization: `Bearer ${org.token}` } });
    expect(await response.text()).toHaveLength(3_000_000);
  });

  it('cuts the right answer off, with or without saying so', async () => {
    org.troubles.plan({ kind: 'truncated' });
    await expect(ask()).rejects.toThrow(SyntaxError);
    org.troubles.plan({ kind: 'broken-off' });
    await expect(ask()).rejects.toThrow('terminated');
    org.troubles.plan({ kind: 'reset' });
    await expect(ask()).rejects.toThrow('fetch failed');
  });

  it('changes the right answer', async () => {
    org.troubles.plan({ kind: 'changed', change: (reply) => ({ ...reply, body: '{"lies":true}' }) });
    expect((await ask()).body).toEqual({ lies: true });
  });

  it('gives the right answer slowly', async () => {
    org.troubles.plan({ kind: 'drip', bytes: 40, everyMs: 1 });
    expect((await ask()).body.DailyApiRequests.Max).toBe(15000);
  });

  it('gives no answer, and lets the org be closed', async () => {
    org.troubles.plan({ kind: 'silence' });
    const stop = new AbortController();
    const silent = fetch(org.url + limits, { signal: stop.signal });
    while (org.journal.entries.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort();
    await expect(silent).rejects.toThrow();
  });
});

it('waits before each answer, as long as is set', async () => {
  org.latency = 5;
  expect((await ask()).status).toBe(200);
  expect(org.latency).toBe(5);
});

it('keeps no token and no value in its journal', async () => {
  await request(org, 'POST', '/services/data/v66.0/ui-api/predupe', {
    apiName: 'Lead',
    fields: { Email: 'secret@x.example' },
  });
  await soap(
    org,
    'u',
    '<findDuplicates><sObjects><type>Lead</type><Email>secret@x.example</Email></sObjects></findDuplicates>',
  );
  const text = JSON.stringify(org.journal.entries);
  expect(text).not.toContain(org.token);
  expect(text).not.toContain('secret');
});

it('listens on the loopback address alone, with another token at each start', async () => {
  const other = await startSampleOrg({ data: null });
  expect(new URL(other.url).hostname).toBe('127.0.0.1');
  expect(other.token).not.toBe(org.token);
  expect((await request({ url: org.url, token: other.token }, 'GET', limits)).status).toBe(401);
  await other.close();
});

describe('a request that no client of an org sends', () => {
  it.each([
    ['GET', 'http://elsewhere.example/services/data'],
    ['OPTIONS', '*'],
    ['GET', '/nothing/here'],
  ])('%s %s is answered, and of no use', async (method, path) => {
    const { port } = new URL(org.url);
    const status = await new Promise((resolve, reject) => {
      send({ host: '127.0.0.1', port, method, path }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });

  it('gives a page of the web no right to read: no answer has a header that would', async () => {
    const headers = { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'GET' };
    const url = `${org.url}/services/data/v66.0/query?q=SELECT+Id+FROM+Lead`;
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const response = await fetch(url, { method, headers });
      expect(response.status).toBe(401);
      expect([...response.headers.keys()].join(' ')).not.toContain('access-control');
    }
  });
});
