import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrgProblem, OrgSession } from '../../../server/src/org/gateway.ts';
import { createGateway } from '../../../server/src/org/main.ts';
import {
  type FakeAnswer,
  type FakeOrg,
  type FakeReply,
  type FakeRequest,
  restError,
  soapFault,
  soapReply,
  startFakeOrg,
} from '../../support/fakeOrg.ts';
import { useOrgHome } from '../../support/orgHome.ts';
import {
  answers,
  noMatch,
  quoted,
  restAnswers,
  secretToken,
  secretValue,
  soapFaults,
} from './troubledAnswers.ts';

const home = useOrgHome();
const signal = new AbortController().signal;

const secretRefresh = '5Aep861sentinel.refresh';
const record = { object: 'Lead', id: null, fields: [{ name: 'Email', value: secretValue }] };

let fake: FakeOrg;
let logins = 0;
const written: string[] = [];
const log = (line: string) => written.push(line);
const gateway = createGateway({ log, timeoutMilliseconds: 30_000 });
const hasty = createGateway({ log, timeoutMilliseconds: 700 });

beforeAll(async () => {
  fake = await startFakeOrg();
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
  }
});
afterAll(() => {
  vi.restoreAllMocks();
  return fake.close();
});
beforeEach(() => {
  fake.requests.length = 0;
});
afterEach(() => {
  expect(written.join('\n')).not.toMatch(/sentinel/i);
  vi.unstubAllEnvs();
});

/** A new session with an org that answers so, after it told its versions. */
async function connect(answer: FakeAnswer, refreshToken?: string, by = gateway): Promise<OrgSession> {
  fake.answer((request, response) =>
    request.url === '/services/data' ? [{ version: '66.0' }] : answer(request, response),
  );
  home.logIn({
    url: fake.url,
    token: secretToken,
    username: `user${++logins}@example.com`,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  });
  const session = await by.connect(home.project, 'dev', signal);
  fake.requests.length = 0;
  return session;
}

async function problemOf(work: Promise<unknown>): Promise<OrgProblem> {
  const error = await work.then(
    () => new Error('Nothing went wrong.'),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'OrgProblem' });
  const { stack, cause } = error as Error;
  for (const text of [inspect(error, { depth: 10, showHidden: true }), stack, String(cause)]) {
    expect(text).not.toMatch(/sentinel/i);
  }
  return error as OrgProblem;
}

describe('an org that answers a test with', () => {
  it.each(soapFaults)('%s is a problem of kind %s', async (code, kind, says) => {
    const session = await connect((request) =>
      request.url.includes('/Soap/')
        ? soapFault(code, quoted(request))
        : restError(401, 'INVALID_SESSION_ID', 'x'),
    );
    const problem = await problemOf(session.testRecord(record, signal));
    expect(problem.kind).toBe(kind);
    expect(problem.message).toMatch(says);
  });

  it.each(answers)('%s is a problem', async (_, answer, kind) => {
    const session = await connect(answer);
    expect((await problemOf(session.testRecord(record, signal))).kind).toBe(kind);
    expect((await problemOf(session.readRules(signal, () => {}, []))).kind).toMatch(
      /bad-answer|unreachable|bad-record|no-active-rules/,
    );
  });

  it('success false passes the answer on: nothing is known', async () => {
    const session = await connect(() =>
      soapReply(
        '<findDuplicatesResponse><result><errors><message>m</message><statusCode>X</statusCode></errors><success>false</success></result></findDuplicatesResponse>',
      ),
    );
    expect((await session.testRecord(record, signal)).answer).toMatchObject({ success: false });
  });
});

describe('an org that answers a describe with', () => {
  it.each(restAnswers)('%s is a problem', async (_, answer, kind) => {
    const session = await connect(answer);
    expect((await problemOf(session.describe('Lead', signal))).kind).toBe(kind);
  });
});

