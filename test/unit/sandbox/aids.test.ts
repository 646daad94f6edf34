import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../server/src/sandbox/server.ts';
import { readRecords } from '../../../server/src/sandbox/start/readRecords.ts';
import { request } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

const data = '/services/data/v66.0';
const files = new Map([
  matchingRulesFile('Lead', { R: ['Email'] }),
  duplicateRuleFile({ object: 'Lead', name: 'R', insert: 'Allow Report' }),
]);
const lead = { LastName: 'X', Company: 'C', Email: 'x@y.example' };
const open: Sandbox[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'aids-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await rm(folder, { recursive: true });
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const org = await startSandbox({ files, data: null, ...options });
  open.push(org);
  return org;
}

const create = (org: Sandbox, fields: object = lead) => request(org, 'POST', `${data}/sobjects/Lead`, fields);
const emails = async (org: Sandbox): Promise<string[]> => {
  const soql = encodeURIComponent('SELECT Id, Email FROM Lead');
  const { body } = await request(org, 'GET', `${data}/query?q=${soql}`);
  return body.records.map(({ Email }: { Email: string }) => Email);
};

describe('control calls', () => {
  it('need the token of the start', async () => {
    const org = await start();
    const other = org.logIn('Ann Other');
    expect((await request({ ...org, token: other.token }, 'GET', '/embedded-org')).status).toBe(401);
    expect((await request(org, 'GET', '/embedded-org')).body).toMatchObject({
      url: org.url,
      username: org.username,
      records: {},
    });
    const { status, body } = await request(org, 'POST', '/embedded-org/nothing');
    expect(status).toBe(404);
    expect(body[0].message).toContain('POST /embedded-org/reset');
  });

  it('reset records, ids, rules, clock and session', async () => {
    const records = [
      { object: 'Lead', fields: Object.entries(lead), reference: null, parent: null, place: '' },
    ];
    const org = await start({ records, clock: new Date('2026-01-01T00:00:00Z') });
    const first = (await create(org, { ...lead, Email: 'new@y.example' })).body.id;
    org.org.metadata.replace(new Map());
    await request(org, 'PUT', '/embedded-org/clock', { now: '2030-01-01T00:00:00Z' });
    await request(org, 'POST', '/embedded-org/expire-sessions', {});
    expect((await create(org)).status).toBe(401);
    expect((await request(org, 'POST', '/embedded-org/reset')).status).toBe(200);
    expect(await emails(org)).toEqual(['x@y.example']);
    expect(org.org.metadata.catalog.duplicateRules.map(({ name }) => name)).toContain('R');
    expect((await create(org, { ...lead, Email: 'new@y.example' })).body.id).toBe(first);
    expect(org.org.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('move the clock', async () => {
    const org = await start();
    expect((await request(org, 'POST', '/embedded-org/clock/advance', { seconds: 1 })).status).toBe(400);
    await request(org, 'PUT', '/embedded-org/clock', { now: '2026-05-01T00:00:00Z' });
    const { body } = await request(org, 'POST', '/embedded-org/clock/advance', { seconds: 90 });
    expect(body.now).toBe('2026-05-01T00:01:30.000Z');
    const id = (await create(org)).body.id;
    expect(org.org.store.record(id)!.values.get('CreatedDate')).toBe('2026-05-01T00:01:30.000+0000');
  });

  it('plan faults', async () => {
    const org = await start();
    const fault = { kind: 'server-error', path: '/sobjects/', method: 'post', every: 2, times: 2 };
    await request(org, 'POST', '/embedded-org/faults', [fault]);
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await create(org)).status);
    expect(statuses).toEqual([201, 500, 201, 500, 201, 201]);
    const { status, body } = await request(org, 'POST', '/embedded-org/faults', { kind: 'nonsense' });
    expect(status).toBe(400);
    expect(body[0].message).toContain('kind');
  });

  it('tell what was asked, without values', async () => {
    const org = await start();
    await create(org);
    await emails(org);
    const { body } = await request(org, 'GET', '/embedded-org/journal?writes=true');
    expect(body).toMatchObject({ last: 2, entries: [{ number: 1, method: 'POST', status: 201 }] });
    expect(JSON.stringify(body)).not.toContain('x@y.example');
    expect((await request(org, 'GET', '/embedded-org/journal?since=1')).body.entries).toHaveLength(1);
  });

  it('log in users who may do less', async () => {
    const org = await start();
    const draft = { name: 'Ann Other', profile: 'Integration', hiddenObjects: ['Lead'] };
    const { body } = await request(org, 'POST', '/embedded-org/users', draft);
    expect((await create({ ...org, token: body.token })).status).toBe(404);
    const [user] = [...org.org.store.records('User')].filter(
      ({ values }) => values.get('LastName') === 'Other',
    );
    const profile = org.org.store.record(String(user!.values.get('ProfileId')))!;
    expect(profile.values.get('Name')).toBe('Integration');
    for (const [hidden, message] of [
      [{ hiddenObjects: ['Laed'] }, 'There is no object Laed to hide.'],
      [{ hiddenFields: { Lead: ['Emial'] } }, 'Lead has no field Emial to hide.'],
    ] as const) {
      const answer = await request(org, 'POST', '/embedded-org/users', { name: 'B', ...hidden });
      expect(answer).toMatchObject({ status: 400, body: [{ message }] });
    }
  });
});

describe('snapshots', () => {
  it('bring back records, ids and reports', async () => {
    const dataFolder = path.join(folder, 'data');
    let org = await start({ dataFolder });
    const id = (await create(org)).body.id;
    await create(org);
    await org.close();
    expect(await readdir(dataFolder)).toEqual(['records.ndjson']);
    org = await start({ dataFolder });
    expect(org.restored).toBe(5);
    expect(org.org.store.record(id)!.values.get('Email')).toBe('x@y.example');
    const [set] = org.org.store.records('DuplicateRecordSet');
    expect(
      org.org.store.record(String(set!.values.get('DuplicateRuleId')))!.values.get('DeveloperName'),
    ).toBe('R');
    // Nothing is given twice.
    expect(await emails(org)).toHaveLength(2);
    await create(org, { ...lead, Email: 'third@y.example' });
    expect(await emails(org)).toHaveLength(3);
  });

  it('are written on demand, and the folder belongs to one org', async () => {
    const org = await start({ dataFolder: folder });
    await create(org);
    await request(org, 'POST', '/embedded-org/snapshot');
    const text = await readFile(path.join(folder, 'records.ndjson'), 'utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(3);
    await writeFile(path.join(folder, 'in-use-by'), String(process.ppid));
    await expect(start({ dataFolder: folder })).rejects.toThrow(/in use by the process/);
  });

  it.each([
    ['a part of one', (text: string) => text.slice(0, -20)],
    ['one that lacks a line', (text: string) => text.split('\n').toSpliced(1, 1).join('\n')],
    ['another file', () => 'hello\n'],
  ])('refuse %s and leave it alone', async (_, spoil) => {
    let org = await start({ dataFolder: folder });
    await create(org);
    await org.close();
    const file = path.join(folder, 'records.ndjson');
    const spoilt = spoil(await readFile(file, 'utf8'));
    await writeFile(file, spoilt);
    await expect(start({ dataFolder: folder })).rejects.toThrow(/damaged.*Move the file away/);
    expect(await readFile(file, 'utf8')).toBe(spoilt);
    org = await start();
    expect((await request(org, 'POST', '/embedded-org/snapshot')).status).toBe(400);
  });

  it('say that they could not be written, and are written as soon as they can', async () => {
    const warnings: string[] = [];
    const org = await start({ dataFolder: folder, warn: (text) => warnings.push(text) });
    const inTheWay = path.join(folder, 'records.ndjson.part');
    await mkdir(inTheWay);
    await create(org);
    for (const _ of [1, 2]) {
      const { status, body } = await request(org, 'POST', '/embedded-org/snapshot');
      expect([status, body[0].message]).toEqual([500, expect.stringContaining('could not be written')]);
    }
    expect(warnings).toHaveLength(1);
    await rm(inTheWay, { recursive: true, force: true });
    expect((await request(org, 'POST', '/embedded-org/snapshot')).status).toBe(200);
    expect(await readFile(path.join(folder, 'records.ndjson'), 'utf8')).toContain('x@y.example');
  });

  it('take over from a killed process', async () => {
    await writeFile(path.join(folder, 'in-use-by'), '999999999');
    await expect(start({ dataFolder: folder })).resolves.toBeDefined();
  });
});

describe('initial records', () => {
  const load = async (contents: Record<string, string>, object = '') => {
    const named = await Promise.all(
      Object.entries(contents).map(async ([name, text]) => {
        await writeFile(path.join(folder, name), text);
        return { path: path.join(folder, name), name, object };
      }),
    );
    const { records, problems } = await readRecords(named);
    const org = await start({ records });
    return { org, problems: [...problems, ...org.problems] };
  };
  const contacts = (org: Sandbox) =>
    [...org.org.store.records('Contact')].map(({ values }) => [
      values.get('LastName'),
      org.org.store.record(String(values.get('AccountId')))?.values.get('Name'),
    ]);

  it('keep references of trees, children and other ids', async () => {
    const { org, problems } = await load({
      'Contact.json': JSON.stringify({
        records: [
          { attributes: { type: 'Contact', referenceId: 'c1' }, LastName: 'One', AccountId: '@a1' },
          { attributes: { type: 'Contact' }, LastName: 'Two', AccountId: '001000000000AbC' },
        ],
      }),
      'Account.json': JSON.stringify({
        records: [
          { attributes: { type: 'Account', referenceId: 'a1' }, Name: 'Acme' },
          { attributes: { type: 'Account' }, Id: '001000000000AbCAAU', Name: 'Byte' },
          {
            attributes: { type: 'Account' },
            Name: 'Core',
            Contacts: { records: [{ attributes: { type: 'Contact' }, LastName: 'Three' }] },
          },
        ],
      }),
    });
    expect(problems).toEqual([]);
    expect(contacts(org)).toEqual([
      ['One', 'Acme'],
      ['Two', 'Byte'],
      ['Three', 'Core'],
    ]);
    expect(org.org.store.record('001000000000AbCAAU')).not.toBeNull();
  });

  it('come from CSV, and what does not fit is told once without values', async () => {
    const rows = 'Id,LastName,Company,Secret__c,AnnualRevenue\n';
    const { org, problems } = await load(
      {
        'leads.csv': `${rows},A,B,hush,12\n,C,D,hush,a lot\n00Q000000000001AAA,E,F,,\n00Q000000000001AAA,G,H,,`,
      },
      'Lead',
    );
    expect(org.loaded).toEqual(new Map([['Lead', 3]]));
    expect(problems).toEqual([
      'leads.csv, row 4: another record has its Id; it is left out.',
      'leads.csv, row 1: Lead has no field Secret__c; its values are left out.',
      'leads.csv, row 2: the value of AnnualRevenue is left out: it is no currency.',
    ]);
  });

  it('of a plan are there once, also where its trees are given as well', async () => {
    const { org } = await load({
      'Accounts.json': '{"records":[{"attributes":{"type":"Account"},"Name":"Acme"}]}',
      'plan.json': '[{"sobject":"Account","files":["Accounts.json"]}]',
    });
    expect(org.loaded).toEqual(new Map([['Account', 1]]));
  });

  it('tell a file that holds none', async () => {
    await expect(load({ 'x.json': '{"a"' })).rejects.toThrow(/no JSON/);
    expect((await load({ 'x.json': '[]' })).problems).toEqual(['x.json: there are no records in it.']);
    expect((await load({ 'y.json': '[{"attributes":{"type":"Nothing__c"}}]' })).problems[0]).toContain(
      'no such object',
    );
    expect((await load({ 'z.json': '[{"LastName":"A"}]' })).problems[0]).toContain(
      'neither the record nor the name of the file tells its object',
    );
  });
});

describe('the door', () => {
  it('answers to names of this machine only', async () => {
    const org = await start();
    const status = await new Promise((resolve, reject) => {
      const headers = { Host: 'attacker.example', Authorization: `Bearer ${org.token}` };
      httpRequest(`${org.url}${data}/limits`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('takes packed bodies, and tells of bad ones', async () => {
    const org = await start();
    const send = (body: Buffer) =>
      fetch(`${org.url}${data}/sobjects/Lead`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${org.token}`,
          'Content-Type': 'application/json',
          'Content-Encoding': 'gzip',
        },
        body: new Uint8Array(body),
      });
    expect((await send(gzipSync(JSON.stringify(lead)))).status).toBe(201);
    expect((await send(Buffer.from('no gzip'))).status).toBe(400);
    expect((await send(gzipSync(Buffer.alloc(60_000_000)))).status).toBe(413);
  });
});