describe('a connection', () => {
  it('that is refused', async () => {
    const session = await connect(() => noMatch);
    const gone = await startFakeOrg();
    home.logIn({ url: gone.url, token: secretToken, alias: 'gone', username: 'gone@example.com' });
    await gone.close();
    expect(await problemOf(gateway.connect(null, 'gone', signal))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/127\.0\.0\.1:\d+ refuses the connection/),
    });
    expect(session.org.alias).toBe('dev');
  });

  it('to a name that does not resolve', async () => {
    home.logIn({
      url: 'https://acme.invalid',
      token: secretToken,
      alias: 'typo',
      username: 'typo@example.com',
    });
    expect(await problemOf(gateway.connect(null, 'typo', signal))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('acme.invalid'),
    });
  });

  it('to an address without encryption, which would give the token away', async () => {
    home.logIn({
      url: 'http://acme.example',
      token: secretToken,
      alias: 'plain',
      username: 'plain@example.com',
    });
    expect(await problemOf(gateway.connect(null, 'plain', signal))).toMatchObject({ kind: 'not-allowed' });
  });

  it('whose answer never comes', async () => {
    // On a busy machine connecting itself may take longer than that.
    const asked = connect(() => null, undefined, hasty).then((session) => session.testRecord(record, signal));
    expect(await problemOf(asked)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('did not answer in time'),
    });
  });

  it('whose answer stops half-way', async () => {
    const session = await connect((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"fields":[');
      setTimeout(() => response.destroy(), 20);
      return null;
    });
    expect(await problemOf(session.testRecord(record, signal))).toMatchObject({ kind: 'unreachable' });
    expect(fake.requests).toHaveLength(1);
  });

  it('whose answer never ends is cut off', async () => {
    const session = await connect((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
      return null;
    });
    expect(await problemOf(session.describe('Lead', signal))).toMatchObject({
      kind: expect.stringMatching(/bad-answer|unreachable/),
    });
  });

  it('that breaks is tried again for reads, not more than twice', async () => {
    let broken = 2;
    const session = await connect((_, response) => {
      if (broken-- <= 0) return { name: 'Lead', fields: [] };
      response.destroy();
      return null;
    });
    expect(await session.describe('Lead', signal)).toMatchObject({ name: 'Lead' });
    expect(fake.requests).toHaveLength(3);
    broken = 9;
    expect(await problemOf(session.describe('Contact', signal))).toMatchObject({ kind: 'unreachable' });
    expect(fake.requests).toHaveLength(6);
  });

  it('through a proxy that is not there, to this machine, goes without it', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:9');
    vi.stubEnv('https_proxy', 'http://127.0.0.1:9');
    const session = await connect(() => noMatch);
    expect((await session.testRecord(record, signal)).answer.success).toBe(true);
  });

  it('goes through the proxy but to hosts that NO_PROXY names', async () => {
    gateway.close();
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(String(request.url));
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('https_proxy', `http://user:sentinel@127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    home.logIn({
      url: 'https://acme.invalid',
      token: secretToken,
      alias: 'proxied',
      username: 'p@example.com',
    });
    expect(await problemOf(gateway.connect(null, 'proxied', signal))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('proxy refuses'),
    });
    expect(asked).toEqual(['acme.invalid:443']);
    vi.stubEnv('NO_PROXY', '.invalid');
    expect(await problemOf(gateway.connect(null, 'proxied', signal))).toMatchObject({
      message: expect.stringContaining('does not resolve'),
    });
    expect(asked).toHaveLength(1);
    gateway.close();
    proxy.close();
  });
});

describe('cancelling', () => {
  it('rejects at once and cuts the request off', async () => {
    const session = await connect(() => null);
    const controller = new AbortController();
    const before = fake.aborted();
    const work = problemOf(session.testRecord(record, controller.signal));
    await vi.waitFor(() => expect(fake.requests).toHaveLength(1));
    // The server never answers: what answers is the cancellation.
    controller.abort();
    expect(await work).toMatchObject({ kind: 'cancelled' });
    await vi.waitFor(() => expect(fake.aborted()).toBe(before + 1));
  });

  it('before anything was sent sends nothing', async () => {
    const session = await connect(() => noMatch);
    expect(await problemOf(session.testRecord(record, AbortSignal.abort()))).toMatchObject({
      kind: 'cancelled',
    });
    expect(await problemOf(gateway.connect(home.project, null, AbortSignal.abort()))).toMatchObject({
      kind: 'cancelled',
    });
    expect(fake.requests).toEqual([]);
  });

  it('leaves other requests of the session alone', async () => {
    const session = await connect(async ({ url }) => {
      if (url.endsWith('describe')) await new Promise((resolve) => setTimeout(resolve, 60));
      return url.endsWith('describe') ? { name: 'Lead', fields: [] } : null;
    });
    const controller = new AbortController();
    const test = problemOf(session.testRecord(record, controller.signal));
    const described = session.describe('Lead', signal);
    await vi.waitFor(() => expect(fake.requests).toHaveLength(2));
    controller.abort();
    expect((await test).kind).toBe('cancelled');
    expect((await described).name).toBe('Lead');
  });
});

describe('a token that has expired', () => {
  const fresh = '00D000000000001!sentinel.fresh.token';
  const renewal = () => ({
    access_token: fresh,
    instance_url: fake.url,
    id: `${fake.url}/id/00D000000000001EAA/005000000000001AAA`,
  });

  function expiring(token: (request: FakeRequest) => FakeReply | object): FakeAnswer {
    return (request) => {
      if (request.url === '/services/oauth2/token') return token(request);
      const isFresh = request.headers.authorization?.includes(fresh) || request.body.includes(fresh);
      if (request.url.includes('/Soap/')) return isFresh ? noMatch : soapFault('sf:INVALID_SESSION_ID', 'x');
      if (!isFresh) return restError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
      if (request.url.endsWith('/describe')) return { name: 'Lead', fields: [] };
      return { records: [], totalSize: 0, done: true };
    };
  }

  it('is renewed by the refresh token, once for all that wait', async () => {
    const session = await connect(expiring(renewal), secretRefresh);
    const [tested, described] = await Promise.all([
      session.testRecord(record, signal),
      session.describe('Lead', signal),
    ]);
    expect(tested.by).toBe('findDuplicates');
    expect(described.name).toBe('Lead');
    const renewals = fake.requests.filter(({ url }) => url === '/services/oauth2/token');
    expect(renewals).toHaveLength(1);
    expect(renewals[0]!.body).toContain(`refresh_token=${secretRefresh}`);
  });

  it('is kept, so that the next session has it', async () => {
    const session = await connect(expiring(renewal), secretRefresh);
    await session.describe('Lead', signal);
    fake.requests.length = 0;
    const next = await gateway.connect(home.project, 'dev', signal);
    await next.describe('Lead', signal);
    expect(fake.requests.filter(({ url }) => url === '/services/oauth2/token')).toEqual([]);
  });

  it('is not lost when the test that found it is cancelled', async () => {
    const controller = new AbortController();
    const session = await connect(
      expiring(() => {
        controller.abort();
        return renewal();
      }),
      secretRefresh,
    );
    expect((await problemOf(session.describe('Lead', controller.signal))).kind).toBe('cancelled');
    await vi.waitFor(async () => expect((await session.describe('Lead', signal)).name).toBe('Lead'));
    expect(fake.requests.filter(({ url }) => url === '/services/oauth2/token')).toHaveLength(1);
  });

  it('asks for a login where there is no refresh token', async () => {
    const session = await connect(expiring(renewal));
    for (const work of [() => session.testRecord(record, signal), () => session.describe('Lead', signal)]) {
      expect(await problemOf(work())).toMatchObject({
        kind: 'expired',
        message: expect.stringContaining('sf org login web --alias dev'),
      });
    }
    expect(fake.requests.filter(({ url }) => url === '/services/oauth2/token')).toEqual([]);
  });

  it('asks for a login where the refresh token is refused', async () => {
    const refused = { status: 400, body: `{"error":"invalid_grant","error_description":"${secretRefresh}"}` };
    const session = await connect(
      expiring(() => refused),
      secretRefresh,
    );
    for (const work of [() => session.testRecord(record, signal), () => session.describe('Lead', signal)]) {
      expect(await problemOf(work())).toMatchObject({ kind: 'expired' });
    }
  });

  it('says unreachable where it could not be renewed for that', async () => {
    const answer = (request: FakeRequest) =>
      request.url === '/services/oauth2/token' ? null : restError(401, 'INVALID_SESSION_ID', 'x');
    const asked = connect(answer, secretRefresh, hasty).then((session) => session.describe('Lead', signal));
    expect(await problemOf(asked)).toMatchObject({ kind: 'unreachable' });
  });

  it('is not renewed for ever where the new one is refused too', async () => {
    const session = await connect((request) => {
      if (request.url === '/services/oauth2/token') return renewal();
      return restError(401, 'INVALID_SESSION_ID', 'x');
    }, secretRefresh);
    expect(await problemOf(session.describe('Lead', signal))).toMatchObject({ kind: 'expired' });
    expect(fake.requests.length).toBeLessThan(15);
  });

  it('that only SOAP refuses leads to predupe', async () => {
    const session = await connect((request) => {
      if (request.url.includes('/Soap/')) return soapFault('sf:INVALID_SESSION_ID', 'x');
      if (request.url.endsWith('/predupe'))
        return { allowSave: true, duplicateError: false, duplicateRules: [], matches: [] };
      return { records: [] };
    });
    const tested = await session.testRecord({ ...record, id: '00Q000000000001' }, signal);
    expect(tested.by).toBe('predupe');
    expect(tested.notes.join(' ')).toMatch(/refuses SOAP.*as if it were a new record/);
    expect((await session.readRules(signal, () => {}, ['Thing__c'])).by).toBe('ui-api');
  });
});

it('takes an address that was saved with a slash at its end', async () => {
  await connect((request) => (request.url.includes('/Soap/') ? noMatch : { name: 'Lead', fields: [] }));
  home.logIn({ url: `${fake.url}/`, token: secretToken, alias: 'slash', username: 'slash@example.com' });
  const session = await gateway.connect(null, 'slash', signal);
  await session.testRecord(record, signal);
  await session.describe('Lead', signal);
  expect(fake.requests.map(({ url }) => url)).toEqual([
    '/services/data',
    '/services/Soap/u/66.0',
    '/services/data/v66.0/sobjects/Lead/describe',
  ]);
  expect((await gateway.listOrgs(null)).orgs.find(({ aliases }) => aliases.includes('slash'))).toMatchObject({
    instanceUrl: fake.url,
  });
});

it('sends values and the token where they belong, escaped', async () => {
  const session = await connect(() => noMatch);
  await session.testRecord(
    {
      object: 'Lead',
      id: '00Q000000000001',
      fields: [
        { name: 'LastName', value: `</sf:LastName><create/>&"'` },
        { name: 'Phone', value: null },
      ],
    },
    signal,
  );
  const [{ body, headers, url }] = fake.requests as [FakeRequest];
  expect(url).toBe('/services/Soap/u/66.0');
  expect(headers['content-type']).toBe('text/xml');
  expect(body).toContain(
    '<sObjects xmlns:sf="urn:sobject.partner.soap.sforce.com" xsi:type="sf:sObject"><sf:type>Lead</sf:type><sf:fieldsToNull>Phone</sf:fieldsToNull><sf:Id>00Q000000000001</sf:Id><sf:LastName>&lt;/sf:LastName&gt;&lt;create/&gt;&amp;&quot;&apos;</sf:LastName></sObjects>',
  );
  expect(body).toContain(
    '<DuplicateRuleHeader><allowSave>false</allowSave><includeRecordDetails>true</includeRecordDetails><runAsCurrentUser>false</runAsCurrentUser></DuplicateRuleHeader></soapenv:Header>',
  );
});
